"""Services of another feed, as a file has them: one, a list, a page of a list, or one a line."""

import json
from collections.abc import Iterator
from typing import Any

from directory.open_referral.record import Record


class Unreadable(Exception):
    """The file has no services; the text says why, and where."""


def services_in(text: str) -> Iterator[Record]:
    """Raises Unreadable."""
    for number, found in enumerate(_documents(text), start=1):
        if not isinstance(found, dict):
            raise Unreadable(f"Record {number} is no object.")
        if not _can_be_written(found):
            raise Unreadable(f"Record {number} has a number or a letter that does not exist.")
        yield found


def _can_be_written(record: Record) -> bool:
    """Python reads NaN, half a letter and the character NUL; no database and no other program does."""
    try:
        return b"\\u0000" not in json.dumps(record, ensure_ascii=False, allow_nan=False).encode()
    except ValueError:
        return False


def _documents(text: str) -> list[Any]:
    try:
        whole = json.loads(text)
    except RecursionError as error:
        raise Unreadable("This is nested too deeply.") from error
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
