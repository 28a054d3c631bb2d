"""The table of postcodes that was imported: one SQLite file, made beside the old one and put in its place whole.

It is no part of the portal's database: it is public data that is made anew from its file at any time, and the same for
SQLite and PostgreSQL. It holds the middle of each sector and outcode as well, so that a look-up is one indexed read.
"""

import os
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from places.distance import Point

# No journal: a file that was not finished is thrown away.
START = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE place (name TEXT PRIMARY KEY, latitude REAL NOT NULL, longitude REAL NOT NULL) WITHOUT ROWID;
"""
ADD = "INSERT OR REPLACE INTO place VALUES (?, ?, ?)"
MIDDLES = """
CREATE TEMP TABLE middle AS
    SELECT substr(name, 1, length(name) - 2) AS name, avg(latitude) AS latitude, avg(longitude) AS longitude
    FROM place GROUP BY 1
    UNION ALL
    SELECT substr(name, 1, instr(name, ' ') - 1), avg(latitude), avg(longitude) FROM place GROUP BY 1;
INSERT INTO place SELECT name, round(latitude, 5), round(longitude, 5) FROM middle;
"""


def replace_table(path: Path, rows: Iterable[tuple[str, Point]]) -> None:
    """Put a new table at the path, of whole postcodes as on an envelope. If `rows` raises, the old one stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f"{path.name}-", dir=path.parent) as folder:
        made = Path(folder) / path.name
        with closing(sqlite3.connect(made)) as connection:
            connection.executescript(START)
            connection.executemany(ADD, ((name, point.latitude, point.longitude) for name, point in rows))
            connection.executescript(MIDDLES)
            connection.commit()
        _keep_through_a_power_cut(made)
        made.replace(path)
    _keep_through_a_power_cut(path.parent)


def find(path: Path, names: Sequence[str]) -> dict[str, Point]:
    """Where those of the names lie that the table knows: none before an import. Raises sqlite3.DatabaseError."""
    if not names or not path.exists():
        return {}
    marks = ", ".join("?" for _ in names)
    # Immutable: the file is only ever replaced, so that nothing is locked.
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        rows = connection.execute(f"SELECT name, latitude, longitude FROM place WHERE name IN ({marks})", tuple(names))
        return {name: Point(latitude, longitude) for name, latitude, longitude in rows}


def _keep_through_a_power_cut(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
