from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from directory.models import Tally
from directory.tallies.models import What

# A word that fewer asked for may tell who it was.
SHOWN_FROM_TIMES = 3
MOST_WORDS = 5


@dataclass(frozen=True)
class Met:
    """In a month; `words` are those by which it was found most often, the most frequent first."""

    seen: int = 0
    called: int = 0
    words: tuple[str, ...] = ()


def met(listings: Collection[int], month: date) -> dict[int, Met]:
    """By listing; none where nobody met it."""
    rows = Tally.objects.filter(listing__in=listings, month=month).order_by("-times", "words")
    by_listing: dict[int, list[Tally]] = {}
    for row in rows:
        by_listing.setdefault(row.listing_id, []).append(row)
    return {listing: _met(tallies) for listing, tallies in by_listing.items()}


def _met(tallies: list[Tally]) -> Met:
    times = {tally.what: tally.times for tally in tallies if not tally.words}
    words = [tally.words for tally in tallies if tally.what == What.FOUND and tally.times >= SHOWN_FROM_TIMES]
    return Met(times.get(What.SEEN, 0), times.get(What.CALLED, 0), tuple(words[:MOST_WORDS]))
