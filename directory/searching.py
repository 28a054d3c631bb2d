"""From what is asked of the search page to what the index is asked, and back."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from directory.asked import Asked, Sort
from directory.nearby import kept_place
from directory.schedule import LONDON
from directory.search import index
from directory.search.engine import Filters, Hit, Near, Order, Results, SearchQuery
from directory.search.question_words import PARTS
from directory.search.questions import Question, read_question
from directory.soonest import next_meetings
from places.distance import Point
from places.queries import position_of

# No place is further: so what has one is told from what has none.
ANYWHERE = 10_000
NEVER = datetime.max.replace(tzinfo=LONDON)
DAY, PART, TIME = "day", "part", "time"

# A name and what it stands for.
Place = tuple[str, Point]


@dataclass(frozen=True)
class Searched:
    """`place` is where distances are measured from; where there is none, `asked` holds no distance. `unplaced` are hits
    online, or at places that nobody knows: where a place is given they come after the others. They belong to `total`
    unless only what is near is wanted. `counts` are as engine.Results has them."""

    asked: Asked
    language: str
    question: Question
    place: Place | None
    hits: Sequence[Hit]
    unplaced: Sequence[Hit]
    total: int
    counts: Mapping[str, Counter[str]]
    some_words: bool
    did_you_mean: str


def search(asked: Asked, language: str, *, now: datetime) -> Searched:
    question = read_question(asked.words, language)
    place = _place(asked, question)
    asked = asked if place else asked.from_nowhere()
    query = _query(asked, language, place)
    found = index.find(query)
    apart = _placed_apart(query, found)
    hits, unplaced = apart.hits, apart.unplaced
    if asked.sort is Sort.SOONEST:
        hits, unplaced = _soonest_first(hits, unplaced, now)
    return Searched(
        asked=asked,
        language=language,
        question=question,
        place=place,
        hits=hits,
        unplaced=unplaced,
        total=len(found.hits),
        counts={**found.counts, **_counts_of_times(asked, language)},
        some_words=found.some_words,
        did_you_mean=found.did_you_mean,
    )


def results(asked: Asked, language: str) -> Results:
    """All that fits, in no order that matters."""
    return index.find(_query(asked, language, _place(asked, read_question(asked.words, language))))


def _place(asked: Asked, question: Question) -> Place | None:
    """The place asked for, else one that the words name."""
    for name in (asked.near, kept_place(question.place)):
        position = position_of(name) if name else None
        if position:
            return name, position.point
    return None


def _query(asked: Asked, language: str, place: Place | None) -> SearchQuery:
    return SearchQuery(
        words=asked.words,
        language=language,
        filters=_filters(asked.filters),
        near=Near(place[1], asked.within) if place else None,
        order=Order.DISTANCE if place and asked.sort is Sort.NEAREST else Order.RELEVANCE,
    )


def _filters(filters: Filters) -> Filters:
    """Who asks for a day and a part of it means both of one session."""
    if not _ask_for_times(filters):
        return filters
    times = frozenset(f"{day}-{part}" for day in filters[DAY] for part in filters[PART])
    return {**{facet: values for facet, values in filters.items() if facet not in (DAY, PART)}, TIME: times}


def _ask_for_times(filters: Filters) -> bool:
    return bool(filters.get(DAY) and filters.get(PART))


def _placed_apart(query: SearchQuery, found: Results) -> Results:
    if query.near is None or query.near.miles is not None:
        return found
    return index.find(replace(query, near=Near(query.near.point, ANYWHERE)))


def _soonest_first(hits: Sequence[Hit], unplaced: Sequence[Hit], now: datetime) -> tuple[list[Hit], list[Hit]]:
    """Last those of which no date is known."""
    coming = next_meetings([hit.key for some in (hits, unplaced) for hit in some], now=now)

    def when(hit: Hit) -> datetime:
        return coming[hit.key].starts if hit.key in coming else NEVER

    return sorted(hits, key=when), sorted(unplaced, key=when)


def _counts_of_times(asked: Asked, language: str) -> Mapping[str, Counter[str]]:
    """The counts of days and of parts of the day where both are asked for, which the index counts together."""
    if not _ask_for_times(asked.filters):
        return {}
    return {
        DAY: _counted(asked.without(DAY), language, DAY, map(str, range(7))),
        PART: _counted(asked.without(PART), language, PART, PARTS),
    }


def _counted(asked: Asked, language: str, facet: str, values: Iterable[str]) -> Counter[str]:
    return Counter({value: len(results(asked.also(facet, value), language).hits) for value in values})
