"""What a team does with a referral besides moving it: notes, and what it needs to make contact. All is on record."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F

from referrals import safe_contact, sealing
from referrals.models import AuditEntry, Note, Referral
from referrals.operations import Opened, note_contact, open_referral
from referrals.safe_contact import Kind
from referrals.wrapping import PrivateKeyOf


@transaction.atomic
def add_note(*, referral_id: UUID, actor: User, words: str, private_key_of: PrivateKeyOf, now: datetime) -> None:
    """Raises as `open_referral` does."""
    opened = open_referral(referral_id=referral_id, actor=actor, private_key_of=private_key_of, now=now)
    write_note(opened, actor, words, now)
    AuditEntry.objects.create(referral=opened.referral, actor=actor, verb=AuditEntry.Verb.NOTED, at=now)


@transaction.atomic
def show_contact(
    *,
    referral_id: UUID,
    actor: User,
    kind: Kind,
    is_safe_time: bool,
    why: str,
    private_key_of: PrivateKeyOf,
    now: datetime,
) -> Opened:
    """The referral, with the showing on record, and the reason for another time than the family named as a note.

    Raises safe_contact.CannotShow, and as `open_referral` does.
    """
    opened = open_referral(referral_id=referral_id, actor=actor, private_key_of=private_key_of, now=now)
    contact = opened.content["told"]["contact"]
    safe_contact.check_can_show(contact, kind, is_safe_time=is_safe_time, why=why)
    is_outside = bool(contact.get("safe_times")) and not is_safe_time
    if is_outside:
        write_note(opened, actor, f"Why outside the safe times: {why.strip()}", now)
    detail = f"{kind.value}, outside the safe times" if is_outside else kind.value
    AuditEntry.objects.create(referral=opened.referral, actor=actor, verb=AuditEntry.Verb.SHOWED, at=now, detail=detail)
    note_contact(opened.referral, now)
    return opened


def write_note(opened: Opened, actor: User, words: str, now: datetime) -> None:
    """Whoever has the referral open without this note has to look again before moving it: it may say "do not call"."""
    note = Note(referral=opened.referral, author=actor, at=now)
    note.box = sealing.encrypt({"words": words}, opened.data_key, of=note.pk)
    note.save(force_insert=True)
    Referral.objects.filter(pk=opened.referral.pk).update(version=F("version") + 1)
    opened.referral.version += 1
