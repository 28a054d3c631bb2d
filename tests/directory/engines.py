"""The engines that are tested by the same tests, each with a place of its own."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from directory.search.database_engine import DatabaseEngine
from directory.search.engine import SearchEngine
from directory.search.whoosh_engine import WhooshEngine

KINDS = ("whoosh", "database")
# The address of an empty PostgreSQL database, to test that instead of SQLite.
ADDRESS = os.environ.get("PORTAL_TEST_SEARCH_DATABASE_URL")


def engine_in(kind: str, folder: Path) -> SearchEngine:
    folder.parent.mkdir(parents=True, exist_ok=True)
    if kind == "whoosh":
        return WhooshEngine(folder)
    name = hashlib.sha256(str(folder).encode()).hexdigest()[:20]
    return DatabaseEngine(ADDRESS or f"sqlite:///{folder}.sqlite3", name)


@contextmanager
def opened(kind: str, folder: Path, blocker: Any) -> Iterator[SearchEngine]:
    """An engine that may ask its database, which tests without one may not."""
    with blocker.unblock():
        engine = engine_in(kind, folder)
        yield engine
        if isinstance(engine, DatabaseEngine):
            engine.close()
