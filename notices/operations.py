from collections.abc import Mapping
from datetime import datetime

from notices.models import Notice


def tell(
    *, message: str, address: str, values: Mapping[str, str], cause: str, now: datetime, language: str = "en"
) -> None:
    """Have a message sent once this transaction is committed. The same cause a second time tells nothing."""
    notice = Notice(
        message=message,
        language=language,
        address=address,
        values=dict(values),
        cause=cause,
        written_at=now,
        due_at=now,
    )
    Notice.objects.bulk_create([notice], ignore_conflicts=True)
