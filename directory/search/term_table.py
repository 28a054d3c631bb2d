"""The terms of a Whoosh segment, read as bytes: Whoosh makes several objects of each, and takes fifty times as long."""

import struct
from collections.abc import Iterator
from typing import Any, NamedTuple

# A record is two lengths, the key and the value. A key is the field's number and the term; a value says, among other
# things, how many documents have the term, and where its postings are and how long.
LENGTHS, FIELD, DOCUMENTS, EXTENT = (struct.Struct(f"!{letters}") for letters in ("ii", "H", "I", "qi"))
DOCUMENTS_AT, EXTENT_AT = 5, 23
# No letter's bytes come after it.
AFTER_ALL = b"\xff"


class Entry(NamedTuple):
    term: bytes
    documents: int
    extent: tuple[int, int]


class TermTable:
    """`reader` is Whoosh's own, of one segment."""

    def __init__(self, reader: Any) -> None:
        self._table, self._numbers = reader._tindex, reader._fieldmap

    def beginning(self, field: str, start: str) -> Iterator[Entry]:
        """The terms of a field that begin so, in their order."""
        if field not in self._numbers:
            return
        key = FIELD.pack(self._numbers[field]) + start.encode()
        first, last = map(self._place, (key, key + AFTER_ALL))
        content, at = self._table.dbfile.get(first, last - first), 0
        while at < len(content):
            key_length, length = LENGTHS.unpack_from(content, at)
            value = at + LENGTHS.size + key_length
            documents, extent = DOCUMENTS.unpack_from(content, value + DOCUMENTS_AT)[0], value + EXTENT_AT
            yield Entry(content[at + LENGTHS.size + FIELD.size : value], documents, EXTENT.unpack_from(content, extent))
            at = value + length

    def _place(self, key: bytes) -> int:
        found = self._table.closest_key_pos(key)
        return self._table.endofdata if found is None else found
