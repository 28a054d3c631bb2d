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
def cluster(of: Path | None = None) -> Iterator[str]:
    """Of a database "portal" that belongs to OWNER: its address without the name of the account.

    An empty one, or what `save` wrote into the folder `of`.
    """
    folder = Path(tempfile.mkdtemp(prefix="portal-postgresql-"))
    shutil.chown(folder, ACCOUNT)
    data, port = folder / "data", _free_port()
    if of:
        shutil.copytree(of, data, symlinks=True)
        _own(data)
    else:
        _run(programs() / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    _control(data, "-o", options, "start")
    try:
        if not of:
            with psycopg.connect(f"postgres://postgres@127.0.0.1:{port}/postgres", autocommit=True) as connection:
                connection.execute(f"CREATE ROLE {OWNER} LOGIN CREATEROLE CREATEDB")
                connection.execute(f"CREATE DATABASE portal OWNER {OWNER}")
        yield f"127.0.0.1:{port}/portal"
    finally:
        _control(data, "-m", "immediate", "stop")
        shutil.rmtree(folder)


def _own(data: Path) -> None:
    for path in (data, *data.rglob("*")):
        shutil.chown(path, ACCOUNT)
    data.chmod(0o700)


def save(address: str, to: Path) -> None:
    """Write the cluster of an address into a folder that is not there yet."""
    data = _data(address)
    _control(data, "-m", "fast", "stop")
    shutil.copytree(data, to, symlinks=True)
    _control(data, "restart")


def crash(address: str) -> None:
    """Stop the server of a cluster's address at once, as a power cut would for it, and start it again."""
    _control(_data(address), "-m", "immediate", "restart")


def _data(address: str) -> Path:
    with psycopg.connect(f"postgres://postgres@{address}") as connection:
        return Path(connection.execute("SHOW data_directory").fetchone()[0])


def _control(data: Path, *what: str) -> None:
    _run(programs() / "pg_ctl", "-D", data, "-w", "-t", "120", "-l", data.parent / "log", *what)


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
