"""What the index holds of a document: one record, with a field for each part of each language's text."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, repeat
from typing import Any

import numpy as np
from whoosh import columns, fields
from whoosh.query import Or, Term
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from directory.search import analysis
from directory.search.array_codec import Terms
from directory.search.engine import Document
from directory.search.sound import sound_key

# Names the builds: an index that another version of the analysis or of the records wrote is no index.
VERSION = "3"
NAME, CATEGORIES, BODY, SOUNDS = "name", "categories", "body", "sounds"
FACETS, LANGUAGES, KEY, KEYS, TITLES, PLACES = "facets", "languages", "key", "keys", "titles", "places"
CONFIRMED = "confirmed"
BOOSTS = {NAME: 4.0, CATEGORIES: 3.0, BODY: 1.0}
NUMBERS = columns.NumericColumn("i")
PLACES_TYPE = np.dtype([("latitude", "<f8"), ("longitude", "<f8")])
# Words repeat: the analysis of each is kept for a while.
WORDS_KEPT = 100_000
# As many segments of about one size are merged into one of the next.
MERGED_AT_ONCE = 8


def schema() -> fields.Schema:
    made = fields.Schema(
        key=fields.ID(),
        categories=Terms(),
        sounds=Terms(),
        facets=Terms(),
        languages=Terms(),
        keys=fields.COLUMN(NUMBERS),
        confirmed=fields.COLUMN(NUMBERS),
        titles=fields.COLUMN(),
        places=fields.COLUMN(),
    )
    made.add("name_*", Terms(lengths=True), glob=True)
    made.add("body_*", Terms(lengths=True), glob=True)
    return made


def add(writer: SegmentWriter, documents: Iterable[Document]) -> None:
    for document in documents:
        writer.add_document(**_fields(document))


def remove(writer: SegmentWriter, keys: Iterable[int]) -> None:
    if terms := [Term(KEY, str(key)) for key in keys]:
        writer.delete_by_query(Or(terms))


def merge_small(writer: SegmentWriter, segments: list) -> list:
    """What stays of the segments when the writer has taken in those that are many and of about one size.

    Whoosh's own policy may take in the big one too, which takes minutes.
    """
    by_size: dict[int, list] = {}
    for segment in segments:
        by_size.setdefault(len(str(segment.doc_count_all())), []).append(segment)
    many = [segment for alike in by_size.values() if len(alike) >= MERGED_AT_ONCE for segment in alike]
    for segment in many:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in segments if segment not in many]


def _fields(document: Document) -> dict[str, Any]:
    """The values of a record's fields."""
    record = {
        KEY: str(document.key),
        CATEGORIES: _labels(document),
        SOUNDS: _sounds(document),
        FACETS: {f"{facet}={value}": 1 for facet, values in document.facets.items() for value in values},
        LANGUAGES: {text.language: 1 for text in document.texts},
        KEYS: document.key,
        CONFIRMED: document.confirmed.toordinal() if document.confirmed else 0,
        TITLES: json.dumps({text.language: text.name for text in document.texts}, ensure_ascii=False).encode(),
        PLACES: np.array([(one.latitude, one.longitude) for one in document.places], PLACES_TYPE).tobytes(),
    }
    for text in document.texts:
        record[f"{NAME}_{text.language}"] = Counter(_terms(text.name, text.language))
        record[f"{BODY}_{text.language}"] = Counter(_terms(text.body, text.language))
    return record


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
