"""A real PostgreSQL for a test: a cluster of its own, in a folder of its own, that is gone afterwards.

`python -m tests.postgresql COMMAND…` runs a command, such as all tests, on one.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

OWNER = "portal_owner"
# The server refuses to run as root.
ACCOUNT = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name


def programs() -> Path:
    """The newest version that is installed; a test that needs it is skipped where there is none, and says so."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        pytest.skip("PostgreSQL is not installed: `make test` installs it with apt")
    return found[-1].parent


@contextmanager
def cluster() -> Iterator[str]:
    """Of a database "portal" that belongs to OWNER: its address without the name of the account."""
    bin_, folder = programs(), Path(tempfile.mkdtemp(prefix="portal-postgresql-"))
    shutil.chown(folder, ACCOUNT)
    data, port = folder / "data", _free_port()
    _run(bin_ / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    _run(bin_ / "pg_ctl", "-D", data, "-w", "-t", "120", "-l", folder / "log", "-o", options, "start")
    try:
        with psycopg.connect(f"postgres://postgres@127.0.0.1:{port}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE ROLE {OWNER} LOGIN CREATEROLE CREATEDB")
            connection.execute(f"CREATE DATABASE portal OWNER {OWNER}")
        yield f"127.0.0.1:{port}/portal"
    finally:
        _run(bin_ / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder)


def crash(address: str) -> None:
    """Stop the server of a cluster's address at once, as a power cut would for it, and start it again."""
    with psycopg.connect(f"postgres://postgres@{address}") as connection:
        data = connection.execute("SHOW data_directory").fetchone()[0]
    _run(programs() / "pg_ctl", "-D", data, "-m", "immediate", "-w", "-t", "120", "-l", f"{data}/../log", "restart")


def _run(*command: object) -> None:
    as_account = {"user": ACCOUNT} if os.getuid() == 0 else {}
    done = subprocess.run(
        [str(part) for part in command], cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        check=False, **as_account,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _run_on_one(command: list[str]) -> int:
    with cluster() as address:
        url = f"postgres://{OWNER}@{address}"
        environment = {**os.environ, "PORTAL_TEST_DATABASE_URL": url, "PORTAL_TEST_SEARCH_DATABASE_URL": url}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(_run_on_one(sys.argv[1:]))
