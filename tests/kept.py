"""What takes long to make, kept for each state of what makes it: a copy takes no time."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT_IN = Path(os.environ.get("PORTAL_VAR", ROOT / "var")) / "tests"
APPS = ("content", "directory", "notices", "places", "portal", "referrals", "triage", "words")
# All that may change what the portal writes when it is filled.
PORTAL = (
    *(f"{app}/**/*.*" for app in APPS),
    "static/**/*.*",
    "locale/**/*.po",
    "requirements.txt",
)


def copy_of(name: str, made_of: Iterable[str], make: Callable[[Path], None], target: Path) -> None:
    """Put what `make` fills a folder with into `target`; it is made anew when a file that `made_of` matches changes."""
    KEPT_IN.mkdir(parents=True, exist_ok=True)
    with (KEPT_IN / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = KEPT_IN / name / _state(made_of)
        if not kept.exists():
            shutil.rmtree(kept.parent, ignore_errors=True)
            unfinished = kept.with_suffix(".unfinished")
            unfinished.mkdir(parents=True)
            make(unfinished)
            unfinished.rename(kept)
        shutil.copytree(kept, target, symlinks=True, dirs_exist_ok=True)


def _state(made_of: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for path in sorted(set(_files(made_of))):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _files(made_of: Iterable[str]) -> Iterator[Path]:
    for pattern in made_of:
        yield from (path for path in ROOT.glob(pattern) if path.suffix not in (".html", ".pyc") and path.is_file())
