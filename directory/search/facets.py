"""Which documents have which value of which facet: a bit each, so that a hundred thousand are counted at once."""

import math
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from directory.search.postings import DocumentNumbers

Bits = npt.NDArray[np.uint64]


class Facets:
    """Of one segment. `documents` are the numbers of those that have a value ("day=1")."""

    def __init__(self, size: int, documents: dict[str, DocumentNumbers]) -> None:
        self._size = size
        self._rows: dict[str, dict[str, int]] = {}
        for row, name in enumerate(documents):
            facet, _, value = name.partition("=")
            self._rows.setdefault(facet, {})[value] = row
        masks = [pack(as_mask(numbers, size)) for numbers in documents.values()]
        self._bits: Bits = np.array(masks, np.uint64).reshape(len(masks), math.ceil(size / 64))

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def passing(self, facet: str, values: frozenset[str]) -> Bits:
        """The documents that have one of the values."""
        rows = self._rows.get(facet, {})
        return np.bitwise_or.reduce(self._bits[[rows[value] for value in values if value in rows]], axis=0)

    def share(self, facet: str, values: frozenset[str]) -> npt.NDArray[np.float32]:
        """Of each document, which part of its values of a facet these are."""
        rows = self._rows.get(facet, {})
        masks = {value: unpack(self._bits[row], self._size).astype(np.float32) for value, row in rows.items()}
        none = np.zeros(self._size, np.float32)
        asked = sum((masks[value] for value in values if value in masks), start=none)
        return (asked / np.maximum(1, sum(masks.values(), start=none))).astype(np.float32)

    def counted(self, facets: Sequence[str], among: Bits) -> dict[str, dict[str, int]]:
        """How many of these documents have each value of these facets."""
        rows = {facet: self._rows.get(facet, {}) for facet in facets}
        bits = self._bits[[row for values in rows.values() for row in values.values()]]
        counts = iter(np.bitwise_count(bits & among).sum(axis=1, dtype=np.int64).tolist())
        return {facet: {value: next(counts) for value in values} for facet, values in rows.items()}


def pack(mask: npt.NDArray[np.bool_]) -> Bits:
    packed = np.zeros(math.ceil(len(mask) / 64) * 8, np.uint8)
    packed[: math.ceil(len(mask) / 8)] = np.packbits(mask, bitorder="little")
    return packed.view(np.uint64)


def unpack(bits: Bits, size: int) -> npt.NDArray[np.bool_]:
    return np.unpackbits(bits.view(np.uint8), count=size, bitorder="little").view(np.bool_)


def as_mask(numbers: DocumentNumbers, size: int) -> npt.NDArray[np.bool_]:
    mask = np.zeros(size, np.bool_)
    mask[numbers] = True
    return mask
