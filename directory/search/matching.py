"""Which documents hold the words asked for, and how well: BM25 over the arrays of the segments, a part at a time."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from directory.search.engine import ENGLISH
from directory.search.postings import NO_POSTINGS, Postings, Weights
from directory.search.records import BODY, BOOSTS, CATEGORIES, NAME
from directory.search.segments import Segment

K1 = 1.2
# How much a field's length tells: little of a name. A category known by many words is no worse than one known by few.
B = {NAME: 0.3, CATEGORIES: 0.0, BODY: 0.75}
ANY_LANGUAGE = ""
# A text in another language than the reader's counts for this much of one in it.
OTHER_LANGUAGE = 0.7
LEAST_RARITY = 0.1
ALL, ROUNDING = 1.0, 1e-3
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Asked:
    """A term that answers a word typed, or the beginning of terms that do, and how well they do."""

    text: str
    weight: float = 1.0
    is_beginning: bool = False


@dataclass(frozen=True)
class Occurrence:
    """Where something asked for occurs: in one field, with the postings of each segment."""

    part: str
    language: str
    field: str
    rarity: float
    weight: float
    postings: tuple[Postings, ...]


# The occurrences of one word typed, in whatever answers it.
Word = Sequence[Occurrence]


@dataclass
class Reading:
    """The index as it was when it was opened: its segments, and which of their documents are not deleted. `build` and
    `generation` tell it from any other."""

    build: str
    generation: int
    segments: tuple[Segment, ...]
    live: tuple[Mask, ...]
    _norms: dict[tuple[str, int], Weights] = field(default_factory=dict)
    _ranks: dict[str, npt.NDArray[np.int64]] = field(default_factory=dict)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        return tuple(sorted({language for segment in self.segments for language in segment.has_language}))

    @cached_property
    def size(self) -> int:
        """How many documents there are, with those that are deleted and still there."""
        return sum(segment.size for segment in self.segments)

    def occurrences(self, asked: Asked, reader: str) -> list[Occurrence]:
        """Where a document still holds it. A term that is rare in a part counts for more there; how rare, the language
        says that has it most often."""
        postings: dict[str, list[Postings]] = {}
        for number, segment in enumerate(self.segments):
            for name, one in segment.beginning(asked.text) if asked.is_beginning else segment.term(asked.text):
                postings.setdefault(name, [NO_POSTINGS] * len(self.segments))[number] = one
        documents = {name: sum(len(one.numbers) for one in found) for name, found in postings.items()}
        occurrences = []
        rarity = max(math.log(self.size / (max(documents.values(), default=0) + 1)) + 1, LEAST_RARITY)
        for name, found in postings.items():
            if not self._is_live(found):
                continue
            part, _, language = name.partition("_")
            read = 1.0 if language in (reader, ANY_LANGUAGE) else OTHER_LANGUAGE
            weight = asked.weight * BOOSTS[part] * rarity * read
            occurrences.append(Occurrence(part, language, name, rarity, weight, tuple(found)))
        return occurrences

    def _is_live(self, postings: Iterable[Postings]) -> bool:
        pairs = zip(self.live, (one.numbers for one in postings), strict=True)
        return any(len(numbers) and (live[numbers[0]] or live[numbers].any()) for live, numbers in pairs)

    def has_language(self, language: str) -> Mask:
        """Which documents have a text in a language."""
        none = [np.zeros(segment.size, np.bool_) for segment in self.segments]
        return np.concatenate([one.has_language.get(language, no) for one, no in zip(self.segments, none, strict=True)])

    def norm(self, occurrence: Occurrence, number: int) -> Weights:
        """What BM25 adds to a frequency for a document's length, for each document of a segment."""
        key = (occurrence.field, number)
        if key not in self._norms:
            lengths, b = self.segments[number].lengths(occurrence.field), B[occurrence.part]
            self._norms[key] = np.float32(K1) * ((1 - b) + b * lengths / np.float32(self._average(occurrence.field)))
        return self._norms[key]

    def ranks(self, language: str) -> npt.NDArray[np.int64]:
        """Each document's place in the order of the names that a reader sees."""
        if language not in self._ranks:
            titles = np.array([title for segment in self.segments for title in segment.titles(language)], np.bytes_)
            ranks = np.empty(self.size, np.int64)
            ranks[np.argsort(titles, kind="stable")] = np.arange(self.size)
            self._ranks[language] = ranks
        return self._ranks[language]

    def _average(self, name: str) -> float:
        lengths = [segment.lengths(name) for segment in self.segments]
        return sum(float(one.sum()) for one in lengths) / max(1, sum(np.count_nonzero(one) for one in lengths))


@dataclass(frozen=True)
class Scored:
    """A score for each document of each segment, 0 for what does not match; and whether any holds every word."""

    scores: list[Weights]
    any_whole: bool


def score(reading: Reading, words: Sequence[Word], *, least: float) -> Scored:
    """What holds less than `least`, a share of the words by their rarity, does not match; ALL asks for every word.

    Words may be in texts of different languages: English words stand in all the others.
    """
    if not words or (least == ALL and not all(words)):
        return Scored([np.zeros(segment.size, np.float32) for segment in reading.segments], False)
    found = [_score(reading, number, words, least) for number in range(len(reading.segments))]
    return Scored([scores for scores, _whole in found], any(whole for _scores, whole in found))


def _score(reading: Reading, number: int, words: Sequence[Word], least: float) -> tuple[Weights, bool]:
    size = reading.segments[number].size
    total, held = np.zeros(size, np.float32), np.zeros(size, np.float32)
    for word in words:
        scores = _word_score(reading, number, word)
        total += scores
        held += (scores > 0) * np.float32(_rarity(word))
    held *= reading.live[number] / np.float32(sum(map(_rarity, words)) or 1)
    return total * held * (held >= np.float32(least - ROUNDING)), bool((held >= ALL - ROUNDING).any())


def _rarity(word: Word) -> float:
    """By the part that has it most often."""
    return min((occurrence.rarity for occurrence in word), default=0.0)


def _word_score(reading: Reading, number: int, word: Word) -> Weights:
    """In the language that holds it best; categories belong to every language."""
    by_language: dict[str, Weights] = {}
    for occurrence in word:
        numbers = occurrence.postings[number].numbers
        if len(numbers):
            if occurrence.language not in by_language:
                by_language[occurrence.language] = np.zeros(reading.segments[number].size, np.float32)
            by_language[occurrence.language][numbers] += _weighed(reading, number, occurrence)
    shared = by_language.pop(ANY_LANGUAGE, np.float32(0))
    texts = list(by_language.values()) or [np.zeros(reading.segments[number].size, np.float32)]
    return np.maximum.reduce(texts) + shared


def _weighed(reading: Reading, number: int, occurrence: Occurrence) -> Weights:
    """BM25 of each document that the postings name."""
    numbers, frequency = occurrence.postings[number]
    norm = reading.norm(occurrence, number)[numbers] if B[occurrence.part] else np.float32(K1)
    return frequency * np.float32((K1 + 1) * occurrence.weight) / (frequency + norm)


def languages_and_parts(
    reading: Reading, words: Iterable[Word], number: int, documents: npt.NDArray[np.int64], reader: str
) -> list[tuple[str, str]]:
    """For each of these documents of a segment: the language that holds the words best, and the best part that does."""
    order = sorted(reading.languages, key=lambda language: (language != reader, language != ENGLISH, language))
    has = [reading.segments[number].has_language.get(language) for language in order]
    held = np.array([[0.0] * len(documents) if one is None else one[documents] * 1e-6 for one in has])
    parts = {part: np.zeros(len(documents), np.bool_) for part in (NAME, CATEGORIES, BODY)}
    for occurrence in (one for word in words for one in word):
        holds = _holds(occurrence.postings[number], documents)
        parts[occurrence.part] |= holds
        if occurrence.language:
            held[order.index(occurrence.language)] += holds * occurrence.weight
    best = held.argmax(axis=0)
    return [
        (order[best[place]], next((part for part in parts if parts[part][place]), ""))
        for place in range(len(documents))
    ]


def _holds(postings: Postings, documents: npt.NDArray[np.int64]) -> Mask:
    if not len(postings.numbers):
        return np.zeros(len(documents), np.bool_)
    places = np.searchsorted(postings.numbers, documents)
    return postings.numbers[np.minimum(places, len(postings.numbers) - 1)] == documents
