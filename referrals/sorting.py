"""What a team says of a referral that was laid apart (`trays`): it is genuine, or it is none."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F

from referrals import due, replies
from referrals.models import AuditEntry, Referral
from referrals.operations import MovedMeanwhile, move_referral
from referrals.states import Outcome, State
from referrals.trays import UNSORTED, Tray


@transaction.atomic
def call_genuine(*, referral_id: UUID, actor: User, version: int, now: datetime) -> None:
    """Lay it in the main tray; it is due as if it had been there since it was sent.

    Raises Referral.DoesNotExist, or MovedMeanwhile where it is not as the actor saw it at `version`.
    """
    referral = Referral.objects.visible_to(actor).filter(erased_at=None, tray__in=UNSORTED).get(pk=referral_id)
    received, urgent = referral.received_at, referral.is_priority
    is_moved = Referral.objects.filter(pk=referral.pk, version=version, state=State.NEW).update(
        tray=Tray.MAIN,
        version=F("version") + 1,
        due_at=replies.reply_by(received, is_priority=urgent),
        alarm_at=due.alarm_at(received, is_priority=urgent),
        alarmed_at=None,
    )
    if not is_moved:
        raise MovedMeanwhile
    detail = f"{referral.tray} > {Tray.MAIN.value}"
    AuditEntry.objects.create(referral=referral, actor=actor, verb=AuditEntry.Verb.SORTED, at=now, detail=detail)


@transaction.atomic
def call_no_referral(*, referral_id: UUID, actor: User, version: int, now: datetime) -> None:
    """Take it up and close it. Raises as `call_genuine` does, and as `move_referral`."""
    Referral.objects.visible_to(actor).filter(erased_at=None, tray__in=UNSORTED).get(pk=referral_id)
    move_referral(referral_id=referral_id, actor=actor, version=version, to=State.IN_PROGRESS, now=now)
    move_referral(
        referral_id=referral_id, actor=actor, version=version + 1, to=State.CLOSED, outcome=Outcome.NO_REFERRAL, now=now
    )
