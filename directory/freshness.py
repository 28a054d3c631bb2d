"""When a person last confirmed what a listing says: whoever publishes it in the CMS has read it, and stands by it.

What a program wrote, from the seed or from a file, nobody has confirmed; nor what is made up.
"""

from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast

from wagtail.models import ModelLogEntry

from directory.models import Listing


def with_confirmed(listings: QuerySet[Listing]) -> QuerySet[Listing]:
    """With the moment as `confirmed`, None where nobody has."""
    published = ModelLogEntry.objects.filter(
        content_type__app_label="directory",
        content_type__model="listing",
        action="wagtail.publish",
        user__isnull=False,
        object_id=Cast(OuterRef("pk"), CharField()),
    )
    return listings.annotate(confirmed=Subquery(published.order_by("-timestamp").values("timestamp")[:1]))
