"""What any search engine here takes and gives."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from places.distance import Point

ENGLISH = "en"

# A facet is a name ("day") with the values a document has ("0", "3"), if any.
Facets = Mapping[str, frozenset[str]]
# A document passes that has one of the values asked for, of each facet asked for. No value asks for nothing.
Filters = Mapping[str, frozenset[str]]
FACETS = ("category", "age", "day", "part", "time", "spoken", "free", "online", "access", "who_for")
ANY = ""
NEAR = "near"
NEAR_MILES = (1, 3, 5)


class IndexMissing(Exception):
    """There is no index to search; build it."""


@dataclass(frozen=True)
class DocumentText:
    language: str
    name: str
    body: str


@dataclass(frozen=True)
class Document:
    """A listing or a page as engines index it: its texts, one a language, and the category words of every language,
    which belong to each text, so that a listing written only in English is found by a category's Urdu name.

    `places` are where it can be met, as far as they are known. `confirmed` is when somebody last said that all of it is
    so.
    """

    key: int
    texts: tuple[DocumentText, ...]
    category_words: tuple[tuple[str, str], ...] = ()
    facets: Facets = field(default_factory=dict)
    places: tuple[Point, ...] = ()
    confirmed: date | None = None


@dataclass(frozen=True)
class Near:
    """Nearest first. With `miles`, nothing further away than that."""

    point: Point
    miles: float | None = None


class Order(StrEnum):
    RELEVANCE = "relevance"
    DISTANCE = "distance"


@dataclass(frozen=True)
class SearchQuery:
    """`any_ending`: a word of a language whose endings no stemmer knows also asks for words that begin as it does.

    Documents come first that would pass the filters `preferred`, as many of them as possible; none is left out. `order`
    by distance needs a place to be near. What nobody confirmed since `fresh_since` stands lower.
    """

    words: str = ""
    language: str = ENGLISH
    filters: Filters = field(default_factory=dict)
    any_ending: bool = False
    preferred: Filters = field(default_factory=dict)
    near: Near | None = None
    order: Order = Order.RELEVANCE
    fresh_since: date | None = None


class Why(StrEnum):
    """What answered the words: all of them in the first three ways, else one of them by no better way than this."""

    NAME = "name"
    CATEGORY = "category"
    BODY = "body"
    PREFIX = "prefix"
    TYPO = "typo"
    SOUND = "sound"
    NOTHING_ASKED = ""


@dataclass(frozen=True)
class Hit:
    """`language` is that of the text that answers best, else the reader's, else English. `miles` is to the nearest of
    the document's places; None where none is known, or nobody asked. Not `every_word`: below those that hold all the
    words, or where none does, this holds some."""

    key: int
    language: str
    score: float
    miles: float | None = None
    why: str = Why.NOTHING_ASKED
    every_word: bool = True


@dataclass(frozen=True)
class Results:
    """Hits, best first, each document once. `some_words`: none holds all the words, these hold some of them.

    `counts[facet][value]` is how many hits there would be with that value alone chosen, and the other filters as they
    are; under ANY, how many with that facet's filter dropped. Where a place is given, `counts[NEAR]` says the same of
    the distances of NEAR_MILES. `did_you_mean` is what was asked with its misspelt words put right, where that finds.
    `unplaced` would be hits, were it known that they are within the miles asked for.
    """

    hits: Sequence[Hit]
    counts: Mapping[str, Counter[str]]
    some_words: bool = False
    did_you_mean: str = ""
    unplaced: Sequence[Hit] = ()


class SearchEngine(Protocol):
    def rebuild(self, documents: Iterable[Document], *, only_if_missing: bool = False) -> None:
        """Index these documents in place of all others. Readers see the old index until the new one is whole."""

    def update(self, documents: Iterable[Document], *, remove: Iterable[int] = ()) -> None:
        """Index these documents in place of what their keys had, and forget the keys to remove."""

    def search(self, query: SearchQuery) -> Results:
        """Raises IndexMissing where nothing was built yet."""
