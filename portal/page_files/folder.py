"""Where page files lie.

    pages/current -> 2026-11-22.57-12.9f3a…                            a link, for a web server
    pages/2026-11-22.57-12.9f3a…/families.example.gov.uk/en/…/index.html     with .gz, .br and headers.json beside it

A folder holds what one release of the portal shows of one state of the database. Both are in its name, so that a page
of another state or release, whoever still makes it, lies where nobody looks.
"""

import gzip
import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from django.conf import settings

import brotli

BODY, HEADERS = "index.html", "headers.json"
ENCODINGS = {"br": ".br", "gzip": ".gz", "": ""}
CURRENT, GONE = "current", "gone-"
CODE = ("*.py", "*.html", "*.mo", "*.toml")
BROTLI_QUALITY = 11


@cache
def release() -> str:
    """Of the code and the variables that this process runs with."""
    digest = hashlib.sha256(repr(sorted(item for item in os.environ.items() if item[0].startswith("PORTAL_"))).encode())
    packages = [path.parent for path in settings.BASE_DIR.glob("*/__init__.py")]
    code = (path for folder in [*packages, *settings.LOCALE_PATHS] for kind in CODE for path in folder.rglob(kind))
    for path in sorted([*code, settings.STATIC_ROOT / "staticfiles.json"]):
        with suppress(FileNotFoundError):
            digest.update(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}\n".encode())
    return digest.hexdigest()[:12]


def folder_of(state: str) -> Path:
    return settings.PAGE_FILES_DIR / f"{state}.{release()}"


def read(folder: Path, page: str, encoding: str) -> tuple[dict[str, str], bytes] | None:
    """The headers of a page, and its body; None where it is not kept."""
    place = f"{folder}/{page}/"
    try:
        # Path.open would take a quarter of the time of the whole answer.
        with open(place + HEADERS, "rb") as headers, open(place + BODY + ENCODINGS[encoding], "rb") as body:  # noqa: PTH123
            return json.loads(headers.read()), body.read()
    except OSError:
        return None


def write(folder: Path, page: str, headers: dict[str, str], body: bytes) -> None:
    """A reader meets no half of a file. `index.html`, which a web server looks for, is the last."""
    place = folder / page
    place.mkdir(parents=True, exist_ok=True)
    for name, content in (
        (HEADERS, json.dumps(headers).encode()),
        (f"{BODY}.br", brotli.compress(body, quality=BROTLI_QUALITY)),
        (f"{BODY}.gz", gzip.compress(body, mtime=0)),
        (BODY, body),
    ):
        unfinished = place / f"{name}.{uuid.uuid4().hex}"
        unfinished.write_bytes(content)
        unfinished.replace(place / name)


def show(folder: Path) -> None:
    """Point web servers to it."""
    current = settings.PAGE_FILES_DIR / CURRENT
    if current.is_symlink() and current.readlink() == Path(folder.name) and folder.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    link = settings.PAGE_FILES_DIR / f".{uuid.uuid4().hex}"
    link.symlink_to(folder.name)
    link.replace(current)


def remove_all_but(state: str) -> None:
    """Remove what shows another state of the database."""
    for other in _names(settings.PAGE_FILES_DIR):
        if other.name != CURRENT and not other.name.startswith((f"{state}.", ".")):
            _remove(other)


def _remove(other: Path) -> None:
    """Out of the way at once, then gone. Who may not remove it leaves that to the families' process, in a moment."""
    gone = other if other.name.startswith(GONE) else other.with_name(f"{GONE}{uuid.uuid4().hex}")
    with suppress(OSError):
        other.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)


def _names(folder: Path) -> Iterator[Path]:
    with suppress(FileNotFoundError):
        yield from list(folder.iterdir())
