"""What staff of the directory are told: that something waits for them, and where."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate

from notices import operations as notices


def tell_staff(message: str, page: str, *, now: datetime) -> None:
    """Once a day at most, if somebody is to be told. `page` is the name of an address in the CMS."""
    if settings.DIRECTORY_EMAIL:
        notices.tell(
            message=message,
            address=settings.DIRECTORY_EMAIL,
            values={"report": settings.CMS_BASE_URL + reverse(page, urlconf=settings.EVERY_ADDRESS)},
            cause=f"{message} {localdate(now)}",
            now=now,
        )
