"""Referrals that were sent, many at once."""

from datetime import datetime, timedelta
from uuid import uuid4

from referrals import sealing, wrapping
from referrals.models import Referral, SealedKey, Team
from referrals.references import new_reference
from referrals.states import State


def send_many(team: Team, count: int, *, now: datetime, content: dict | None = None) -> list[Referral]:
    """As `submit_referral` stores them, without what it tells the team."""
    keys = wrapping.recipients(team)
    referrals = [_sent(team, now + timedelta(seconds=number)) for number in range(count)]
    wraps = []
    for referral in referrals:
        sealed = sealing.seal(content or {"words": "we need help"}, keys, of=referral.pk)
        referral.box = sealed.box
        wraps += [SealedKey(referral=referral, public_key=key, box=box) for key, box in sealed.wraps.items()]
    Referral.objects.bulk_create(referrals, batch_size=500)
    SealedKey.objects.bulk_create(wraps, batch_size=500)
    return referrals


def _sent(team: Team, at: datetime) -> Referral:
    return Referral(
        reference=new_reference(),
        idempotency_key=uuid4(),
        team=team,
        state=State.NEW,
        is_priority=False,
        received_at=at,
    )
