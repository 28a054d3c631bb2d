"""Who wants to edit a group: people who say it is theirs, and people whom its editors invite."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from directory.groups import Group

INVITED_FOR = timedelta(days=14)


def _language() -> models.CharField:
    return models.CharField(
        "language of messages", max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )


class ClaimQuerySet(models.QuerySet["Claim"]):
    def is_open(self) -> "ClaimQuerySet":
        """A new group may have been shown to families by whoever reads what groups change."""
        return self.filter(decided_at=None).exclude(is_new=True, group__live=True)

    def for_staff(self) -> "ClaimQuerySet":
        return self.is_open().exclude(for_staff_since=None).order_by("for_staff_since", "pk")


class Claim(models.Model):
    """A person says that a group is theirs. A code sent to the group's own address decides, or staff do."""

    class Refusal(models.TextChoices):
        NOT_KNOWN = "not-known", "We could not find out that this person is part of the group"
        EDITORS_SAY_NO = "editors-say-no", "The people who edit the group already said no"
        NOT_FOR_US = "not-for-us", "It is not a group that we list"
        TWICE = "twice", "The group is listed already"

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="claims")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="claims")
    language = _language()
    is_new = models.BooleanField("a new group", default=False)
    postcode = models.CharField(max_length=12, blank=True)
    note = models.TextField("what the person says", blank=True, max_length=1000)
    made_at = models.DateTimeField("asked at")
    code_digest = models.CharField(max_length=64, blank=True)
    code_sent_at = models.DateTimeField(null=True)
    codes_sent = models.PositiveSmallIntegerField(default=0)
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    for_staff_since = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    is_approved = models.BooleanField(default=False)
    refused_for = models.CharField(max_length=20, blank=True, choices=Refusal)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ("made_at",)
        constraints = [
            models.UniqueConstraint(
                name="one_open_claim_of_a_person_to_a_group", fields=("group", "user"), condition=Q(decided_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} for {self.group}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def good(self, now: datetime) -> "InvitationQuerySet":
        return self.filter(made_at__gt=now - INVITED_FOR)


class Invitation(models.Model):
    """Gone once it is used or taken back: then nobody needs to know the address any more."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    language = _language()
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    hands_over = models.BooleanField(default=False, help_text="Whoever invited leaves when it is accepted.")
    made_at = models.DateTimeField()

    objects = InvitationQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ("made_at",)
        constraints = [
            models.UniqueConstraint(name="one_invitation_of_an_address_to_a_group", fields=("group", "email"))
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.pk}"
