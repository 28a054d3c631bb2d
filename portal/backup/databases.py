"""The portal's database as one file, and back: SQLite by its online backup, PostgreSQL by pg_dump; as of one moment.

Sessions and unsent answers are in no backup: they end within the day, and the second are past opening without the
family's cookie.
"""

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.backends.postgresql.client import DatabaseClient

from referrals import audit

RECORD = audit.AuditEntry._meta.db_table
LEFT_OUT = ("django_session", "triage_draft")
# roles.sql makes these anew. A dump that holds them goes in only where its accounts are there before it.
NOT_RESTORED = re.compile(r"^\d+; \d+ \d+ (POLICY|ROW SECURITY|ACL|DEFAULT ACL) ")


class Failed(Exception):
    """A program of PostgreSQL did not do what was asked; says what it said."""


class NotEmpty(Exception):
    """There is a database already where one is to be restored."""


@dataclass(frozen=True)
class Contents:
    """`rows` by table; `record` is the number and the hash of the last entry of who read what, or empty."""

    rows: dict[str, int]
    record: list


def copy_to(path: Path) -> Contents:
    """Write the database into a new file; what is in there."""
    return _copy_postgresql(path) if connection.vendor == "postgresql" else _copy_sqlite(path)


def put_back(path: Path) -> None:
    """Fill an empty database. Raises NotEmpty or Failed."""
    if connection.introspection.table_names():
        raise NotEmpty
    if connection.vendor == "postgresql":
        _put_back_postgresql(path)
        return
    target = Path(connection.settings_dict["NAME"])
    connection.close()
    for beside in target.parent.glob(f"{target.name}-*"):  # SQLite's journal of the empty one
        beside.unlink()
    shutil.copyfile(path, target)


def contents(tables: Iterable[str]) -> Contents:
    """What the portal's database has in these tables."""
    with connection.cursor() as cursor:
        return _contents(cursor, tables)


def _copy_sqlite(path: Path) -> Contents:
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        copy.execute("PRAGMA secure_delete=ON")
        for table in LEFT_OUT:
            copy.execute(f'DELETE FROM "{table}"')
        copy.commit()
        return _contents(copy.cursor(), connection.introspection.table_names())


def _copy_postgresql(path: Path) -> Contents:
    """The rows are counted in the snapshot that is dumped, whatever is written meanwhile."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        left_out = [f"--exclude-table-data=*.{table}" for table in LEFT_OUT]
        _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={path}", *left_out)
        return _contents(cursor, connection.introspection.table_names(cursor))


def _put_back_postgresql(path: Path) -> None:
    listed = subprocess.run(["pg_restore", "--list", path], capture_output=True, text=True, check=True).stdout
    wanted = path.with_suffix(".list")
    wanted.write_text("\n".join(line for line in listed.splitlines() if not NOT_RESTORED.match(line)), encoding="utf-8")
    _run("pg_restore", "--no-owner", "--single-transaction", "--exit-on-error", f"--use-list={wanted}", path)


def _run(program: str, *arguments: str | Path) -> None:
    """The password goes by the environment, where other accounts do not see it."""
    (_, *address, name), password = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    where = [*address, "--dbname", name]
    environment = {**os.environ, **(password or {})}
    done = subprocess.run([program, *where, *arguments], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(done.stderr.strip()[-2000:])


def _contents(cursor: Any, tables: Iterable[str]) -> Contents:
    counted = sorted(set(tables) - set(LEFT_OUT))
    return Contents(
        {table: _first(cursor, f'SELECT count(*) FROM "{table}"')[0] for table in counted},
        list(_first(cursor, f'SELECT number, hash FROM "{RECORD}" ORDER BY number DESC LIMIT 1') or ()),
    )


def _first(cursor: Any, question: str) -> tuple:
    cursor.execute(question)
    return cursor.fetchone()
