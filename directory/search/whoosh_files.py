"""Whoosh's files: how a record is written to a segment, and how a segment is read."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh import columns, fields
from whoosh.codec.base import Segment
from whoosh.filedb.compound import CompoundStorage, SubFile
from whoosh.filedb.filestore import Storage
from whoosh.filedb.structfile import BufferFile
from whoosh.reading import SegmentReader, TermNotFound
from whoosh.util.numeric import byte_to_length
from whoosh.writing import SegmentWriter

from directory.search.array_codec import ArrayMatcher, Terms
from directory.search.engine import Document
from directory.search.postings import NO_POSTINGS, Postings, Weights, together
from directory.search.records import (
    CATEGORIES,
    CONFIRMED,
    FACETS,
    KEYS,
    LANGUAGES,
    PLACES,
    SOUNDS,
    TITLES,
    is_of_words,
    record,
    to_merge,
)
from directory.search.term_table import TermTable

NUMBERS = columns.NumericColumn("i")
LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], np.float32)


def schema() -> fields.Schema:
    made = fields.Schema()
    for name in (CATEGORIES, SOUNDS, FACETS, LANGUAGES):
        made.add(name, Terms())
    for name in (KEYS, CONFIRMED):
        made.add(name, fields.COLUMN(NUMBERS))
    for name in (TITLES, PLACES):
        made.add(name, fields.COLUMN())
    for texts in ("name_*", "body_*"):
        made.add(texts, Terms(lengths=True), glob=True)
    return made


def add(writer: SegmentWriter, documents: Iterable[Document]) -> None:
    for one in map(record, documents):
        facts = {KEYS: one.key, CONFIRMED: one.confirmed, TITLES: one.titles, PLACES: one.places}
        writer.add_document(**facts, **one.terms)


def remove(writer: SegmentWriter, keys: Iterable[int]) -> None:
    """Whoosh's own way opens all the terms of a segment, which takes a second for a big one."""
    gone = np.array(list(keys), np.int64)
    for segment in writer.segments:
        held = np.isin(WhooshSource(writer.storage, writer.schema, segment).numbers(KEYS), gone)
        for number in np.flatnonzero(held).tolist():
            if not segment.is_deleted(number):
                segment.delete_document(number)


def merge_small(writer: SegmentWriter, segments: list) -> list:
    """What stays of the segments when the writer has taken in those that are many and of about one size.

    Whoosh's own policy may take in the big one too, which takes minutes.
    """
    merged = [segments[place] for place in to_merge([segment.doc_count_all() for segment in segments])]
    for segment in merged:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in segments if segment not in merged]


class _InPlace(CompoundStorage):
    """Whoosh's own copies a segment's parts from the file that it maps into the memory of each process."""

    def open_file(self, name: str, *args: Any, **kwargs: Any) -> BufferFile:
        offset, length = self.range(name)
        part = BufferFile(b"", name=name)
        part._buf, part.file = memoryview(self._source)[offset : offset + length], _Part(self._source, offset, length)
        return part


class _Part(SubFile):
    """With a place of its own: Whoosh's moves that of the file, which all parts share, whichever thread reads them."""

    def read(self, size: int | None = None) -> bytes:
        start = self._offset + self._pos
        end = self._end if size is None or size < 0 else min(start + size, self._end)
        self._pos += max(end - start, 0)
        return self._file[start:end]


def _one_file(storage: Storage, segment: Segment) -> CompoundStorage:
    return _InPlace(storage.open_file(segment.make_filename(segment.COMPOUND_EXT)))


class WhooshSource:
    """See segments.Source."""

    def __init__(self, storage: Storage, schema: fields.Schema, segment: Segment) -> None:
        self._schema, self._segment, self._codec = schema, segment, segment.codec()
        self._storage = _one_file(storage, segment) if segment.is_compound() else storage
        self.id: str = segment.segment_id()
        self.size: int = segment.doc_count_all()

    def term(self, term: str) -> list[tuple[str, Postings]]:
        return [(field, self.postings(field, term)) for field in self._fields if is_of_words(field)]

    def beginning(self, start: str) -> list[tuple[str, Postings]]:
        fields_of_words = filter(is_of_words, self._fields)
        return [
            (field, together([self._at(entry.extent, field) for entry in self._table.beginning(field, start)]))
            for field in fields_of_words
        ]

    def frequencies(self, start: str) -> Counter[str]:
        found: defaultdict[bytes, int] = defaultdict(int)
        for field in filter(is_of_words, self._fields):
            for term, documents, _extent in self._table.beginning(field, start):
                found[term] += documents
        return Counter({term.decode(): documents for term, documents in found.items()})

    def texts(self, field: str, start: str = "") -> Iterator[str]:
        return (entry.term.decode() for entry in self._table.beginning(field, start))

    def postings(self, field: str, term: str) -> Postings:
        try:
            return Postings(*self._terms.matcher(field, term.encode(), self._schema[field].format).arrays())
        except (TermNotFound, KeyError):
            return NO_POSTINGS

    def lengths(self, field: str) -> Weights:
        coded = self._column(f"_{field}_len", np.uint8, np.intp)
        return np.where(coded, LENGTHS[coded], np.float32(0))

    def numbers(self, column: str) -> npt.NDArray[np.int64]:
        return self._column(column, ">i4", np.int64)

    def values(self, column: str) -> Iterator[bytes]:
        return iter(self._columns.column_reader(column, self._schema[column].column_type))

    @cached_property
    def _terms(self) -> Any:
        return self._codec.terms_reader(self._storage, self._segment)

    @cached_property
    def _table(self) -> TermTable:
        return TermTable(self._terms)

    def _at(self, extent: tuple[int, int], field: str) -> Postings:
        return Postings(*ArrayMatcher(self._terms._postfile, *extent, self._schema[field].format).arrays())

    @cached_property
    def _fields(self) -> frozenset[str]:
        return frozenset(self._terms.indexed_field_names())

    @cached_property
    def _columns(self) -> Any:
        return self._codec.per_document_reader(self._storage, self._segment)

    def _column(self, name: str, stored: npt.DTypeLike, wanted: npt.DTypeLike) -> npt.NDArray[Any]:
        """Numbers. Whoosh leaves off the zeros at a column's end, and a column of nothing else."""
        values = np.zeros(self.size, wanted)
        if self._columns.has_column(name):
            file = self._storage.open_file(self._codec.column_filename(self._segment, name))
            read = np.frombuffer(file.read(), stored)
            values[: len(read)] = read
        return values
