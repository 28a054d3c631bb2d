"""An uploaded file until the officer says yes: out of the web's reach, under a name that nobody guesses, gone after.

It may hold hidden addresses. One that nobody came back to is deleted when the next officer comes.
"""

import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

NAME = re.compile(r"[0-9a-f]{32}")
KEPT_FOR = timedelta(hours=1)


def keep(chunks: Iterable[bytes]) -> str:
    """The name by which it is found again."""
    name = secrets.token_hex(16)
    folder = _folder()
    folder.mkdir(mode=0o700, exist_ok=True)
    path = _path(name)
    path.touch(mode=0o600, exist_ok=False)
    with path.open("wb") as file:
        file.writelines(chunks)
    return name


def read(name: str) -> bytes | None:
    """None where it is gone."""
    try:
        return _path(name).read_bytes()
    except FileNotFoundError:
        return None


def forget(name: str) -> None:
    _path(name).unlink(missing_ok=True)


def forget_old(now: datetime) -> None:
    before = (now - KEPT_FOR).timestamp()
    for path in _folder().glob("*.csv"):
        if path.stat().st_mtime < before:
            path.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.VAR_DIR) / "imports"


def _path(name: str) -> Path:
    if not NAME.fullmatch(name):
        raise ValueError(name)
    return _folder() / f"{name}.csv"
