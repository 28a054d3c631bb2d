"""The mark that each line of a pack carries of its translation as it was sent out: by it, what comes back tells what
the translator changed, and the words of the portal what somebody else changed meanwhile.

It stands in an extracted comment (`#.`), which PO editors show as a note and keep, and it goes wherever its line goes.
"""

import hashlib
import json
import re

import polib

from portal.packs.lines import Place

NOTE = re.compile(r"^as sent: ([0-9a-f]{16})$", re.MULTILINE)


def mark(place: Place, translations: tuple[str, ...]) -> str:
    """Of these words in this place, however their lines end: PO editors change that."""
    words = json.dumps([*place, *translations]).replace(r"\r\n", r"\n")
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def note(place: Place, translations: tuple[str, ...]) -> str:
    return f"as sent: {mark(place, translations)}"


def noted(entry: polib.POEntry) -> str:
    """The mark that an entry carries; empty where it has lost it."""
    found = NOTE.search(entry.comment)
    return found[1] if found else ""
