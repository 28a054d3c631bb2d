import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from referrals.states import OPEN_STATES, State


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

    def closed(self) -> "ReferralQuerySet":
        return self.filter(state=State.CLOSED)

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
    is_priority = models.BooleanField()
    received_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, help_text="When its team took it up.")
    closed_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True, help_text="When its keys were destroyed, and its box.")
    box = models.BinaryField()

    objects = ReferralQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="referral_state_is_known"
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


class AuditEntry(models.Model):
    """Who did what with a referral, and when. Written once: no code changes or deletes an entry."""

    class Verb(models.TextChoices):
        RECEIVED = "received"
        OPENED = "opened"
        MOVED = "moved"
        REASSIGNED = "reassigned"
        ERASED = "erased"

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="audit_entries")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="None: the family, or the worker.",
    )
    verb = models.CharField(max_length=20, choices=Verb)
    at = models.DateTimeField()
    detail = models.CharField(max_length=100, blank=True, help_text="Never anything that the family told.")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"
