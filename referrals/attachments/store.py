"""Where sealed files lie: rows of the database, so that they are stored, backed up, forgotten and guarded as referrals
are (decision 35)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from referrals.attachments.limits import MOST_A_DAY
from referrals.attachments.sealed_stream import PIECE
from referrals.models import Attachment, AttachmentPiece, Referral
from triage.models import Draft


def is_full(*, now: datetime) -> bool:
    """Whether as much has come in a day as is taken, what broke off included. What was taken out does not count."""
    lately = AttachmentPiece.objects.filter(attachment__received_at__gt=now - timedelta(days=1))
    return lately.count() * PIECE >= MOST_A_DAY


def give_to(referral: Referral, ids: Iterable[str]) -> None:
    """In the transaction that stores the referral."""
    Attachment.objects.filter(pk__in=list(ids), referral=None).update(referral=referral)


def take_out(attachment_id: UUID | str) -> None:
    """Of answers that are not sent."""
    Attachment.objects.filter(pk=attachment_id, referral=None).delete()


def forget_unsent(*, now: datetime) -> None:
    """Those whose draft is gone: nothing opens them any more, as their keys were in it."""
    Attachment.objects.filter(~Exists(Draft.objects.filter(pk=OuterRef("draft"))), referral=None).delete()
