"""Versions of the questionnaire, each proposed by one person and decided by another; and the copy that is worked on."""

import hashlib
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class Outcome(models.TextChoices):
    APPROVED = "approved"
    REFUSED = "refused"


class CannotChange(Exception):
    """A version stays as it was proposed, and is decided once."""


class VersionQuerySet(models.QuerySet["Version"]):
    def approved(self) -> "VersionQuerySet":
        """The one in force first, then those before it."""
        return self.filter(outcome=Outcome.APPROVED).order_by("-decided_at", "-pk")

    def waiting(self) -> "VersionQuerySet":
        return self.filter(outcome="")

    def update(self, **kwargs: Any) -> int:
        raise CannotChange

    def delete(self) -> tuple[int, dict[str, int]]:
        raise CannotChange


class Version(models.Model):
    """A questionnaire as text (see `triage.document`), who proposed it and what became of it. `hash` is the text's."""

    hash = models.CharField(max_length=64, db_index=True)
    text = models.TextField()
    note = models.TextField(help_text="What it changes and why, for whoever decides.")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    why = models.TextField(blank=True, help_text="Why it was refused.")
    journeys = models.PositiveBigIntegerField(null=True, help_text="How many the proof walked when it was approved.")

    objects = VersionQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering = ["-proposed_at", "-pk"]
        permissions = [
            ("propose_version", "Can change the questionnaire's working copy and propose it"),
            ("approve_version", "Can approve what another person proposed"),
        ]
        constraints = [
            models.CheckConstraint(name="another_person_decides", condition=~Q(decided_by=F("proposed_by"))),
            models.CheckConstraint(
                name="decided_by_somebody_at_a_time",
                condition=Q(outcome="", decided_by=None, decided_at=None)
                | Q(outcome__in=Outcome.values, decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="approved_when_proved", condition=~Q(outcome=Outcome.APPROVED) | Q(journeys__isnull=False)
            ),
            models.CheckConstraint(name="refused_with_a_reason", condition=~Q(outcome=Outcome.REFUSED) | ~Q(why="")),
            models.UniqueConstraint(fields=["outcome"], condition=Q(outcome=""), name="one_version_waits"),
        ]

    def __str__(self) -> str:
        return f"Version {self.hash[:8]}"

    @property
    def is_whole(self) -> bool:
        """Whether the text is the one that was proposed."""
        return hash_of(self.text) == self.hash

    def save(self, **kwargs: Any) -> None:
        """Keeps a new version, or a decision on one that waits. Raises CannotChange for anything else."""
        if self.pk:
            stored = Version.objects.get(pk=self.pk)
            kept = ("hash", "text", "note", "proposed_by_id", "proposed_at")
            if stored.outcome or any(getattr(self, field) != getattr(stored, field) for field in kept):
                raise CannotChange
        super().save(**kwargs)

    def delete(self, using: Any = None, keep_parents: bool = False) -> tuple[int, dict[str, int]]:
        raise CannotChange


class WorkingCopy(models.Model):
    """The questionnaire that editors are changing: one for all of them. `number` rises with every change."""

    text = models.TextField()
    number = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    is_the_only = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(name="one_working_copy", condition=Q(is_the_only=True))]

    def __str__(self) -> str:
        return "The working copy"


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
