"""Which documents change and are not indexed yet: a note of each change in a folder, from before it is committed until
the index has it, so that a process that dies in between loses nothing."""

import threading
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

# Whoever changed something has indexed it by then, or died, or did not commit: to index it again changes nothing.
GIVEN_UP_AFTER = timedelta(minutes=1)


@dataclass
class Change:
    """What a thread changed and has not indexed yet, and where that is written down."""

    name: str = field(default_factory=lambda: uuid.uuid4().hex)
    keys: set[int] = field(default_factory=set)


class _Changes(threading.local):
    def __init__(self) -> None:
        self.of: defaultdict[Path, Change] = defaultdict(Change)


_waiting = _Changes()


def note(folder: Path, keys: Iterable[int]) -> None:
    """Add to this thread's change. Raises OSError where it cannot be written down; it is remembered all the same."""
    change = _waiting.of[folder]
    change.keys.update(keys)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / change.name).open("a", encoding="ascii") as file:
        file.write(" ".join(["", *map(str, keys)]))


def taken(folder: Path) -> Change:
    """This thread's change, which is another's business from now on."""
    return _waiting.of.pop(folder, Change())


def done(folder: Path, name: str) -> None:
    (folder / name).unlink(missing_ok=True)


def given_up(folder: Path, now: datetime) -> Iterator[Change]:
    """The changes that nobody comes back to. Nobody else is given them, until they are given up again."""
    latest = (now - GIVEN_UP_AFTER).timestamp()
    for path in folder.iterdir() if folder.is_dir() else ():
        with suppress(FileNotFoundError):  # another process has just indexed it
            if path.stat().st_mtime < latest:
                path.touch()
                yield Change(path.name, {int(key) for key in path.read_text(encoding="ascii").split()})
