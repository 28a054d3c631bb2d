"""When listings next meet, for as many as a search finds."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from directory import queries
from directory.models import Listing, Session
from directory.schedule import LONDON, Calendar, Occurrence, next_occurrence

# To read all sessions takes less time than to name so many listings, and databases limit how many may be named.
MOST_NAMED = 500
OF_NO_RULE = {"id", "listing", "venue", "online"}
FIELDS = [field.name for field in Session._meta.concrete_fields if field.name not in OF_NO_RULE]
A_DAY = timedelta(days=1)


def next_meetings(listings: Collection[int], *, now: datetime) -> dict[int, Occurrence]:
    """The first meeting of each of these listings that is not over; none where no date is known."""
    kept_to, today = queries.calendar(), now.astimezone(LONDON).date()
    first: dict[int, Occurrence] = {}
    for listing, facts in _sessions(listings):
        meeting = _first_meeting(facts, kept_to, today)
        if meeting and meeting.ends <= now:
            meeting = _first_meeting(facts, kept_to, today + A_DAY)
        if meeting and (listing not in first or meeting < first[listing]):
            first[listing] = meeting
    return first


def _sessions(listings: Collection[int]) -> Iterator[tuple[int, tuple]]:
    """The listing of each session, and what its rule is made of."""
    sessions = Session.objects.filter(listing__in=Listing.objects.listed()).order_by()
    if len(listings) <= MOST_NAMED:
        sessions = sessions.filter(listing__in=listings)
    wanted = set(listings)
    return ((row[0], row[1:]) for row in sessions.values_list("listing", *FIELDS) if row[0] in wanted)


def _first_meeting(facts: tuple, calendar: Calendar, day: date) -> Occurrence | None:
    """The first on the day, or after it: a rule has no more than one a day."""
    known = _known(calendar, day)
    if facts not in known:
        session = Session(**dict(zip(FIELDS, facts, strict=True)))
        known[facts] = next_occurrence(session.rule, calendar, datetime.combine(day, time.min, LONDON))
    return known[facts]


@lru_cache(maxsize=4)
def _known(calendar: Calendar, day: date) -> dict[tuple, Occurrence | None]:
    """What _first_meeting found, for this process to remember while it is of use: today, and as calendars are now."""
    return {}
