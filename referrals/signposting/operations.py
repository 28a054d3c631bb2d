"""Writes: a list goes to a family, by a way that they said is safe. What was on it is a sealed note of the referral."""

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction

from notices.operations import tell_sealed
from referrals import casework, safe_contact
from referrals.models import AuditEntry
from referrals.operations import Opened, note_contact, open_referral
from referrals.safe_contact import Kind
from referrals.signposting import letterbox
from referrals.signposting.choice import Choice
from referrals.signposting.letter import address, letter
from referrals.signposting.queries import cause
from referrals.states import OPEN_STATES, State
from referrals.wrapping import PrivateKeyOf

# A message that waits longer would come when it is no longer safe, or no longer of use.
SAFE_FOR = timedelta(hours=1)
OF_USE_FOR = timedelta(days=3)


class NotOpen(Exception):
    """It is closed: whoever wants to write to the family takes it up again first."""


class NothingChosen(Exception):
    """Neither a group nor a page that can still be read."""


@transaction.atomic
def send_list(
    *,
    referral_id: UUID,
    actor: User,
    choice: Choice,
    language: str,
    is_safe_time: bool,
    why: str,
    private_key_of: PrivateKeyOf,
    now: datetime,
) -> None:
    """By e-mail. The message is written in the same transaction, and holds an address of ours and no more.

    Raises safe_contact.CannotShow, NotOpen, NothingChosen, and as `open_referral` does.
    """
    opened = open_referral(referral_id=referral_id, actor=actor, private_key_of=private_key_of, now=now)
    contact = opened.content["told"]["contact"]
    safe_contact.check_can_show(contact, Kind.EMAIL, is_safe_time=is_safe_time, why=why)
    words = _what(choice, "List sent by e-mail", now)
    if contact.get("safe_times") and not is_safe_time:
        words += f"\nWhy outside the safe times: {why.strip()}"
    _record(opened, actor, words, "by e-mail", now)
    note_contact(opened.referral, now)
    key = bytes(opened.referral.team.public_key)
    tell_sealed(
        message="list-for-you",
        box=letterbox.seal(key, contact[Kind.EMAIL], {"address": address(choice, language)}),
        public_key=key,
        cause=cause(opened.referral.pk, now),
        now=now,
        language=language,
        until=now + (SAFE_FOR if contact.get("safe_times") else OF_USE_FOR),
    )


@transaction.atomic
def hand_over_list(
    *, referral_id: UUID, actor: User, choice: Choice, private_key_of: PrivateKeyOf, now: datetime
) -> None:
    """On paper, or read out. Raises NotOpen, NothingChosen, and as `open_referral` does."""
    opened = open_referral(referral_id=referral_id, actor=actor, private_key_of=private_key_of, now=now)
    _record(opened, actor, _what(choice, "List printed", now), "on paper", now)


def _what(choice: Choice, heading: str, now: datetime) -> str:
    if not (names := letter(choice, "en", now=now).names):
        raise NothingChosen
    return "\n".join([f"{heading}:", *(f"- {name}" for name in names)])


def _record(opened: Opened, actor: User, words: str, way: str, now: datetime) -> None:
    if State(opened.referral.state) not in OPEN_STATES:
        raise NotOpen
    casework.write_note(opened, actor, words, now)
    AuditEntry.objects.create(
        referral=opened.referral, actor=actor, verb=AuditEntry.Verb.SIGNPOSTED, at=now, detail=way
    )
