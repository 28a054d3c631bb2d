"""Links by which a group confirms a listing from an e-mail, without signing in.

A link is good until anybody confirms the listing, or the person that it was sent to is no editor any more.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from directory.models import Editorship, Listing

SALT = "directory.confirming"


@dataclass(frozen=True)
class Link:
    """`since`: when what was asked about was last confirmed, or published. `is_used` if it does nothing any more."""

    listing: Listing
    since: datetime
    editorship: Editorship | None
    is_used: bool


def address(listing: Listing, editorship: Editorship | None, language: str) -> str:
    since = listing.known_since
    said = [listing.pk, since.isoformat() if since else "", editorship.pk if editorship else 0]
    with translation.override(language):
        path = reverse("directory:still-right", args=[signing.dumps(said, salt=SALT)])
    return settings.WAGTAILADMIN_BASE_URL + path


def read(token: str) -> Link | None:
    """None for a link that we did not send, and for one to what is not there any more."""
    try:
        key, since, editor = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    listing = Listing.objects.asked_about().filter(pk=key).select_related("group").first()
    editorship = Editorship.objects.filter(pk=editor).select_related("user").first() if editor else None
    if not listing or not since or (editor and not editorship):
        return None
    moment = datetime.fromisoformat(since)
    return Link(listing, moment, editorship, is_used=listing.known_since != moment)
