"""Taking a whole referral out as a file. From then on the portal guards that copy no more: so it is on record."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction

from referrals.models import AuditEntry
from referrals.operations import Opened, open_referral
from referrals.wrapping import PrivateKeyOf


class Format(StrEnum):
    PDF = "pdf"
    JSON = "json"


@transaction.atomic
def take_out(*, referral_id: UUID, actor: User, format: Format, private_key_of: PrivateKeyOf, now: datetime) -> Opened:
    """What the file says, with its making on record. Raises as `open_referral` does."""
    opened = open_referral(referral_id=referral_id, actor=actor, private_key_of=private_key_of, now=now)
    AuditEntry.objects.create(
        referral=opened.referral, actor=actor, verb=AuditEntry.Verb.TAKEN_OUT, at=now, detail=format.name
    )
    return opened
