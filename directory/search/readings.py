"""The index as it is now, from one search to the next: what was read of segments that are still there is kept."""

from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt

from directory.search.matching import Reading
from directory.search.segments import Cache, Segment, Source

CACHE_BYTES = 256 * 1024 * 1024
# A segment's id, the numbers of its documents that are deleted, and how to open it if it was not read before.
Part = tuple[str, npt.ArrayLike, Callable[[], Source]]


class Readings:
    def __init__(self) -> None:
        self._cache = Cache(CACHE_BYTES)
        self._segments: dict[str, Segment] = {}
        self.latest: Reading | None = None

    def read(self, build: str, generation: int, parts: Iterable[Part]) -> Reading:
        segments, live = [], []
        for name, deleted, source in parts:
            segment = self._segments.get(name) or Segment(source(), self._cache)
            lives = np.ones(segment.size, np.bool_)
            lives[np.asarray(deleted, np.intp)] = False
            segments.append(segment)
            live.append(lives)
        self._segments = {segment.id: segment for segment in segments}
        self.latest = Reading(build, generation, tuple(segments), tuple(live))
        return self.latest
