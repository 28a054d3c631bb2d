"""A list as the standard has it: cut into pages, or as one stream of lines."""

import json
from collections.abc import Iterator
from datetime import datetime
from math import ceil

from directory.open_referral.endpoints import Endpoint
from directory.open_referral.parameters import DEFAULT_SIZE, Asked
from directory.open_referral.publisher import Publisher
from directory.open_referral.record import Record

LINES_AT_ONCE = 500


def page(endpoint: Endpoint, asked: Asked, by: Publisher, now: datetime) -> Record:
    """A page in its envelope. It is short by each record whose place is kept empty. With `minimal`, and no size asked
    for, there is one page."""
    entries = endpoint.entries(asked, by, now)
    size = asked.get("per_page") or (max(1, len(entries)) if asked.get("minimal") else DEFAULT_SIZE)
    number, pages = asked.get("page", 1), ceil(len(entries) / size)
    shown = [entry for entry in entries[(number - 1) * size : number * size] if entry.shown]
    records = endpoint.records(shown, asked, by)
    return {
        "total_items": sum(entry.shown for entry in entries),
        "total_pages": pages,
        "page_number": number,
        "size": len(records),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not records,
        "contents": records,
    }


def lines(endpoint: Endpoint, asked: Asked, by: Publisher, now: datetime) -> Iterator[str]:
    """Every record, one a line."""
    return (f"{json.dumps(record, ensure_ascii=False)}\n" for record in every_record(endpoint, asked, by, now))


def every_record(endpoint: Endpoint, asked: Asked, by: Publisher, now: datetime) -> Iterator[Record]:
    """What answers is found at once, and Refused raised; records are read a few hundred at a time."""
    shown = [entry for entry in endpoint.entries(asked, by, now) if entry.shown]
    parts = (shown[first : first + LINES_AT_ONCE] for first in range(0, len(shown), LINES_AT_ONCE))
    return (record for part in parts for record in endpoint.records(part, asked, by))
