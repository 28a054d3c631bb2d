"""The sessions of a listing, as a file would have them. What a file cannot say of a session stays as it is."""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from directory.models import Session, Venue
from directory.sessions import FREQUENCIES, WEEKLY
from directory.spreadsheets.cells import written_time, written_weekday
from directory.spreadsheets.drafts import When
from directory.spreadsheets.venues import place_of, written_place

Place = tuple[bool, tuple[str, ...]]
Spot = tuple[When, Place]
# What a session that a listing has and one of a file have in common, the surest first.
LIKENESSES: tuple[Callable[[When, Place], Hashable], ...] = (
    lambda when, place: (when, place),
    lambda when, place: when,
    lambda when, place: (when.weekday, when.starts),
    lambda when, place: (when.weekday, place),
    lambda when, place: when.weekday,
    lambda when, place: None,
)


@dataclass(frozen=True)
class Wanted:
    """A session of a file with its venue; `keeps_place` where the file has no columns to say where."""

    line: int
    when: When
    venue: Venue | None
    online: bool
    keeps_place: bool

    @property
    def spot(self) -> Spot:
        return self.when, (self.online, place_of(self.venue) if self.venue else ())


@dataclass(frozen=True)
class Outcome:
    """Sessions that are new or changed, each with its line; those that are gone; all that there would be."""

    written: list[tuple[int, Session]]
    gone: list[Session]
    all: list[Session]


def fitted(had: Sequence[Session], wanted: Sequence[Wanted]) -> Outcome:
    """Changes the sessions that the listing has, in memory."""
    written, after = [], []
    found = pairs([_spot(one) for one in had], [one.spot for one in wanted])
    for one, number in zip(wanted, found, strict=True):
        session = None if number is None else had[number]
        if session is None or _change(session, one):
            session = session or _new(one)
            written.append((one.line, session))
        after.append(session)
    return Outcome(written, [session for number, session in enumerate(had) if number not in found], after)


def pairs(had: Sequence[Spot], wanted: Sequence[Spot]) -> list[int | None]:
    """The number of the one that each wanted one was, or None where it is new: so that what a file cannot say of a
    session stays, such as that it meets every second week, or its breaks."""
    free = list(range(len(had)))
    found: list[int | None] = [None] * len(wanted)
    for likeness in LIKENESSES:
        for number in [number for number, other in enumerate(found) if other is None]:
            like = likeness(*wanted[number])
            if fitting := [other for other in free if likeness(*had[other]) == like]:
                found[number] = fitting[0]
                free.remove(fitting[0])
    return found


def once(had: Sequence[Session], wanted: Sequence[Wanted], repeated: Callable[[Wanted], None]) -> list[Wanted]:
    """Without those that say the same twice, unless the listing has it twice: "first Monday" and "third Monday" are the
    same to a file."""
    allowed = Counter(map(_spot, had))
    taken = Counter[Spot]()
    kept = []
    for one in wanted:
        taken[one.spot] += 1
        if taken[one.spot] > max(1, allowed[one.spot]):
            repeated(one)
        else:
            kept.append(one)
    return kept


def in_order(sessions: Sequence[Session]) -> list[Session]:
    """As the export has them: the same wherever they were imported."""
    return sorted(sessions, key=lambda one: (one.weekday, one.starts, one.ends, *_spot(one)[1], one.pk or 0))


def in_words(session: Session) -> str:
    """ "Tuesday 10:00 to 11:30, Long Hall, LU4 8ZX (every second week)"."""
    where = [*(written_place(session.venue) if session.venue else ()), "online" if session.online else ""]
    rhythm = [
        FREQUENCIES[session.frequency].lower() if session.frequency != WEEKLY else "",
        "term time only" if session.term_time_only else "",
        "with other dates" if session.exceptions or session.extra_dates else "",
    ]
    time = f"{written_weekday(session.weekday)} {written_time(session.starts)} to {written_time(session.ends)}"
    aside = "; ".join(filter(None, rhythm))
    return ", ".join(filter(None, (time, *where))) + (f" ({aside})" if aside else "")


def _spot(session: Session) -> Spot:
    where = place_of(session.venue) if session.venue else ()
    return When(session.weekday, session.starts, session.ends), (session.online, where)


def _change(session: Session, one: Wanted) -> bool:
    """Whether it differs. Where neither says a venue, what is known of "online" stays."""
    before = _spot(session)
    session.weekday, session.starts, session.ends = one.when.weekday, one.when.starts, one.when.ends
    if not one.keeps_place and (one.venue or one.online or session.venue) and before[1] != one.spot[1]:
        session.venue, session.online = one.venue, one.online
    return before != _spot(session)


def _new(one: Wanted) -> Session:
    when = one.when
    return Session(weekday=when.weekday, starts=when.starts, ends=when.ends, venue=one.venue, online=one.online)
