"""What the index holds of a document, whichever engine keeps it: terms of fields, one for each part of each language's
text, and what is read of all documents at once."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, repeat

import numpy as np

from directory.search import analysis
from directory.search.engine import ENGLISH, Document, DocumentText
from directory.search.sound import sound_key

# Names the builds: an index that another version of the analysis or of the records wrote is no index.
VERSION = "6"
NAME, CATEGORIES, BODY, SOUNDS = "name", "categories", "body", "sounds"
FACETS, LANGUAGES = "facets", "languages"
KEYS, CONFIRMED, TITLES, PLACES = "keys", "confirmed", "titles", "places"
BOOSTS = {NAME: 4.0, CATEGORIES: 3.0, BODY: 1.0}
PLACES_TYPE = np.dtype([("latitude", "<f8"), ("longitude", "<f8")])
# Words repeat: the analysis of each is kept for a while.
WORDS_KEPT = 100_000
# A build holds so many documents in memory at a time.
DOCUMENTS_AT_ONCE = 25_000
# As many segments of about one size are merged into one of the next.
MERGED_AT_ONCE = 8


@dataclass(frozen=True)
class Record:
    """`terms[field][term]` is how often or how well a field holds a term. `confirmed` counts days since the year 1; 0
    where nobody knows. `titles` has a line for each language, with the name in lower case; `places` has rows of
    PLACES_TYPE."""

    key: int
    confirmed: int
    titles: bytes
    places: bytes
    terms: Mapping[str, Mapping[str, float]]


def record(document: Document) -> Record:
    terms: dict[str, Mapping[str, float]] = {
        CATEGORIES: _labels(document),
        SOUNDS: _sounds(document),
        FACETS: {f"{facet}={value}": 1 for facet, values in document.facets.items() for value in values},
        LANGUAGES: {text.language: 1 for text in document.texts},
    }
    for text in document.texts:
        terms[f"{NAME}_{text.language}"] = Counter(_terms(text.name, text.language))
        terms[f"{BODY}_{text.language}"] = Counter(_terms(text.body, text.language))
    return Record(
        key=document.key,
        confirmed=document.confirmed.toordinal() if document.confirmed else 0,
        titles="".join(_title(text) for text in document.texts).encode(),
        places=np.array([(one.latitude, one.longitude) for one in document.places], PLACES_TYPE).tobytes(),
        terms=terms,
    )


def title_of(titles: bytes, language: str) -> bytes:
    """The name that a reader of a language sees: in it, else in English, else in any other."""
    for code in (language, ENGLISH):
        before = f"\n{code} ".encode()
        if (at := titles.find(before)) >= 0:
            return titles[at + len(before) :].partition(b"\n")[0]
    return min((line.partition(b" ")[2] for line in titles.split(b"\n")[1:]), default=b"")


def is_of_words(field: str) -> bool:
    return field.partition("_")[0] in BOOSTS


def has_lengths(field: str) -> bool:
    """Whether it matters how many words a field has: in texts, which have a language."""
    return "_" in field


def to_merge(sizes: Sequence[int]) -> list[int]:
    """The places of those segments that are many and of about one size."""
    by_size: dict[int, list[int]] = {}
    for place, size in enumerate(sizes):
        by_size.setdefault(len(str(size)), []).append(place)
    return [place for alike in by_size.values() if len(alike) >= MERGED_AT_ONCE for place in alike]


def _title(text: DocumentText) -> str:
    return f"\n{text.language} {' '.join(text.name.casefold().split())}"


def _labels(document: Document) -> dict[str, float]:
    """The words of its categories. What is in one category is more about it than what is in three."""
    categories = max(Counter(language for language, _words in document.category_words).values(), default=1)
    terms = Counter(chain.from_iterable(_terms(words, language) for language, words in document.category_words))
    return {term: count / categories for term, count in terms.items()}


def _sounds(document: Document) -> dict[str, int]:
    """Each word under its sound, so that from a sound its words are found, and from those the documents."""
    texts = [part for text in document.texts for part in (text.name, text.body)]
    pieces = {piece for text in [*texts, *(words for _, words in document.category_words)] for piece in text.split()}
    return dict.fromkeys(chain.from_iterable(map(_sounds_of_piece, pieces)), 1)


def _terms(text: str, language: str) -> Iterator[str]:
    return chain.from_iterable(map(_terms_of_piece, text.split(), repeat(language)))


@lru_cache(WORDS_KEPT)
def _terms_of_piece(piece: str, language: str) -> tuple[str, ...]:
    return tuple(analysis.index_terms(piece, language))


@lru_cache(WORDS_KEPT)
def _sounds_of_piece(piece: str) -> tuple[str, ...]:
    return tuple(f"{key} {word}" for word in analysis.folded_words(piece) if (key := sound_key(word)))
