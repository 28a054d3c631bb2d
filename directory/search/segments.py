"""A segment of the index as arrays. What a segment holds never changes, but for which of its documents are deleted."""

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from directory.search.facets import Facets, as_mask
from directory.search.postings import DocumentNumbers, Postings, Weights
from directory.search.records import CONFIRMED, FACETS, KEYS, LANGUAGES, PLACES, PLACES_TYPE, SOUNDS, TITLES, title_of
from directory.search.typos import Lexicon

# What an entry of the cache takes beside its arrays, and a word of a lexicon.
ENTRY_BYTES, WORD_BYTES = 300, 100
FieldPostings = list[tuple[str, Postings]]


class Source(Protocol):
    """Where a segment is kept, and all that an engine has of its own to read it. `beginning` puts the postings of all
    terms together that begin so; `frequencies` says in how many documents they are, field by field."""

    @property
    def id(self) -> str: ...
    @property
    def size(self) -> int: ...
    def term(self, term: str) -> FieldPostings: ...
    def beginning(self, start: str) -> FieldPostings: ...
    def frequencies(self, start: str) -> Counter[str]: ...
    def texts(self, field: str, start: str = "") -> Iterable[str]: ...
    def postings(self, field: str, term: str) -> Postings: ...
    def lengths(self, field: str) -> Weights: ...
    def numbers(self, column: str) -> npt.NDArray[np.int64]: ...
    def values(self, column: str) -> Iterable[bytes]: ...


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
    def __init__(self, source: Source, cache: Cache) -> None:
        self.id, self.size = source.id, source.size
        self._source, self._cache = source, cache
        self.keys = source.numbers(KEYS)
        self.confirmed = source.numbers(CONFIRMED)
        self.has_language = {
            language: as_mask(source.postings(LANGUAGES, language).numbers, self.size)
            for language in source.texts(LANGUAGES)
        }
        self.facets = Facets(
            self.size, {value: source.postings(FACETS, value).numbers for value in source.texts(FACETS)}
        )

    def term(self, term: str) -> FieldPostings:
        """The fields of words that hold a term, and its postings in each."""
        return self._cache.get(self.id, self._read_term, term)

    def beginning(self, start: str) -> FieldPostings:
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

    def titles(self, language: str) -> list[bytes]:
        """The documents' names as a reader sees them, in lower case; their bytes sort as their letters do."""
        return self._cache.get(self.id, self._read_titles, language)

    @cached_property
    def places(self) -> tuple[DocumentNumbers, npt.NDArray[Any]]:
        """Documents and where they can be met, a row for each place, ascending by document; in degrees."""
        rows = [np.frombuffer(value, PLACES_TYPE) for value in self._source.values(PLACES)]
        return np.repeat(np.arange(self.size, dtype=np.uint32), [len(row) for row in rows]), np.concatenate(rows)

    def _read_term(self, term: str) -> tuple[FieldPostings, int]:
        return _sized(self._source.term(term))

    def _read_beginning(self, start: str) -> tuple[FieldPostings, int]:
        return _sized(self._source.beginning(start))

    def _read_words(self, start: str) -> tuple[list[str], int]:
        words = [word for word, _ in self._source.frequencies(start).most_common()]
        return words, ENTRY_BYTES + WORD_BYTES * len(words)

    def _read_sounding(self, key: str) -> tuple[list[str], int]:
        words = [sound.partition(" ")[2] for sound in self._source.texts(SOUNDS, f"{key} ")]
        return words, ENTRY_BYTES + WORD_BYTES * len(words)

    def _read_lexicon(self, letter: str) -> tuple[Lexicon, int]:
        words, size = self._read_words(letter)
        return Lexicon(words), 2 * size

    def _read_lengths(self, field: str) -> tuple[Weights, int]:
        lengths = self._source.lengths(field)
        return lengths, ENTRY_BYTES + lengths.nbytes

    def _read_titles(self, language: str) -> tuple[list[bytes], int]:
        titles = [title_of(value, language) for value in self._source.values(TITLES)]
        return titles, ENTRY_BYTES + WORD_BYTES * len(titles)


def _sized(fields: FieldPostings) -> tuple[FieldPostings, int]:
    """Those fields that hold anything, and what they take."""
    holding = [(field, postings) for field, postings in fields if len(postings.numbers)]
    arrays = sum(postings.numbers.nbytes + postings.weights.nbytes for _field, postings in holding)
    return holding, ENTRY_BYTES * (1 + len(holding)) + arrays
