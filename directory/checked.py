"""What families are told of when somebody last confirmed a listing."""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from directory.freshness import is_stale
from directory.models import Listing


@dataclass(frozen=True)
class Checked:
    """`on`: the day on which a person confirmed it; `not_since`: the day since which nobody has, where that is too long
    ago; `doubted`: what several families say is wrong with it. Of what is made up, or new and not
    confirmed, nothing is told."""

    on: date | None = None
    not_since: date | None = None
    doubted: str = ""


def checked(listing: Listing, today: date) -> Checked:
    if listing.group.is_example or not listing.known_since:
        return Checked()
    since = localdate(listing.known_since)
    if is_stale(since, today):
        return Checked(not_since=since, doubted=listing.get_doubted_display())
    return Checked(on=since if listing.confirmed_at else None, doubted=listing.get_doubted_display())
