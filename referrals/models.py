import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from referrals.attachments.models import Attachment, AttachmentPiece
from referrals.audit import AuditEntry
from referrals.buckets import Bucket
from referrals.figures.models import Figure, Tally
from referrals.notes import Note
from referrals.states import OPEN_STATES, Outcome, State
from referrals.trays import Tray

__all__ = [
    "Attachment", "AttachmentPiece", "AuditEntry", "Bucket", "Figure", "Note", "Referral", "ReferralQuerySet",
    "SealedKey", "Tally", "Team",
]  # fmt: skip


class Team(models.Model):
    """Who receives referrals. `public_key` is the one in force; the private ones are files: see `keyring.py`."""

    key = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    neighbourhood = models.SlugField(blank=True, help_text="The neighbourhood whose families it works with.")
    is_front_door = models.BooleanField(default=False)
    email = models.EmailField(blank=True, help_text="Told that a referral waits, and nothing of the family.")
    public_key = models.BinaryField(default=b"", blank=True)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="referral_teams", blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["is_front_door"], condition=Q(is_front_door=True), name="one_front_door"),
            models.UniqueConstraint(
                fields=["neighbourhood"], condition=~Q(neighbourhood=""), name="one_team_a_neighbourhood"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReferralQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReferralQuerySet":
        """Those of the user's own teams. Nobody else sees any, whatever their rights elsewhere."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        return self.filter(team__members=user)

    def open(self) -> "ReferralQuerySet":
        return self.filter(state__in=OPEN_STATES)

    def in_tray(self, tray: Tray) -> "ReferralQuerySet":
        return self.filter(tray=tray)

    def closed(self) -> "ReferralQuerySet":
        return self.filter(state=State.CLOSED)

    def new(self) -> "ReferralQuerySet":
        """Those that nobody has taken up."""
        return self.filter(state=State.NEW)

    def overdue(self, now: datetime) -> "ReferralQuerySet":
        return self.open().filter(due_at__lt=now)

    def due(self, now: datetime, until: datetime) -> "ReferralQuerySet":
        return self.open().filter(due_at__gte=now, due_at__lte=until)

    def alarming(self, now: datetime) -> "ReferralQuerySet":
        return self.new().filter(alarm_at__lte=now)

    def in_order_of_work(self) -> "ReferralQuerySet":
        """Those that cannot wait first, and of each kind the one that has waited longest."""
        return self.order_by("-is_priority", "received_at")


class Referral(models.Model):
    """A family's request for help. What they told is in `box`, sealed; nothing personal is in any other column."""

    # Given by Python: a public process that may insert but not read needs no answer from the database.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=12, unique=True)
    idempotency_key = models.UUIDField(unique=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="referrals")
    state = models.CharField(max_length=20, choices=[(state.value, state.value) for state in State])
    tray = models.CharField(max_length=10, choices=[(tray.value, tray.value) for tray in Tray], default=Tray.MAIN)
    is_priority = models.BooleanField()
    received_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, help_text="One more with each change.")
    due_at = models.DateTimeField(null=True, help_text="By when its team has to take it up, or to take the next step.")
    alarm_at = models.DateTimeField(null=True, help_text="When it raises the alarm if nobody took it up.")
    alarmed_at = models.DateTimeField(null=True, help_text="When the log was told of the alarm.")
    outcome = models.CharField(max_length=20, blank=True, choices=[(each.value, each.value) for each in Outcome])
    acknowledged_at = models.DateTimeField(null=True, help_text="When its team took it up.")
    first_contact_at = models.DateTimeField(null=True, help_text="When somebody first set out to reach the family.")
    closed_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True, help_text="When its keys were destroyed, and its box.")
    box = models.BinaryField()
    status_key = models.BinaryField(
        max_length=32, null=True, unique=True, help_text="Of reference and secret code. None: nobody can ask."
    )

    objects = ReferralQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="referral_state_is_known"
            ),
            models.CheckConstraint(condition=Q(tray__in=[tray.value for tray in Tray]), name="referral_tray_is_known"),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(state=State.CLOSED.value), name="only_what_is_closed_has_an_outcome"
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None)
                | Q(state=State.CLOSED.value, acknowledged_at__isnull=False, closed_at__isnull=False, box=b""),
                name="only_what_was_answered_is_erased",
            ),
        ]
        indexes = [models.Index(fields=["team", "-is_priority", "received_at"], name="referral_order_of_work")]

    def __str__(self) -> str:
        return self.reference


class SealedKey(models.Model):
    """The key to a referral's box, sealed to one public key: a team's, or the escrow's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="sealed_keys")
    public_key = models.BinaryField(db_index=True)
    box = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["referral", "public_key"], name="sealed_once_to_a_key"),
        ]

    def __str__(self) -> str:
        return str(self.referral_id)
