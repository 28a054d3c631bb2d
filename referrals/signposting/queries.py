"""Reads: what became of the lists that were sent for a referral, also when they were never delivered."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from notices.models import Notice


@dataclass(frozen=True)
class SentList:
    """`left_at` is None until the mail server took it; `is_late` where it never will."""

    asked_at: datetime
    left_at: datetime | None
    is_late: bool


def cause(referral_id: UUID, now: datetime) -> str:
    return f"{_of(referral_id)}{now.isoformat()}"


def sent_lists(referral_id: UUID) -> list[SentList]:
    notices = Notice.objects.filter(cause__startswith=_of(referral_id)).order_by("written_at")
    return [SentList(notice.written_at, notice.sent_at, notice.given_up_at is not None) for notice in notices]


def _of(referral_id: UUID) -> str:
    return f"list {referral_id} "
