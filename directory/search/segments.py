"""A segment of the index as arrays. What a segment holds never changes, but for which of its documents are deleted."""

import json
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from whoosh.reading import SegmentReader, TermNotFound
from whoosh.util.numeric import byte_to_length

from directory.search.array_codec import DocumentNumbers, Weights
from directory.search.engine import ENGLISH
from directory.search.facets import Facets, as_mask
from directory.search.records import (
    BODY,
    CATEGORIES,
    CONFIRMED,
    FACETS,
    KEYS,
    LANGUAGES,
    NAME,
    PLACES,
    PLACES_TYPE,
    SOUNDS,
    TITLES,
)
from directory.search.typos import Lexicon

LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], np.float32)
# What an entry of the cache takes beside its arrays, and a word of a lexicon.
ENTRY_BYTES, WORD_BYTES = 300, 100


class Postings(NamedTuple):
    """The documents that hold a term, by their numbers in the segment, ascending, and how often or how well."""

    numbers: DocumentNumbers
    weights: Weights


NO_POSTINGS = Postings(np.zeros(0, np.uint32), np.zeros(0, np.float32))


class Cache:
    """What was read from segments' files, the least used dropped beyond so many bytes. Threads take turns to read."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[tuple, tuple[Any, int]] = OrderedDict()
        self._turn = threading.RLock()

    def get(self, segment: str, read: Callable[[str], tuple[Any, int]], text: str) -> Any:
        """What `read(text)` gives, which returns it with its size."""
        key = (segment, read.__name__, text)
        with self._turn:
            kept = self._kept.get(key)
            if kept is None:
                kept = self._kept[key] = read(text)
                self._bytes += kept[1]
                self._drop()
            else:
                self._kept.move_to_end(key)
            return kept[0]

    def _drop(self) -> None:
        while self._bytes > self._most_bytes and len(self._kept) > 1:
            _key, (_value, size) = self._kept.popitem(last=False)
            self._bytes -= size


class Segment:
    def __init__(self, reader: SegmentReader, cache: Cache) -> None:
        whoosh_segment, storage, codec = reader.segment(), reader.storage(), reader.codec()
        self.id: str = whoosh_segment.segment_id()
        self.size: int = whoosh_segment.doc_count_all()
        self._schema = reader.schema
        self._storage, self._whoosh_segment, self._codec = storage, whoosh_segment, codec
        self._terms = codec.terms_reader(storage, whoosh_segment)
        self._columns = codec.per_document_reader(storage, whoosh_segment)
        self._cache = cache
        self.keys = self._fixed(KEYS, ">i4", np.int64)
        # Days since the year 1; 0 where nobody knows.
        self.confirmed = self._fixed(CONFIRMED, ">i4", np.int64)
        self.has_language = {language: self._holds(LANGUAGES, language) for language in self._texts_of(LANGUAGES)}
        self.facets = Facets(self.size, {one: self._postings(FACETS, one).numbers for one in self._texts_of(FACETS)})

    def term(self, term: str) -> list[tuple[str, Postings]]:
        """The fields of words that hold a term, and its postings in each."""
        return self._cache.get(self.id, self._read_term, term)

    def beginning(self, start: str) -> list[tuple[str, Postings]]:
        """The fields that hold a term that begins so, and the postings of all such terms together."""
        return self._cache.get(self.id, self._read_beginning, start)

    def words(self, start: str) -> list[str]:
        """The words of any text or category that begin so, those in most documents first."""
        return self._cache.get(self.id, self._read_words, start)

    def sounding(self, key: str) -> list[str]:
        """The words that sound so."""
        return self._cache.get(self.id, self._read_sounding, key)

    def lexicon(self, letter: str) -> Lexicon:
        """The words that begin with a letter, to look for slips in."""
        return self._cache.get(self.id, self._read_lexicon, letter)

    def lengths(self, field: str) -> Weights:
        """How many words each document has in a field; 0 where it has none."""
        return self._cache.get(self.id, self._read_lengths, field)

    def titles(self, language: str) -> list[str]:
        """The documents' names as a reader sees them, in lower case."""
        return self._cache.get(self.id, self._read_titles, language)

    @cached_property
    def places(self) -> tuple[DocumentNumbers, npt.NDArray[Any]]:
        """Documents and where they can be met, a row for each place, ascending by document; in degrees."""
        rows = [np.frombuffer(value, PLACES_TYPE) for value in self._values(PLACES)]
        return np.repeat(np.arange(self.size, dtype=np.uint32), [len(row) for row in rows]), np.concatenate(rows)

    def _read_term(self, term: str) -> tuple[list[tuple[str, Postings]], int]:
        return _sized([(field, self._postings(field, term)) for field in self._word_fields])

    def _read_beginning(self, start: str) -> tuple[list[tuple[str, Postings]], int]:
        return _sized([(field, self._postings_together(field, start)) for field in self._word_fields])

    def _postings_together(self, field: str, start: str) -> Postings:
        found = [self._postings(field, term) for term in self._texts_of(field, start)]
        if len(found) < 2:
            return found[0] if found else NO_POSTINGS
        every, weights = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
        sums = np.bincount(every, weights)
        numbers = np.flatnonzero(sums)
        return Postings(numbers.astype(np.uint32), sums[numbers].astype(np.float32))

    def _postings(self, field: str, term: str) -> Postings:
        try:
            return Postings(*self._terms.matcher(field, term.encode(), self._schema[field].format).arrays())
        except (TermNotFound, KeyError):
            return NO_POSTINGS

    def _read_words(self, start: str) -> tuple[list[str], int]:
        frequency: Counter[str] = Counter()
        for field in self._word_fields:
            for (name, term), found in self._terms.items_from(field, start.encode()):
                if name != field or not term.startswith(start.encode()):
                    break
                frequency[term.decode()] += found.doc_frequency()
        return [word for word, _ in frequency.most_common()], ENTRY_BYTES + WORD_BYTES * len(frequency)

    def _read_sounding(self, key: str) -> tuple[list[str], int]:
        words = [sound.partition(" ")[2] for sound in self._texts_of(SOUNDS, f"{key} ")]
        return words, ENTRY_BYTES + WORD_BYTES * len(words)

    def _read_lexicon(self, letter: str) -> tuple[Lexicon, int]:
        words, size = self._read_words(letter)
        return Lexicon(words), 2 * size

    def _read_lengths(self, field: str) -> tuple[Weights, int]:
        coded = self._fixed(f"_{field}_len", np.uint8, np.intp)
        lengths = np.where(coded, LENGTHS[coded], np.float32(0))
        return lengths, ENTRY_BYTES + lengths.nbytes

    def _read_titles(self, language: str) -> tuple[list[str], int]:
        names = [json.loads(value) for value in self._values(TITLES)]
        titles = [(one.get(language) or one.get(ENGLISH) or min(one.values(), default="")).casefold() for one in names]
        return titles, ENTRY_BYTES + WORD_BYTES * len(titles)

    def _texts_of(self, field: str, start: str = "") -> Iterator[str]:
        """The terms of a field that begin so, in their order."""
        if field not in self._terms.indexed_field_names():
            return
        for name, term in self._terms.terms_from(field, start.encode()):
            if name != field or not term.startswith(start.encode()):
                return
            yield term.decode()

    @cached_property
    def _word_fields(self) -> list[str]:
        return [
            name for name in self._terms.indexed_field_names() if name.partition("_")[0] in (NAME, CATEGORIES, BODY)
        ]

    def _holds(self, field: str, term: str) -> npt.NDArray[np.bool_]:
        return as_mask(self._postings(field, term).numbers, self.size)

    def _fixed(self, column: str, stored: npt.DTypeLike, wanted: npt.DTypeLike) -> npt.NDArray[Any]:
        """A column of numbers. Whoosh leaves off the zeros at its end, and a column of nothing else."""
        values = np.zeros(self.size, wanted)
        if self._columns.has_column(column):
            name = self._codec.column_filename(self._whoosh_segment, column)
            read = np.frombuffer(self._storage.open_file(name).read(), stored)
            values[: len(read)] = read
        return values

    def _values(self, column: str) -> Iterator[bytes]:
        return iter(self._columns.column_reader(column, self._schema[column].column_type))


def _sized(fields: list[tuple[str, Postings]]) -> tuple[list[tuple[str, Postings]], int]:
    """Those fields that hold anything, and what they take."""
    holding = [(field, postings) for field, postings in fields if len(postings.numbers)]
    arrays = sum(postings.numbers.nbytes + postings.weights.nbytes for _field, postings in holding)
    return holding, ENTRY_BYTES * (1 + len(holding)) + arrays
