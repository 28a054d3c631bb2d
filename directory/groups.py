"""Who runs what is listed, and who speaks for them."""

from collections.abc import Iterable
from typing import Self, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from wagtail.models import RevisionMixin

from directory.moderation.proposals import Moderated

Record = TypeVar("Record", bound=models.Model)
# Pages of the editors' area that stand beside those of groups.
NO_KEYS = frozenset({"account", "add", "claims", "invitations", "sign-in", "sign-out"})
# What is true of the whole record, whichever version of its words is published.
STANDING = ("is_trusted", "stopped_at", "suspended_at", "suspended_for")


class GroupQuerySet(models.QuerySet["Group"]):
    def edited_by(self, user) -> "GroupQuerySet":
        return self.filter(editorships__user=user) if user.is_authenticated else self.none()


class Group(Moderated, RevisionMixin, models.Model):  # type: ignore[django-manager-missing]
    """A draft waits for staff; families see what is live. Nothing of a group that stopped or is suspended is listed."""

    key = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    charity_number = models.CharField(max_length=12, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    website = models.URLField(blank=True)
    language = models.CharField(
        "language of messages", max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    is_example = models.BooleanField(
        "example", default=False, help_text="Made up. Pages say so until an editor confirms the group and unticks this."
    )
    is_trusted = models.BooleanField(
        "trusted", default=False, help_text="What it changes of times, cost and pictures is shown at once."
    )
    stopped_at = models.DateTimeField("stopped", null=True, blank=True, editable=False)
    suspended_at = models.DateTimeField("suspended", null=True, blank=True, editable=False)
    suspended_for = models.TextField("why it is suspended", blank=True, editable=False)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        permissions = (("suspend_group", "Can suspend a group, and show it again"),)

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.key in NO_KEYS:
            raise ValidationError({"key": "Another page has this address."})

    def with_content_json(self, content: dict) -> Self:
        return carried_over(super().with_content_json(content), STANDING)


class Editorship(models.Model):
    """A person who may edit what a group says. The first is asked first."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="editorships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="editorships")
    language = models.CharField(
        "language of messages", max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    since = models.DateTimeField()
    wants_notes = models.BooleanField("wants the monthly note", default=True)

    class Meta:
        ordering = ("since", "pk")
        constraints = [models.UniqueConstraint(name="an_editor_once_a_group", fields=("group", "user"))]

    def __str__(self) -> str:
        return f"{self.user} for {self.group}"


def carried_over(version: Record, fields: Iterable[str]) -> Record:
    """A version of a record's words, with what is true of the record now: who held the record in memory meanwhile may
    not know that it was suspended."""
    current = type(version)._base_manager.filter(pk=version.pk).values(*fields).first()
    for name, value in (current or {}).items():
        setattr(version, name, value)
    return version
