"""Hits in their order. Only those that somebody looks at are made."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
import numpy.typing as npt

from directory.search.engine import Hit, Order, SearchQuery
from directory.search.matching import Reading
from directory.search.postings import Weights

# How far away a place is half as good as one at the door.
HALF_AS_GOOD = 3.0
FIRST = 64


@dataclass(frozen=True)
class Found:
    """Documents of all segments, by their numbers over all, with their scores and miles."""

    numbers: npt.NDArray[np.int64]
    scores: Weights
    miles: Weights | None


def nearness(miles: Weights) -> Weights:
    """1 at the door, 0 infinitely far."""
    return np.float32(1) / (1 + miles / np.float32(HALF_AS_GOOD))


def order_of(found: Found, reading: Reading, query: SearchQuery) -> npt.NDArray[np.uint64]:
    """A number for each document that sorts as hits do: the score, those in the reader's language, the name.

    A float's bits sort as the float does, if it is not negative.
    """
    first = ~found.scores.view(np.uint32)
    if query.order is Order.DISTANCE and found.miles is not None:
        first = found.miles.view(np.uint32)
    second = np.where(reading.has_language(query.language)[found.numbers], 0, 1 << 31)
    second += reading.ranks(query.language)[found.numbers]
    return first.astype(np.uint64) << np.uint64(32) | second.astype(np.uint64)


class Hits(Sequence[Hit]):
    """All hits, best first. `explain` makes hits of places in `found`."""

    def __init__(self, order: npt.NDArray[np.uint64], explain: Callable[[npt.NDArray[np.int64]], list[Hit]]) -> None:
        self._order, self._explain = order, explain
        self._first = np.zeros(0, np.int64)

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, place: int) -> Hit: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Hit, ...]: ...
    def __getitem__(self, place: int | slice) -> Hit | tuple[Hit, ...]:
        wanted = range(len(self))[place]
        if isinstance(wanted, int):
            return self._explain(self._best(wanted + 1)[wanted : wanted + 1])[0]
        best = self._best(max(wanted, default=-1) + 1)
        return tuple(self._explain(best[np.array(wanted, np.int64)])) if len(wanted) else ()

    def __iter__(self) -> Iterator[Hit]:
        return iter(self[:])

    def _best(self, count: int) -> npt.NDArray[np.int64]:
        """The places of at least the `count` best, in order. To sort all takes longer than to find them."""
        if len(self._first) < count:
            most = min(len(self), max(count, FIRST))
            best = np.argpartition(self._order, most - 1)[:most]
            self._first = best[np.argsort(self._order[best])]
        return self._first
