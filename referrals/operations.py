"""Writes: a family's referral, its opening and its moves, each in one transaction with its audit entry."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.urls import reverse

from notices import operations as notices
from referrals import sealing, states
from referrals.models import AuditEntry, Referral, SealedKey, Team
from referrals.references import new_reference
from referrals.routing import Route
from referrals.states import Mover, State


@dataclass(frozen=True)
class Opened:
    referral: Referral
    content: dict


class MovedMeanwhile(Exception):
    """The referral is no longer in the state that the actor saw."""


def submit_referral(*, content: dict, route: Route, team: Team, idempotency_key: UUID, now: datetime) -> str:
    """Seal and store a referral; its reference. The same key again stores nothing and answers the same reference.

    `team` has a public key. Once this returns, the referral is on the disk.
    """
    try:
        with transaction.atomic():
            return _store(content, route, team, idempotency_key, now)
    except IntegrityError:
        # Sent before, perhaps at this very moment by a second click.
        if reference := _reference_of(idempotency_key):
            return reference
        raise


def _reference_of(idempotency_key: UUID) -> str | None:
    return Referral.objects.filter(idempotency_key=idempotency_key).values_list("reference", flat=True).first()


def _store(content: dict, route: Route, team: Team, idempotency_key: UUID, now: datetime) -> str:
    recipients = _recipients(team)
    sealed = sealing.seal(content, {key: bytes(recipient.public_key) for key, recipient in recipients.items()})
    referral = Referral.objects.create(
        reference=new_reference(),
        idempotency_key=idempotency_key,
        team=team,
        state=State.NEW,
        is_priority=route.is_priority,
        received_at=now,
        box=sealed.box,
    )
    SealedKey.objects.bulk_create(
        SealedKey(referral=referral, team=recipients[key], box=box) for key, box in sealed.keys.items()
    )
    AuditEntry.objects.create(referral=referral, actor=None, verb=AuditEntry.Verb.RECEIVED, at=now)
    if team.email:
        _tell(team, referral, now)
    return referral.reference


def _tell(team: Team, referral: Referral, now: datetime) -> None:
    notices.tell(
        message="referral-waits",
        address=team.email,
        values={"team": team.name, "address": settings.WAGTAILADMIN_BASE_URL + reverse("workspace:inbox")},
        cause=f"referral {referral.pk} received",
        now=now,
    )


def _recipients(team: Team) -> dict[str, Team]:
    """The team and, so that a referral outlives the team's key, the front door."""
    front_door = Team.objects.filter(is_front_door=True).exclude(public_key=b"")
    return {recipient.key: recipient for recipient in (team, *front_door)}


@transaction.atomic
def open_referral(*, referral_id: UUID, actor: User, private_key_of: Callable[[str], bytes], now: datetime) -> Opened:
    """What a family told, with the opening on record.

    Raises Referral.DoesNotExist where the actor may not see it, and sealing.CannotOpen; `private_key_of` takes a team's
    key and may raise what it likes. Whatever is raised, nothing was read.
    """
    referral = Referral.objects.visible_to(actor).select_related("team").get(pk=referral_id)
    AuditEntry.objects.create(referral=referral, actor=actor, verb=AuditEntry.Verb.OPENED, at=now)
    wrapped = SealedKey.objects.get(referral=referral, team=referral.team)
    content = sealing.unseal(bytes(referral.box), bytes(wrapped.box), private_key_of(referral.team.key))
    return Opened(referral, content)


@transaction.atomic
def move_referral(*, referral_id: UUID, actor: User, was: State, to: State, now: datetime) -> None:
    """Take a referral from the state that the actor saw to another.

    Raises Referral.DoesNotExist, states.CannotMove, or MovedMeanwhile where somebody else was faster.
    """
    referral = Referral.objects.visible_to(actor).get(pk=referral_id)
    states.check_can_move(was, to, Mover.ASSIGNED_TEAM)
    if not Referral.objects.filter(pk=referral.pk, state=was).update(state=to):
        raise MovedMeanwhile
    AuditEntry.objects.create(
        referral=referral, actor=actor, verb=AuditEntry.Verb.MOVED, at=now, detail=f"{was.value} > {to.value}"
    )


def publish_key(*, team: Team, public_key: bytes) -> None:
    """Let families' referrals be sealed to the team. A team's key is never changed: that would orphan what it holds."""
    Team.objects.filter(pk=team.pk, public_key=b"").update(public_key=public_key)
