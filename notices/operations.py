from collections.abc import Mapping
from datetime import datetime

from notices.models import Channel, Notice


def tell(
    *,
    message: str,
    address: str,
    values: Mapping[str, str],
    cause: str,
    now: datetime,
    language: str = "en",
    channel: Channel = Channel.EMAIL,
) -> None:
    """Have a message sent once this transaction is committed. The same cause a second time tells nothing.

    A text message says the body alone, to a telephone number; ask texts.can_send_texts first.
    """
    notice = Notice(
        message=message,
        channel=channel,
        language=language,
        address=address,
        values=dict(values),
        cause=cause,
        written_at=now,
        due_at=now,
    )
    Notice.objects.bulk_create([notice], ignore_conflicts=True)


def tell_sealed(
    *, message: str, box: bytes, public_key: bytes, cause: str, now: datetime, language: str, until: datetime
) -> None:
    """An e-mail whose address and values nobody reads who has no private half of the key: the worker that is given a
    way to open boxes sends it, and it is forgotten unsent when it is too late."""
    Notice.objects.create(
        message=message,
        language=language,
        public_key=public_key,
        box=box,
        cause=cause,
        written_at=now,
        due_at=now,
        until=until,
    )
