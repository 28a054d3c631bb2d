"""The sessions of a listing, as a file would have them. What a file cannot say of a session stays as it is."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from directory.models import Session, Venue
from directory.sessions import FREQUENCIES, WEEKLY
from directory.spreadsheets.cells import written_time, written_weekday
from directory.spreadsheets.drafts import When
from directory.spreadsheets.pairing import pairs
from directory.spreadsheets.venues import place_of, written_place

Place = tuple[bool, tuple[str, ...]]


@dataclass(frozen=True)
class Wanted:
    """A session of a file with its venue; `keeps_place` where the file has no columns to say where."""

    line: int
    when: When
    venue: Venue | None
    online: bool
    keeps_place: bool


@dataclass(frozen=True)
class Outcome:
    """Sessions that are new or changed, each with its line; those that are gone; whether any is as it was."""

    written: list[tuple[int, Session]]
    gone: list[Session]
    all: list[Session]


def fitted(had: Sequence[Session], wanted: Sequence[Wanted]) -> Outcome:
    """Changes the sessions that the listing has, in memory."""
    written, after = [], []
    paired = pairs(had, wanted, lambda one: (when_of(one), place(one)), lambda one: (one.when, _place_wanted(one)))
    for session, one in paired:
        if one and (session is None or _change(session, one)):
            session = session or _new(one)
            written.append((one.line, session))
        after += [session] if one and session else []
    return Outcome(written, [session for session, one in paired if session and not one], after)


def once(had: Sequence[Session], wanted: Sequence[Wanted], repeated: Callable[[Wanted], None]) -> list[Wanted]:
    """Without those that say the same twice, unless the listing has it twice: "first Monday" and "third Monday" are the
    same to a file."""
    allowed = Counter((when_of(one), place(one)) for one in had)
    taken: Counter[object] = Counter()
    kept = []
    for one in wanted:
        same = (one.when, _place_wanted(one))
        taken[same] += 1
        if taken[same] > max(1, allowed[same]):
            repeated(one)
        else:
            kept.append(one)
    return kept


def when_of(session: Session) -> When:
    return When(session.weekday, session.starts, session.ends)


def place(session: Session) -> Place:
    return session.online, place_of(session.venue) if session.venue else ()


def in_order(sessions: Sequence[Session]) -> list[Session]:
    """As the export has them: the same wherever they were imported."""
    return sorted(sessions, key=lambda one: (one.weekday, one.starts, one.ends, one.online, place(one)[1], one.pk or 0))


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


def _place_wanted(one: Wanted) -> Place:
    return one.online, place_of(one.venue) if one.venue else ()


def _change(session: Session, one: Wanted) -> bool:
    """Whether it differs. Where neither says a venue, what is known of "online" stays."""
    nowhere = not one.venue and not one.online and not session.venue
    before = (when_of(session), place(session))
    session.weekday, session.starts, session.ends = one.when.weekday, one.when.starts, one.when.ends
    if not one.keeps_place and not nowhere and place(session) != _place_wanted(one):
        session.venue, session.online = one.venue, one.online
    return before != (when_of(session), place(session))


def _new(one: Wanted) -> Session:
    when = one.when
    return Session(weekday=when.weekday, starts=when.starts, ends=when.ends, venue=one.venue, online=one.online)
