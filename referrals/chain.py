"""A record whose entries are bound to each other: each carries a hash over itself and over the hash of the one before.

Whoever changes, takes out, puts in or swaps entries breaks the chain, or has to write everything after them anew. Then
the anchors differ: numbers and hashes that were written down elsewhere while all was well.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

START = "0" * 64


@dataclass(frozen=True)
class Link:
    """An entry as it is hashed. Numbers run from 1 without a gap; `at` knows its zone."""

    number: int
    referral: str | None
    actor: int | None
    verb: str
    at: datetime
    detail: str


def hash_of(link: Link, before: str) -> str:
    """64 hexadecimal digits; `before` is the hash of the entry before, or START."""
    fields = {**asdict(link), "at": link.at.astimezone(UTC).isoformat(timespec="microseconds"), "before": before}
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


def breaks(entries: Iterable[tuple[Link, str]], anchors: Mapping[int, str]) -> Iterator[str]:
    """What is wrong with entries and their hashes, in order of their numbers; nothing where all is well."""
    last, before = 0, START
    for link, stored in entries:
        if link.number != last + 1:
            yield f"Missing: {_named(last + 1, link.number - 1)}."
        elif stored != hash_of(link, before):
            yield f"Entry {link.number} was changed, or does not follow the one before it."
        if anchors.get(link.number, stored) != stored:
            yield f"Entry {link.number} is not the one that was written down as number {link.number}."
        last, before = link.number, stored
    if anchors and max(anchors) > last:
        yield f"Missing at the end: {_named(last + 1, max(anchors))}."


def _named(first: int, last: int) -> str:
    return f"entry {first}" if first == last else f"entries {first} to {last}"
