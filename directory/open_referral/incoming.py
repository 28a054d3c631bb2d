"""Services of another feed, as a file has them: one, a list, a page of a list, or one a line."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from directory.open_referral.parameters import UUID
from directory.open_referral.record import Record


class Unreadable(Exception):
    """The file has no services; the text says why, and where."""


@dataclass(frozen=True)
class Complaint:
    """`where` is the way to a field. A serious one keeps the whole file out; another tells what was left out."""

    where: str
    what: str
    serious: bool = True


def services_in(text: str) -> Iterator[Record]:
    """Raises Unreadable."""
    for number, found in enumerate(_documents(text), start=1):
        if not isinstance(found, dict):
            raise Unreadable(f"Record {number} is no object.")
        yield found


def identifier_of(record: Record) -> str | None:
    """As the ids of this feed are written; None where it is no UUID."""
    text = str(record.get("id", "")).lower()
    return text if UUID.fullmatch(text) else None


def _documents(text: str) -> list[Any]:
    try:
        whole = json.loads(text)
    except ValueError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2 or _is_cut_off(lines[0]):
            raise Unreadable(f"This is no JSON: {error}.") from error
        return [_line(number, line) for number, line in enumerate(lines, start=1)]
    if isinstance(whole, dict) and isinstance(whole.get("contents"), list):
        return whole["contents"]
    return whole if isinstance(whole, list) else [whole]


def _is_cut_off(line: str) -> bool:
    """Whether it is a part of a document rather than one."""
    try:
        json.loads(line)
    except ValueError:
        return True
    return False


def _line(number: int, line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise Unreadable(f"Line {number} is no JSON: {error}.") from error
