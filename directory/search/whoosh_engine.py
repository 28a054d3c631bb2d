"""The index in a folder: Whoosh keeps its files, and searches run over arrays that are read from them.

The folder holds a folder for each build and a link, `current`, to the one that is read. A rebuild moves the link, so
that readers see the old index or the new one, never half of one.
"""

import fcntl
import os
import shutil
import threading
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from pathlib import Path

from whoosh import index

from directory.search import array_codec, whoosh_files
from directory.search.answering import answer
from directory.search.engine import Document, IndexMissing, Results, SearchQuery
from directory.search.matching import Reading
from directory.search.readings import Readings
from directory.search.records import DOCUMENTS_AT_ONCE, VERSION
from directory.search.whoosh_files import WhooshSource

ATTEMPTS = 5


class WhooshEngine:
    """See SearchEngine. One writer at a time, over all processes; threads of a process take turns to read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._turn = threading.Lock()
        self._readings = Readings()
        self._index: index.FileIndex | None = None

    def rebuild(self, documents: Iterable[Document], *, only_if_missing: bool = False) -> None:
        with self._writing():
            if only_if_missing and self._current():
                return
            build = self._build(documents)
            previous = self._current()
            self._point_to(build)
            self._remove_builds_but({build, previous})

    def update(self, documents: Iterable[Document], *, remove: Iterable[int] = ()) -> None:
        with self._writing():
            current = self._current()
            if current is None:
                return  # There will be a build of everything.
            documents = list(documents)
            with array_codec.writing(index.open_dir(current), mergetype=whoosh_files.merge_small) as writer:
                whoosh_files.remove(writer, [*remove, *(document.key for document in documents)])
                whoosh_files.add(writer, documents)

    def search(self, query: SearchQuery) -> Results:
        with self._turn:
            reading = self._open()
        return answer(reading, query)

    def _open(self) -> Reading:
        build, reading = self._linked(), self._readings.latest
        if reading and self._index and build and reading.build == build.name:
            if self._index.latest_generation() == reading.generation:
                return reading
        elif build is None or not self._current():
            raise IndexMissing(self._folder)
        self._index = index.open_dir(build)
        return self._read(build.name, self._index, ATTEMPTS)

    def _read(self, build: str, files: index.FileIndex, attempts: int) -> Reading:
        """Again where a writer has merged a segment away before it could be opened."""
        state = index.TOC.read(files.storage, files.indexname)
        parts = [
            (one.segment_id(), list(one.deleted_docs()), partial(WhooshSource, files.storage, state.schema, one))
            for one in state.segments
        ]
        try:
            return self._readings.read(build, state.generation, parts)
        except FileNotFoundError:
            if attempts == 1:
                raise
            return self._read(build, files, attempts - 1)

    def _current(self) -> Path | None:
        build = self._linked()
        return build if build and build.name.startswith(f"{VERSION}-") and index.exists_in(build) else None

    def _linked(self) -> Path | None:
        try:
            return self._folder / (self._folder / "current").readlink()
        except OSError:
            return None

    def _build(self, documents: Iterable[Document]) -> Path:
        build = self._folder / f"{VERSION}-{uuid.uuid4().hex}"
        build.mkdir()
        try:
            made = index.create_in(build, whoosh_files.schema())
            rest = iter(documents)
            for first in rest:
                with array_codec.writing(made, merge=False) as writer:
                    whoosh_files.add(writer, chain([first], islice(rest, DOCUMENTS_AT_ONCE - 1)))
        except BaseException:
            shutil.rmtree(build, ignore_errors=True)
            raise
        return build

    def _point_to(self, build: Path) -> None:
        new_link = self._folder / f"link-{build.name}"
        new_link.symlink_to(build.name)
        new_link.replace(self._folder / "current")

    def _remove_builds_but(self, kept: set[Path | None]) -> None:
        """The build before the last is kept: another process may be opening it."""
        for folder in self._folder.glob(f"*-{32 * '?'}"):
            if not folder.is_symlink() and folder not in kept:
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the right to write. The system takes the lock back from a process that dies."""
        self._folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._folder / "write.lock", os.O_CREAT | os.O_RDWR, 0o666)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)
