"""The directory as a spreadsheet that can be imported again: everything that families find, by reference.

For staff alone: addresses that stay hidden are in it, marked in the column address_hidden.
"""

import csv
import io
from collections.abc import Iterator

from django.conf import settings

from directory.models import Category, Group, Listing, Session
from directory.spreadsheets import meetings
from directory.spreadsheets.categories import Categories, read_categories
from directory.spreadsheets.cells import SEPARATOR, with_apostrophe, written_time, written_weekday
from directory.spreadsheets.columns import OF_A_SESSION, REFERENCE, columns_in, label_of
from directory.spreadsheets.groups import Groups
from directory.spreadsheets.known import Known, known_listings
from directory.spreadsheets.values import Sorting, Writer, sorting_of, value_of
from directory.spreadsheets.venues import written_place

CHUNK = 500
BYTE_ORDER_MARK = "\ufeff"  # by which Excel knows UTF-8


def write_listings() -> Iterator[str]:
    """The text of the file, a line or more at a time: commas, CRLF, a row a session."""
    columns = columns_in([code for code, _name in settings.LANGUAGES])
    line = io.StringIO()
    rows = csv.writer(line, lineterminator="\r\n")
    rows.writerow([label_of(column) for column in columns])
    yield BYTE_ORDER_MARK + _taken(line)
    for cells in _rows(columns):
        rows.writerow([with_apostrophe(cells.get(column, "")) for column in columns])
        yield _taken(line)


def _taken(line: io.StringIO) -> str:
    text = line.getvalue()
    line.seek(0)
    line.truncate()
    return text


def _rows(columns: list[str]) -> Iterator[dict[str, str]]:
    """Ordered here, since databases order letters in their own ways. A listing may be gone before its turn."""
    own = [column for column in columns if column not in (REFERENCE, "categories", *OF_A_SESSION)]
    by_key = Category.objects.in_bulk()
    categories = read_categories()
    writer = Writer(Groups(Group.objects.all()), categories)
    references = sorted(Listing.objects.listed().values_list("reference", flat=True))
    for first in range(0, len(references), CHUNK):
        part = references[first : first + CHUNK]
        known = known_listings(part, by_key)
        for listing in filter(None, map(known.listings.get, part)):
            cells = {column: writer.written(column, value_of(listing, column)) for column in own}
            cells["categories"] = writer.written("categories", _sorting(listing, known, categories))
            yield from _with_sessions(listing.reference, cells, known.sessions[listing.pk])


def _sorting(listing: Listing, known: Known, categories: Categories) -> Sorting:
    """With those of its other words that have become a category since."""
    sorting = sorting_of(listing, known.categories[listing.pk])
    found, left = categories.sorted_out(sorting.other_words)
    return Sorting(tuple(dict.fromkeys([*sorting.categories, *found])), tuple(left))


def _with_sessions(reference: str, cells: dict[str, str], sessions: list[Session]) -> Iterator[dict[str, str]]:
    """What is the listing's own stands in its first row alone."""
    rows = [_session(one) for one in meetings.in_order(sessions)] or [{}]
    for number, row in enumerate(rows):
        yield {REFERENCE: reference, **row, **(cells if number == 0 else {})}


def _session(session: Session) -> dict[str, str]:
    venue, address, postcode = written_place(session.venue) if session.venue else ("", "", "")
    return {
        "venue": SEPARATOR.join(filter(None, (venue, "online" if session.online else ""))),
        "address": address,
        "postcode": postcode,
        "weekday": written_weekday(session.weekday),
        "start": written_time(session.starts),
        "end": written_time(session.ends),
        "address_hidden": "yes" if session.venue and session.venue.address_hidden else "",
    }
