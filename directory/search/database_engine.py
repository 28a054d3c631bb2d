"""The index in tables of a database, for a portal on several servers, which can share no folder.

Segments are rows, never changed but for what is deleted in them, and a write is one transaction: readers see the index
before it or after it. Searches run over the same arrays as WhooshEngine's.
"""

import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice

import numpy as np
import numpy.typing as npt

from directory.search.answering import answer
from directory.search.database_segments import DatabaseSource, Gathered
from directory.search.database_tables import Row, Tables
from directory.search.engine import Document, IndexMissing, Results, SearchQuery
from directory.search.matching import Reading
from directory.search.readings import Readings
from directory.search.records import DOCUMENTS_AT_ONCE, KEYS, VERSION, record, to_merge


class DatabaseEngine:
    """See SearchEngine. `name` tells apart the indexes of one database. One writer at a time, over all servers."""

    def __init__(self, address: str, name: str) -> None:
        self._tables = Tables(address, name)
        self._turn = threading.Lock()
        self._readings = Readings()

    def rebuild(self, documents: Iterable[Document], *, only_if_missing: bool = False) -> None:
        with self._tables.writing():
            if only_if_missing and self._tables.state().version == VERSION:
                return
            self._tables.forget(self._tables.segments())
            for some in _in_parts(documents):
                self._add(some)
            self._tables.mark_built(VERSION)

    def update(self, documents: Iterable[Document], *, remove: Iterable[int] = ()) -> None:
        with self._tables.writing():
            if self._tables.state().version != VERSION:
                return  # There will be a build of everything.
            documents = list(documents)
            self._remove(np.array([*remove, *(document.key for document in documents)], np.int64))
            if documents:
                self._add(documents)
            segments = self._tables.segments()
            self._merge([segments[place] for place in to_merge([segment.size for segment in segments])])

    def search(self, query: SearchQuery) -> Results:
        """Again, if somebody wrote meanwhile: the rows that are read may have gone with it."""
        self._tables.check()
        while True:
            with self._turn:
                reading = self._open()
            results = answer(reading, query)
            if self._tables.state().generation == reading.generation:
                return results

    def close(self) -> None:
        """Give the database its connections back."""
        self._tables.close()

    def _open(self) -> Reading:
        state, reading = self._tables.state(), self._readings.latest
        if state.version != VERSION:
            raise IndexMissing
        if reading and reading.generation == state.generation:
            return reading
        parts = [(row.id, row.deleted, partial(DatabaseSource, self._tables, row)) for row in self._tables.segments()]
        return self._readings.read(VERSION, state.generation, parts)

    def _add(self, documents: Iterable[Document]) -> None:
        gathered = Gathered()
        for document in documents:
            gathered.add(record(document))
        gathered.write(self._tables)

    def _remove(self, keys: npt.NDArray[np.int64]) -> None:
        for row in self._tables.segments():
            held = np.isin(DatabaseSource(self._tables, row).numbers(KEYS), keys)
            deleted = np.union1d(row.deleted, np.flatnonzero(held))
            if len(deleted) > len(row.deleted):
                self._tables.delete(row, deleted)

    def _merge(self, rows: Sequence[Row]) -> None:
        gathered = Gathered()
        for row in rows:
            gathered.add_segment(DatabaseSource(self._tables, row), row.deleted)
        if rows:
            gathered.write(self._tables)
            self._tables.forget(rows)


def _in_parts(documents: Iterable[Document]) -> Iterator[list[Document]]:
    rest = iter(documents)
    while some := list(islice(rest, DOCUMENTS_AT_ONCE)):
        yield some
