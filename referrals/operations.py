"""Writes: a family's referral, its opening and its moves, each in one transaction with its audit entry."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce

from referrals import due, replies, retention, row_security, sealing, states, status, wrapping
from referrals.attachments import store
from referrals.figures import tallies
from referrals.intake import INTAKE
from referrals.models import AuditEntry, Referral, Team
from referrals.notes import Written, read_notes
from referrals.references import new_reference
from referrals.routing import Route
from referrals.states import Mover, Outcome, State
from referrals.telling import tell, tell_of_new
from referrals.trays import Tray
from referrals.wrapping import PrivateKeyOf


@dataclass(frozen=True)
class Opened:
    """What a family told, and what the team noted. `data_key` is for who writes more, within the same transaction."""

    referral: Referral
    content: dict
    notes: tuple[Written, ...]
    data_key: bytes = field(repr=False)


class MovedMeanwhile(Exception):
    """Somebody changed the referral after the actor read it."""


class NotAnswered(Exception):
    """Nobody has taken the referral up and closed it: it may not be erased."""


def submit_referral(
    *,
    content: dict,
    route: Route,
    team: Team,
    idempotency_key: UUID,
    now: datetime,
    tray: Tray = Tray.MAIN,
    code: str = "",
) -> str:
    """Seal and store a referral; its reference. The same key again stores nothing and answers the same reference.

    With `code` the family may ask what is happening (`status`).

    `team` has a public key. Once this returns, the referral is on the disk.
    """
    try:
        with transaction.atomic():
            return _store(content, route, team, idempotency_key, now, tray, code)
    except IntegrityError:
        # Sent before, perhaps at this very moment by a second click.
        if reference := _reference_of(idempotency_key):
            return reference
        raise


@transaction.atomic
def _reference_of(idempotency_key: UUID) -> str | None:
    row_security.name_idempotency_key(idempotency_key)
    # In the order of a column that the families' process may read; there is one at most.
    sent = Referral.objects.filter(idempotency_key=idempotency_key).order_by("reference")
    return sent.values_list("reference", flat=True).first()


def _store(content: dict, route: Route, team: Team, idempotency_key: UUID, now: datetime, tray: Tray, code: str) -> str:
    reference = new_reference()
    referral = Referral(
        reference=reference,
        status_key=status.key(reference, code) if code else None,
        idempotency_key=idempotency_key,
        team=team,
        state=State.NEW,
        tray=tray,
        is_priority=route.is_priority,
        received_at=now,
        due_at=None if tray is Tray.QUARANTINE else replies.reply_by(now, is_priority=route.is_priority),
        alarm_at=due.alarm_at(now, is_priority=route.is_priority, tray=tray),
    )
    sealed = sealing.seal(content, wrapping.recipients(team), of=referral.pk)
    referral.box = sealed.box
    referral.save(force_insert=True)
    wrapping.store_wraps(referral, sealed.wraps)
    store.give_to(referral, [each["id"] for each in content.get("attachments", [])])
    _record(referral, None, AuditEntry.Verb.RECEIVED, now)
    if tray is Tray.MAIN:
        _count(content, now)
    tell_of_new(team, referral, now=now)
    return referral.reference


def _count(content: dict, now: datetime) -> None:
    front_door = Team.objects.filter(is_front_door=True).exclude(public_key=b"").first()
    if front_door:
        tallies.keep(content, public_key=bytes(front_door.public_key), now=now)


def _record(referral: Referral, actor: User | None, verb: AuditEntry.Verb, now: datetime, detail: str = "") -> None:
    AuditEntry.objects.create(referral=referral, actor=actor, verb=verb, at=now, detail=detail)


@transaction.atomic
def open_referral(*, referral_id: UUID, actor: User, private_key_of: PrivateKeyOf, now: datetime) -> Opened:
    """What a family told, with the opening on record.

    Raises Referral.DoesNotExist where the actor may not see it or it is erased, and as `wrapping.data_key` does.
    Whatever is raised, nothing was read.
    """
    referral = Referral.objects.visible_to(actor).filter(erased_at=None).select_related("team").get(pk=referral_id)
    _record(referral, actor, AuditEntry.Verb.OPENED, now)
    data_key = wrapping.data_key(referral, private_key_of)
    content = sealing.decrypt(bytes(referral.box), data_key, of=referral.pk)
    return Opened(referral, content, tuple(read_notes(referral.pk, data_key)), data_key)


@transaction.atomic
def move_referral(
    *, referral_id: UUID, actor: User, version: int, to: State, now: datetime, outcome: Outcome | None = None
) -> None:
    """Take a referral, as the actor saw it at `version`, to another state; to be closed it needs an outcome.

    Raises Referral.DoesNotExist, states.CannotMove, or MovedMeanwhile where somebody else was faster.
    """
    referral = Referral.objects.visible_to(actor).filter(erased_at=None).get(pk=referral_id)
    if referral.version != version:
        raise MovedMeanwhile
    was, is_closed = State(referral.state), to is State.CLOSED
    states.check_can_move(was, to, Mover.ASSIGNED_TEAM)
    states.check_outcome(to, outcome)
    _change(
        referral,
        state=to,
        outcome=outcome or "",
        acknowledged_at=Coalesce("acknowledged_at", Value(now)),
        closed_at=now if is_closed else None,
        **({"first_contact_at": Coalesce("first_contact_at", Value(now))} if to is State.TRIED_TO_REACH else {}),
        due_at=None if is_closed else due.next_step_by(now),
    )
    told = [was.value, to.value, *([outcome.value] if outcome else [])]
    _record(referral, actor, AuditEntry.Verb.MOVED, now, " > ".join(told))


def _change(referral: Referral, **columns: object) -> None:
    """Of the version that was read. Raises MovedMeanwhile."""
    as_read = Referral.objects.filter(pk=referral.pk, version=referral.version, erased_at=None)
    if not as_read.update(version=F("version") + 1, **columns):
        raise MovedMeanwhile


def note_contact(referral: Referral, now: datetime) -> None:
    """Somebody sets out to reach the family. Only the first time counts."""
    Referral.objects.filter(pk=referral.pk, first_contact_at=None).update(first_contact_at=now)


@transaction.atomic
def reassign_referral(
    *, referral_id: UUID, actor: User, was: Team, to: Team, private_key_of: PrivateKeyOf, now: datetime
) -> None:
    """Give an open referral to another team, for which it is new; the team that had it cannot open it any more.

    Raises Referral.DoesNotExist, ValueError where the team has no key, MovedMeanwhile where it is closed or another
    team's by now, and as `wrapping.data_key` does.
    """
    if not to.public_key:
        raise ValueError(f"{to} has no key.")
    seen = Referral.objects.visible_to(actor).open().select_for_update(of=("self",))
    referral = seen.get(pk=referral_id)
    if referral.team_id != was.pk:
        raise MovedMeanwhile
    promised, urgent = referral.due_at, referral.is_priority
    wrapping.reseal(referral, wrapping.recipients(to), private_key_of)
    _record(referral, actor, AuditEntry.Verb.REASSIGNED, now, f"{was.key} > {to.key}")
    _change(
        referral,
        due_at=promised if referral.acknowledged_at is None else replies.reply_by(now, is_priority=urgent),
        alarm_at=due.alarm_at(now, is_priority=urgent),
        alarmed_at=None,
    )
    if not _hand_over(referral, to):
        raise MovedMeanwhile
    tell(to, cause=f"referral {referral.pk} reassigned {now.isoformat()}", now=now)


def _hand_over(referral: Referral, to: Team) -> bool:
    """Where the database shows a team its own rows alone, no update of ours can move one out of sight."""
    if row_security.is_on():
        return row_security.hand_over(referral.pk, to.pk)
    row = Referral.objects.open().filter(pk=referral.pk)
    return bool(row.update(team=to, state=State.NEW, acknowledged_at=None))


@transaction.atomic
def erase_referral(*, referral_id: UUID, actor: User | None, now: datetime, why: str = "") -> None:
    """Destroy a closed referral's keys, its box and its files. That it was, and what was done with it, stays on record.

    Raises Referral.DoesNotExist, and NotAnswered where it was never taken up and closed.
    """
    referral = Referral.objects.select_for_update().get(pk=referral_id, erased_at=None)
    if not retention.was_answered(State(referral.state), referral.acknowledged_at, referral.closed_at):
        raise NotAnswered
    referral.sealed_keys.all().delete()
    referral.notes.all().delete()
    referral.attachments.all().delete()
    Referral.objects.filter(pk=referral.pk).update(box=b"", status_key=None, erased_at=now)
    _record(referral, actor, AuditEntry.Verb.ERASED, now, why)


def erase_due(*, now: datetime) -> None:
    """Erase what has been closed for as long as the council keeps it."""
    keep = timedelta(days=INTAKE.kept_days)
    for referral in Referral.objects.closed().filter(erased_at=None, closed_at__lte=now - keep).defer("box"):
        if retention.is_due(State(referral.state), referral.acknowledged_at, referral.closed_at, keep=keep, now=now):
            erase_referral(referral_id=referral.pk, actor=None, now=now)


def publish_key(*, team: Team, public_key: bytes) -> None:
    """Let new referrals be sealed to this key of the team, at once. The worker seals those that it has anew."""
    Team.objects.filter(pk=team.pk).update(public_key=public_key)
