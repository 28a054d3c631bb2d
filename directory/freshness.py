"""When a person last confirmed what a listing says: whoever publishes it in the CMS has read it, and stands by it.

What a program wrote, from the seed or from a file, nobody has confirmed.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import Max

from wagtail.models import ModelLogEntry

FRESH_FOR = timedelta(days=180)


def fresh_since(today: date) -> date:
    """What was confirmed on this day or later is fresh."""
    return today - FRESH_FOR


def confirmed_at(keys: Collection[int]) -> dict[int, datetime]:
    """By the keys of listings, of those that somebody has confirmed."""
    published = ModelLogEntry.objects.filter(
        content_type__app_label="directory",
        content_type__model="listing",
        action="wagtail.publish",
        user__isnull=False,
        object_id__in=[str(key) for key in keys],
    )
    rows = published.order_by().values_list("object_id").annotate(Max("timestamp"))
    return {int(key): last for key, last in rows}
