"""An index of this installation: which engine, how it is asked, and what answers while it cannot be read."""

import logging
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from directory.search import unfinished
from directory.search.database_engine import DatabaseEngine
from directory.search.engine import Document, IndexMissing, Results, SearchEngine, SearchQuery
from directory.search.scan import scan
from directory.search.whoosh_engine import WhooshEngine

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class KeptIndex:
    """What `documents` reads from the database, indexed in the folder that a setting names, or in the database that
    SEARCH_DATABASE_URL does: all that families may find, or of some keys those that they may find."""

    setting: str
    documents: Callable[[Collection[int] | None], Iterable[Document]]

    def find(self, query: SearchQuery) -> Results:
        """What the index holds for a query. Where there is none it is built; where that fails, the database answers.

        A broken index is written to the log and never shown: a family is looking for something.
        """
        self._finish_given_up()
        try:
            return self._search_or_build(query)
        except Exception:
            logger.exception(
                "The search index cannot be read. Run `manage.py build_index`. The database answers meanwhile."
            )
            return scan(self.documents(None), query)

    def rebuild(self, watched: Callable[[Iterable[Document]], Iterable[Document]] = iter) -> None:
        """Index every document in place of all that was indexed. `watched` sees them go by, and passes them on."""
        self._engine().rebuild(watched(self.documents(None)))

    def refresh(self, keys: Collection[int]) -> None:
        """Make the index say of these documents what the database says by now: their words, or nothing."""
        self._engine().update(self.documents(keys), remove=keys)

    def note_change(self, keys: Collection[int]) -> None:
        """Write down that these documents change; to be called before it is committed, and `refresh_changed` after."""
        try:
            unfinished.note(self._notes(), keys)
        except OSError:
            logger.exception("What is to be indexed cannot be written down.")

    def refresh_changed(self) -> None:
        """Refresh all that this thread changed, once. A change that cannot be indexed stays written down."""
        self._finish(unfinished.taken(self._notes()))

    def _finish_given_up(self) -> None:
        """What a process left undone, that died or could not write. What fails is tried again, and stops no search."""
        try:
            for change in unfinished.given_up(self._notes(), timezone.now()):
                logger.warning("A change of %s documents was not indexed; it is now.", len(change.keys))
                self._finish(change)
        except Exception:
            logger.exception("A change of some time ago cannot be indexed.")

    def _finish(self, change: unfinished.Change) -> None:
        if change.keys:
            self.refresh(change.keys)
        unfinished.done(self._notes(), change.name)

    def _notes(self) -> Path:
        return self._folder() / "unfinished"

    def _search_or_build(self, query: SearchQuery) -> Results:
        try:
            return self._engine().search(query)
        except IndexMissing:
            logger.warning("There is no search index in %s. Building one.", self._folder())
            self._engine().rebuild(self.documents(None), only_if_missing=True)
            return self._engine().search(query)

    def _engine(self) -> SearchEngine:
        return _engine_of(self.setting, self._folder(), settings.SEARCH_DATABASE_URL)

    def _folder(self) -> Path:
        return Path(getattr(settings, self.setting))


@cache
def _engine_of(name: str, folder: Path, address: str) -> SearchEngine:
    return DatabaseEngine(address, name) if address else WhooshEngine(folder)
