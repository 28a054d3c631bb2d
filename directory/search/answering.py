"""A search of the index as it was read: what the words find, narrowed, counted and ranked."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from directory.search import analysis
from directory.search.engine import ENGLISH, Hit, Results, SearchQuery, Why
from directory.search.finding import SOME_WORDS, Finding
from directory.search.matching import Mask, Reading, languages_and_parts
from directory.search.narrowing import FAR, Narrowed, empty_counts, narrowed, preference
from directory.search.postings import Weights
from directory.search.ranking import Found, Hits, nearness, order_of
from directory.search.records import BODY, CATEGORIES, NAME

PARTS = {NAME: Why.NAME, CATEGORIES: Why.CATEGORY, BODY: Why.BODY}
# A score's fraction is less than 1, its whole number being a grade.
MOST = np.float32(0.999)
# How much less a document is worth that has nothing of what is preferred.
PREFERENCE = np.float32(0.75)
# What a document is worth beside one that somebody confirmed not long ago.
STALE = np.float32(0.8)


@dataclass(frozen=True)
class _Search:
    """What is known of every document of the reading, segment by segment: its score, its share of the filters
    preferred, and what narrowing made of it."""

    reading: Reading
    query: SearchQuery
    finding: Finding | None
    wishes: list[Weights]
    narrowed: list[Narrowed]


def answer(reading: Reading, query: SearchQuery) -> Results:
    counts = empty_counts(reading.segments, query.filters, query.near)
    if not reading.segments:
        return Results(hits=(), counts=counts)
    wishes = [preference(segment, query.preferred) for segment in reading.segments]
    finding = Finding(reading, query) if analysis.folded_words(query.words) else None
    masks = [scores > 0 for scores in finding.scores] if finding else _in_languages(reading, query)
    parts = [
        narrowed(segment, mask, query.filters, query.near, counts)
        for segment, mask in zip(reading.segments, masks, strict=True)
    ]
    search = _Search(reading, query, finding, wishes, parts)
    return Results(
        hits=_hits(search, [part.hits for part in parts]),
        counts=counts,
        some_words=finding.some_words if finding else False,
        did_you_mean=finding.did_you_mean if finding else "",
        unplaced=_hits(search, [part.unplaced for part in parts]) if query.near else (),
    )


def _in_languages(reading: Reading, query: SearchQuery) -> list[Mask]:
    """What a reader can read, in the own language or in English."""
    masks = []
    for segment, live in zip(reading.segments, reading.live, strict=True):
        languages = [segment.has_language.get(language) for language in {query.language, ENGLISH}]
        written = [one for one in languages if one is not None]
        readable = np.logical_or.reduce(written) if written else np.zeros(segment.size, np.bool_)
        masks.append(live & readable)
    return masks


def _hits(search: _Search, masks: list[Mask]) -> Hits:
    """The documents of the masks, ranked."""
    numbers = np.flatnonzero(np.concatenate(masks))
    score = np.concatenate(search.finding.scores)[numbers] if search.finding else np.zeros(len(numbers), np.float32)
    grade = np.floor(score)
    share = score - grade if search.finding else np.full(len(numbers), MOST, np.float32)
    miles = None
    if search.query.preferred:
        share *= 1 + PREFERENCE * (np.concatenate(search.wishes)[numbers] - 1)
    if search.query.near:
        miles = np.concatenate([part.miles for part in search.narrowed])[numbers]
        share *= nearness(miles)
    if search.query.fresh_since:
        confirmed = np.concatenate([segment.confirmed for segment in search.reading.segments])[numbers]
        share *= np.where(confirmed >= search.query.fresh_since.toordinal(), np.float32(1), STALE)
    score = grade + share
    found = Found(numbers, score, miles)
    return Hits(order_of(found, search.reading, search.query), lambda places: _explained(search, found, places))


def _explained(search: _Search, found: Found, places: npt.NDArray[np.int64]) -> list[Hit]:
    """The hits at these places of what was found."""
    starts = np.cumsum([0, *(segment.size for segment in search.reading.segments)])
    in_segment = np.searchsorted(starts, found.numbers[places], "right") - 1
    grades = found.scores[places].astype(np.int64)
    hits: dict[int, Hit] = {}
    for number, grade in sorted(set(zip(in_segment.tolist(), grades.tolist(), strict=True))):
        rows = np.flatnonzero((in_segment == number) & (grades == grade))
        documents = found.numbers[places[rows]] - starts[number]
        occurrences, way = search.finding.by_grade[grade] if search.finding else ([], Why.NOTHING_ASKED)
        named = languages_and_parts(search.reading, occurrences, number, documents, search.query.language)
        keys = search.reading.segments[number].keys[documents].tolist()
        for row, key, (language, part) in zip(rows.tolist(), keys, named, strict=True):
            why = PARTS.get(part, way) if way is Why.NAME or grade == SOME_WORDS else way
            score, miles = float(found.scores[places[row]]), _miles(found, places[row])
            hits[row] = Hit(key, language, score, miles, why, every_word=grade != SOME_WORDS)
    return [hits[row] for row in range(len(places))]


def _miles(found: Found, place: int) -> float | None:
    return None if found.miles is None or found.miles[place] == FAR else float(found.miles[place])
