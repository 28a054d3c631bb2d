"""What any search engine here takes and gives, and what is the same whichever finds the words: ranking and filters."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

ENGLISH = "en"

# A facet is a name ("day") with the values a document has ("0", "3"), if any. A filter asks for one value of a facet.
Facets = Mapping[str, frozenset[str]]
Filters = Mapping[str, str]
FACETS = ("category", "age", "day", "spoken", "free")
ANY = ""
NONE: frozenset[str] = frozenset()


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
    which belong to each text, so that a listing written only in English is found by a category's Urdu name."""

    key: int
    texts: tuple[DocumentText, ...]
    category_words: tuple[tuple[str, str], ...] = ()
    facets: Facets = field(default_factory=dict)


@dataclass(frozen=True)
class SearchQuery:
    """`any_ending`: a word of a language whose endings no stemmer knows also asks for words that begin as it does."""

    words: str = ""
    language: str = ENGLISH
    filters: Filters = field(default_factory=dict)
    any_ending: bool = False


@dataclass(frozen=True)
class Candidate:
    """One text that holds the words asked for."""

    key: int
    language: str
    name: str
    facets: Facets
    score: float = 0.0


@dataclass(frozen=True)
class Hit:
    key: int
    language: str
    score: float


@dataclass(frozen=True)
class Results:
    """Hits, best first, each document once. `some_words`: none holds all the words, these hold some of them.

    `counts[facet][value]` is how many hits there would be with that value chosen, and the other filters as they are;
    under ANY, how many with that facet's filter dropped.
    """

    hits: tuple[Hit, ...]
    counts: Mapping[str, Counter[str]]
    some_words: bool = False


class SearchEngine(Protocol):
    def rebuild(self, documents: Iterable[Document], *, only_if_missing: bool = False) -> None:
        """Index these documents in place of all others. Readers see the old index until the new one is whole."""

    def update(self, documents: Iterable[Document], *, remove: Iterable[int] = ()) -> None:
        """Index these documents in place of what their keys had, and forget the keys to remove."""

    def search(self, query: SearchQuery) -> Results:
        """Raises IndexMissing where nothing was built yet."""


def results(candidates: Iterable[Candidate], query: SearchQuery, *, some_words: bool = False) -> Results:
    ranked = sorted(_one_per_document(candidates, query.language), key=lambda found: _rank(found, query.language))
    hits = tuple(
        Hit(found.key, found.language, found.score) for found in ranked if _passes(found.facets, query.filters)
    )
    counts = {facet: _count(facet, ranked, query.filters) for facet in FACETS}
    return Results(hits=hits, counts=counts, some_words=some_words)


def _one_per_document(candidates: Iterable[Candidate], language: str) -> Iterable[Candidate]:
    best: dict[int, Candidate] = {}
    for found in candidates:
        if found.key not in best or _rank(found, language) < _rank(best[found.key], language):
            best[found.key] = found
    return best.values()


def _rank(found: Candidate, language: str) -> tuple[float, bool, bool, str, int]:
    return (-found.score, found.language != language, found.language != ENGLISH, found.name.casefold(), found.key)


def _passes(facets: Facets, filters: Filters) -> bool:
    return all(value in facets.get(facet, NONE) for facet, value in filters.items())


def _count(facet: str, candidates: Iterable[Candidate], filters: Filters) -> Counter[str]:
    others = {name: value for name, value in filters.items() if name != facet}
    passing = [found.facets.get(facet, NONE) for found in candidates if _passes(found.facets, others)]
    return Counter({ANY: len(passing)}) + Counter(value for values in passing for value in values)
