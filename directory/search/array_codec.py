"""Whoosh's own files, but that each term's postings are two arrays in one block, and that they are gathered as arrays.

Whoosh by itself sorts a tuple for each word of each text, and packs 128 postings to a block: three times as slow to
write, and fifty times as slow to read whole.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from typing import Any

import numpy as np
from whoosh import fields, formats
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3LeafMatcher, W3PostingsWriter
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from directory.search.gathering import Pool
from directory.search.postings import DocumentNumbers, Weights

ONE_BLOCK = 2**31


class Terms(fields.FieldType):
    """A field of words that are counted already: its values map each word to its weight."""

    def __init__(self, *, lengths: bool = False) -> None:
        super().__init__(format=formats.Existence(), analyzer=None, scorable=lengths)

    def index(self, value: Mapping[str, float], **options: Any) -> Iterator[tuple[bytes, float, float, bytes]]:
        return ((term.encode(), weight, weight, b"") for term, weight in value.items())


class ArrayCodec(W3Codec):
    length_stats = False

    def __init__(self) -> None:
        super().__init__(blocklimit=ONE_BLOCK, compression=0)

    def field_writer(self, storage: Any, segment: Any) -> "_FieldWriter":
        return _FieldWriter(self, storage, segment)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> "_PostingsWriter":
        return _PostingsWriter(dbfile, blocklimit=ONE_BLOCK, compression=0)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: formats.Format, term: Any = None, scorer: Any = None
    ) -> "ArrayMatcher":
        return ArrayMatcher(dbfile, *terminfo.extent(), format_, term=term, scorer=scorer)


class ArrayMatcher(W3LeafMatcher):
    """Whoosh's way through a term's postings, for its merges and deletions; `arrays` is ours."""

    def arrays(self) -> tuple[DocumentNumbers, Weights]:
        self._read_data()
        numbers, weights, _values = self._data
        found = np.frombuffer(numbers, np.uint32)
        return found, np.frombuffer(weights, np.float32) if weights else np.ones(len(found), np.float32)

    def _read_ids(self) -> None:
        self._ids = self.arrays()[0].tolist()

    def _read_weights(self) -> None:
        self._weights = self.arrays()[1].tolist()


@contextmanager
def writing(index: FileIndex, **merging: Any) -> Iterator[SegmentWriter]:
    """Write a new segment, which is held in memory and committed at the end; without the end, nothing is written."""
    writer = index.writer(codec=ArrayCodec())
    writer.pool = Pool()
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit(**merging)


class _FieldWriter(W3FieldWriter):
    def add_postings(self, schema: Any, lengths: Any, items: Iterable[tuple[str, bytes, array, array]]) -> None:
        for field, terms in groupby(items, key=lambda item: item[0]):
            self.start_field(field, schema[field])
            for _field, term, numbers, weights in terms:
                self.start_term(term)
                self._postwriter.add_all(numbers, weights)
                self.finish_term()
            self.finish_field()


class _PostingsWriter(W3PostingsWriter):
    def add_all(self, numbers: array, weights: array) -> None:
        self._ids, self._weights = numbers, weights

    def _mini_ids(self) -> bytes:
        return self._ids.tobytes()

    def _mini_weights(self) -> bytes:
        """Most words stand once in a text: nothing is written where all do."""
        weights = np.frombuffer(self._weights, np.float32)
        return b"" if (weights == 1).all() else weights.tobytes()
