"""The tables of an index in a database, SQLite or PostgreSQL, and the one transaction of a writer."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db.utils import ConnectionHandler

import dj_database_url
import numpy as np
import numpy.typing as npt

# A term stands as bytes, so that every database has the same order for it.
SCHEMA = """
CREATE TABLE IF NOT EXISTS search_index (
    name varchar(100) PRIMARY KEY, version varchar(20) NOT NULL, generation bigint NOT NULL);
CREATE TABLE IF NOT EXISTS search_segment (
    id varchar(120) PRIMARY KEY, name varchar(100) NOT NULL, size integer NOT NULL, deleted {bytes} NOT NULL);
CREATE TABLE IF NOT EXISTS search_column (
    segment varchar(120), field varchar(30), content {bytes} NOT NULL, PRIMARY KEY (segment, field));
CREATE TABLE IF NOT EXISTS search_term (
    segment varchar(120), term {bytes}, field varchar(30), documents integer NOT NULL, numbers {bytes} NOT NULL,
    weights {bytes} NOT NULL, PRIMARY KEY (segment, term, field))
"""
SQLITE = {"OPTIONS": {"init_command": "PRAGMA journal_mode=WAL;", "transaction_mode": "IMMEDIATE", "timeout": 60}}


@dataclass(frozen=True)
class State:
    """`version` of the build, empty where there is none; `generation` grows with each write."""

    version: str
    generation: int


@dataclass(frozen=True)
class Row:
    """A segment, and the numbers of its documents that are deleted."""

    id: str
    size: int
    deleted: npt.NDArray[np.int64]


class Tables:
    """Of one index. Each thread has a connection of its own."""

    def __init__(self, address: str, name: str) -> None:
        database = dj_database_url.parse(address, conn_max_age=None)
        self._connections = ConnectionHandler(
            {"default": {**database, **(SQLITE if "sqlite" in database["ENGINE"] else {})}}
        )
        self._name = name
        self._make()

    def state(self) -> State:
        found = self.rows("SELECT version, generation FROM search_index WHERE name = %s", self._name)
        return next((State(*row) for row in found), State("", 0))

    def segments(self) -> list[Row]:
        found = self.rows("SELECT id, size, deleted FROM search_segment WHERE name = %s ORDER BY id", self._name)
        return [Row(name, size, np.frombuffer(deleted, np.int64)) for name, size, deleted in found]

    def check(self) -> None:
        """Ask for a new connection where the last one broke."""
        self._connection.close_if_unusable_or_obsolete()

    def close(self) -> None:
        self._connections.close_all()

    def rows(self, sql: str, *values: Any) -> list[tuple]:
        with self._connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All of it or nothing. The first statement locks the index's row; the database frees it where we die."""
        self.check()
        self._run("INSERT INTO search_index VALUES (%s, '', 0) ON CONFLICT DO NOTHING", self._name)
        self._connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        try:
            self._run("UPDATE search_index SET generation = generation + 1 WHERE name = %s", self._name)
            yield
            self._connection.commit()
        except BaseException:
            self._connection.rollback()
            raise
        finally:
            self._connection.set_autocommit(True)

    def mark_built(self, version: str) -> None:
        self._run("UPDATE search_index SET version = %s WHERE name = %s", version, self._name)

    def add(self, size: int, columns: Iterable[tuple[str, bytes]], terms: Iterable[tuple]) -> None:
        """A segment. `terms` are rows of the table, without the segment."""
        name = f"{self._name}-{self.state().generation:012}-{len(self.segments()):04}"
        self._run("INSERT INTO search_segment VALUES (%s, %s, %s, %s)", name, self._name, size, b"")
        self._many("INSERT INTO search_column VALUES (%s, %s, %s)", ((name, *one) for one in columns))
        self._many("INSERT INTO search_term VALUES (%s, %s, %s, %s, %s, %s)", ((name, *one) for one in terms))

    def delete(self, segment: Row, deleted: npt.NDArray[np.int64]) -> None:
        """Those documents, by their numbers in the segment, and no others; where that is all, the segment goes."""
        self._run("UPDATE search_segment SET deleted = %s WHERE id = %s", deleted.tobytes(), segment.id)
        if len(deleted) == segment.size:
            self.forget([segment])

    def forget(self, segments: Iterable[Row]) -> None:
        for segment in segments:
            self._run("DELETE FROM search_term WHERE segment = %s", segment.id)
            self._run("DELETE FROM search_column WHERE segment = %s", segment.id)
            self._run("DELETE FROM search_segment WHERE id = %s", segment.id)

    @property
    def _connection(self) -> Any:
        return self._connections["default"]

    def _make(self) -> None:
        existing = self._connection.introspection.table_names()
        if "search_term" not in existing:
            for statement in SCHEMA.format(bytes=self._connection.data_types["BinaryField"]).split(";"):
                self._run(statement)

    def _run(self, sql: str, *values: Any) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute(sql, values or None)

    def _many(self, sql: str, rows: Iterable[Sequence]) -> None:
        with self._connection.cursor() as cursor:
            cursor.executemany(sql, rows)
