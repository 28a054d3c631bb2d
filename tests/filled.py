"""The library, filled once for each state of what fills it: migrating and filling take a minute, a copy no time."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT_IN = Path(os.environ.get("PORTAL_VAR", ROOT / "var")) / "tests"
FILLED_BY = (
    "content/**/*.*",
    "words/**/*.py",
    "portal/languages.py",
    "portal/settings/*.py",
    "*/migrations/*.py",
    "requirements.txt",
)
FILL = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.utils.translation import activate
from content.seeding import seed_library
activate("en")
call_command("migrate", verbosity=0)
seed_library()
connection.cursor().execute("PRAGMA journal_mode=DELETE")
"""


def copy_filled_library(target: Path) -> None:
    """Put the database of a filled library, and its pictures, into a folder that may exist already."""
    KEPT_IN.mkdir(parents=True, exist_ok=True)
    with (KEPT_IN / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = KEPT_IN / _state()
        if not kept.exists():
            _fill(kept)
        shutil.copytree(kept, target, dirs_exist_ok=True)


def _state() -> str:
    digest = hashlib.sha256()
    for path in _files():
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _files() -> Iterator[Path]:
    for pattern in FILLED_BY:
        found = (path for path in ROOT.glob(pattern) if path.suffix not in (".html", ".pyc"))
        yield from sorted(path for path in found if ".venv" not in path.parts)


def _fill(kept: Path) -> None:
    for other in KEPT_IN.iterdir():
        if other.is_dir():
            shutil.rmtree(other)
    unfinished = kept.with_suffix(".unfinished")
    unfinished.mkdir()
    environment = {
        **os.environ,
        "PORTAL_VAR": str(unfinished),
        "DJANGO_SETTINGS_MODULE": "portal.settings.development",
    }
    subprocess.run([sys.executable, "-c", FILL], cwd=ROOT, env=environment, check=True)
    unfinished.rename(kept)
