"""An index of this installation: which engine, how it is asked, and what answers while it cannot be read."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from directory.search.engine import Document, IndexMissing, Results, SearchEngine, SearchQuery
from directory.search.scan import scan
from directory.search.whoosh_engine import WhooshEngine

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class KeptIndex:
    """The documents that `documents` reads from the database, indexed in the folder that a setting names."""

    setting: str
    documents: Callable[[], Iterable[Document]]

    def find(self, query: SearchQuery) -> Results:
        """What the index holds for a query. Where there is none it is built; where that fails, the database answers.

        A broken index is written to the log and never shown: a family is looking for something.
        """
        try:
            return self._search_or_build(query)
        except Exception:
            logger.exception(
                "The search index cannot be read. Run `manage.py build_index`. The database answers meanwhile."
            )
            return scan(self.documents(), query)

    def rebuild(self) -> None:
        """Index every document in place of all that was indexed."""
        self._engine().rebuild(self.documents())

    def update(self, documents: Iterable[Document], *, remove: Iterable[int]) -> None:
        self._engine().update(documents, remove=remove)

    def _search_or_build(self, query: SearchQuery) -> Results:
        try:
            return self._engine().search(query)
        except IndexMissing:
            logger.warning("There is no search index in %s. Building one.", self._folder())
            self._engine().rebuild(self.documents(), only_if_missing=True)
            return self._engine().search(query)

    def _engine(self) -> SearchEngine:
        return _engine_in(self._folder())

    def _folder(self) -> Path:
        return Path(getattr(settings, self.setting))


@cache
def _engine_in(folder: Path) -> WhooshEngine:
    return WhooshEngine(folder)
