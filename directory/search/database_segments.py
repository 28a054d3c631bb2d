"""A segment of an index in a database: how it is gathered, written and read."""

from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt

from directory.search.database_tables import Row, Tables
from directory.search.gathering import Pool
from directory.search.postings import NO_POSTINGS, Postings, Weights, together
from directory.search.records import (
    CONFIRMED,
    FACETS,
    KEYS,
    LANGUAGES,
    PLACES,
    SOUNDS,
    TITLES,
    Record,
    has_lengths,
)

OTHERS = (FACETS, LANGUAGES, SOUNDS)
IN_WORDS = "segment = %s AND field NOT IN (%s, %s, %s)"
# No letter's bytes come after it.
AFTER_ALL = b"\xff"


class DatabaseSource:
    """See segments.Source."""

    def __init__(self, tables: Tables, row: Row) -> None:
        self.id, self.size, self._tables = row.id, row.size, tables

    def term(self, term: str) -> list[tuple[str, Postings]]:
        found = self._tables.rows(
            f"SELECT field, numbers, weights FROM search_term WHERE {IN_WORDS} AND term = %s",
            *(self.id, *OTHERS, term.encode()),
        )
        return [(field, _postings(*arrays)) for field, *arrays in found]

    def beginning(self, start: str) -> list[tuple[str, Postings]]:
        by_field: dict[str, list[Postings]] = {}
        for _term, field, _documents, *arrays in self._words(start, "numbers, weights"):
            by_field.setdefault(field, []).append(_postings(*arrays))
        return [(field, together(found)) for field, found in by_field.items()]

    def frequencies(self, start: str) -> Counter[str]:
        found: Counter[str] = Counter()
        for term, _field, documents in self._words(start):
            found[bytes(term).decode()] += documents
        return found

    def texts(self, field: str, start: str = "") -> list[str]:
        found = self._tables.rows(
            "SELECT term FROM search_term WHERE segment = %s AND field = %s AND term >= %s AND term < %s ORDER BY term",
            *(self.id, field, start.encode(), start.encode() + AFTER_ALL),
        )
        return [bytes(term).decode() for (term,) in found]

    def postings(self, field: str, term: str) -> Postings:
        found = self._tables.rows(
            "SELECT numbers, weights FROM search_term WHERE segment = %s AND term = %s AND field = %s",
            *(self.id, term.encode(), field),
        )
        return _postings(*found[0]) if found else NO_POSTINGS

    def lengths(self, field: str) -> Weights:
        return np.frombuffer(self._column(field), np.float32)

    def numbers(self, column: str) -> npt.NDArray[np.int64]:
        return np.frombuffer(self._column(column), np.int64)

    def values(self, column: str) -> Iterator[bytes]:
        content = self._column(column)
        sizes = np.frombuffer(content[: 4 * self.size], np.uint32).tolist()
        return (content[first:end] for first, end in pairwise(accumulate(sizes, initial=4 * self.size)))

    def every_term(self) -> list[tuple[bytes, str, Postings]]:
        found = self._tables.rows("SELECT term, field, numbers, weights FROM search_term WHERE segment = %s", self.id)
        return [(bytes(term), field, _postings(*arrays)) for term, field, *arrays in found]

    def _words(self, start: str, more: str = "") -> list[tuple]:
        return self._tables.rows(
            f"SELECT {', '.join(filter(None, ['term, field, documents', more]))} FROM search_term"
            f" WHERE {IN_WORDS} AND term >= %s AND term < %s",
            *(self.id, *OTHERS, start.encode(), start.encode() + AFTER_ALL),
        )

    def _column(self, name: str) -> bytes:
        found = self._tables.rows("SELECT content FROM search_column WHERE segment = %s AND field = %s", self.id, name)
        return bytes(found[0][0]) if found else b"\0" * (8 * self.size)


class Gathered:
    """What a segment will be made of."""

    def __init__(self) -> None:
        self._pool = Pool()
        self._numbers: dict[str, list[int]] = {KEYS: [], CONFIRMED: []}
        self._values: dict[str, list[bytes]] = {TITLES: [], PLACES: []}
        self._lengths: dict[str, dict[int, float]] = {}

    def add(self, record: Record) -> None:
        number = self._add_facts(record.key, record.confirmed, record.titles, record.places)
        for field, terms in record.terms.items():
            for term, weight in terms.items():
                self._pool.add((field, term.encode(), number, weight, b""))
            if has_lengths(field):
                self._lengths.setdefault(field, {})[number] = sum(terms.values())

    def add_segment(self, source: DatabaseSource, deleted: npt.NDArray[np.int64]) -> None:
        """What is not deleted of a segment that was written before."""
        rows = zip(*(source.numbers(name) for name in self._numbers), *map(source.values, self._values), strict=True)
        gone = set(deleted.tolist())
        numbers = {old: self._add_facts(*row) for old, row in enumerate(rows) if old not in gone}
        for term, field, postings in source.every_term():
            for old, weight in zip(*(array.tolist() for array in postings), strict=True):
                if old in numbers:
                    self._pool.add((field, term, numbers[old], weight, b""))
                    if has_lengths(field):
                        lengths = self._lengths.setdefault(field, {})
                        lengths[numbers[old]] = lengths.get(numbers[old], 0) + weight

    def write(self, tables: Tables) -> None:
        size = len(self._numbers[KEYS])
        columns = {name: np.array(numbers, np.int64).tobytes() for name, numbers in self._numbers.items()}
        for name, values in self._values.items():
            columns[name] = np.array([len(one) for one in values], np.uint32).tobytes() + b"".join(values)
        for field, lengths in self._lengths.items():
            columns[field] = np.array([lengths.get(number, 0) for number in range(size)], np.float32).tobytes()
        tables.add(size, columns.items(), self._terms())

    def _add_facts(self, key: int, confirmed: int, titles: bytes, places: bytes) -> int:
        number = len(self._numbers[KEYS])
        for column, value in ((self._numbers[KEYS], key), (self._numbers[CONFIRMED], confirmed)):
            column.append(int(value))
        self._values[TITLES].append(titles)
        self._values[PLACES].append(places)
        return number

    def _terms(self) -> Iterator[tuple[bytes, str, int, bytes, bytes]]:
        for field, term, numbers, weights in self._pool.iter_postings():
            yield term, field, len(numbers), numbers.tobytes(), weights.tobytes()


def _postings(numbers: bytes, weights: bytes) -> Postings:
    return Postings(np.frombuffer(numbers, np.uint32), np.frombuffer(weights, np.float32))
