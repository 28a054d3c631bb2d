"""Arrays that say which documents hold a term."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

DocumentNumbers = npt.NDArray[np.uint32]
Weights = npt.NDArray[np.float32]


class Postings(NamedTuple):
    """The documents that hold a term, by their numbers in the segment, ascending, and how often or how well."""

    numbers: DocumentNumbers
    weights: Weights


NO_POSTINGS = Postings(np.zeros(0, np.uint32), np.zeros(0, np.float32))


def together(found: Sequence[Postings]) -> Postings:
    """As if several terms were one."""
    if len(found) < 2:
        return found[0] if found else NO_POSTINGS
    every, weights = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
    sums = np.bincount(every, weights)
    numbers = np.flatnonzero(sums)
    return Postings(numbers.astype(np.uint32), sums[numbers].astype(np.float32))
