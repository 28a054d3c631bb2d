"""The index of this installation: which engine, how it is asked, and how it is kept true to the database."""

import logging
from collections.abc import Collection
from functools import cache
from pathlib import Path

from django.conf import settings

from directory.models import Listing
from directory.search.documents import documents
from directory.search.engine import IndexMissing, Results, SearchEngine, SearchQuery
from directory.search.scan import scan
from directory.search.whoosh_engine import WhooshEngine

logger = logging.getLogger(__name__)


def find(query: SearchQuery) -> Results:
    """What the index holds for a query. Where there is no index it is built; where that fails, the database answers.

    A broken index is written to the log and never shown: a family is looking for a group.
    """
    try:
        return _search_or_build(query)
    except Exception:
        logger.exception(
            "The search index cannot be read. Run `manage.py build_index`. The database answers meanwhile."
        )
        return scan(documents(Listing.objects.listed()), query)


def rebuild() -> int:
    """Index every listed listing in place of all that was indexed; how many there are."""
    _engine().rebuild(documents(Listing.objects.listed()))
    return Listing.objects.listed().count()


def refresh(keys: Collection[int]) -> None:
    """Make the index say of these listings what the database says: their words, or nothing if they are not listed."""
    listed = Listing.objects.listed().filter(pk__in=keys)
    _engine().update(documents(listed), remove=set(keys) - set(listed.values_list("pk", flat=True)))


def _search_or_build(query: SearchQuery) -> Results:
    try:
        return _engine().search(query)
    except IndexMissing:
        logger.warning("There is no search index in %s. Building one.", settings.SEARCH_INDEX_DIR)
        _engine().rebuild(documents(Listing.objects.listed()), only_if_missing=True)
        return _engine().search(query)


def _engine() -> SearchEngine:
    return _engine_in(Path(settings.SEARCH_INDEX_DIR))


@cache
def _engine_in(folder: Path) -> WhooshEngine:
    return WhooshEngine(folder)
