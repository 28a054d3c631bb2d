"""What a spreadsheet says of each listing.

Rows with the same reference are one listing, and each of them that has a weekday is a session of it. What such rows say
of the listing itself has to be the same, or empty in all but one. A column that is not there says nothing; an empty
cell says that there is nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from directory.spreadsheets.cells import (
    EMPTY,
    EXPECTED,
    ONLINE,
    READERS,
    SEPARATOR,
    SHORTENED_BY_EXCEL,
    items,
    one_line,
    several_lines,
)
from directory.spreadsheets.columns import HIDDEN, OF_A_SESSION, REFERENCE, WHEN, WHERE, Header, is_text
from directory.spreadsheets.remarks import Remark
from directory.spreadsheets.table import Row, Table

MADE_A_DATE = re.compile(r"\d{1,2}-[A-Za-z]{3}(-\d+)?|[A-Za-z]{3}-\d{2}|\d{1,2}/\d{1,2}/\d{2,4}")
PERHAPS_A_DATE = "“{}” looks like a date that Excel made of it. If so, format the column as text and type it again."
ZERO_DROPPED = re.compile(r"[1-9]\d{9}")
PERHAPS_NO_ZERO = "“{}” may have lost its first 0. If so, format the column as text and type it again."
ONE_LISTING = "Rows of one reference are one listing: keep what is right, and empty the other cell."
NEEDS_ALL_THREE = "A session needs a weekday, a start and an end; this is empty."


@dataclass(frozen=True)
class When:
    weekday: int
    starts: time
    ends: time


@dataclass(frozen=True)
class Where:
    """`hidden` is None where nobody says. Empty where it is online, or not known."""

    venue: str = ""
    address: str = ""
    postcode: str = ""
    online: bool = False
    hidden: bool | None = None

    def __bool__(self) -> bool:
        return self.cells_filled > 0

    @property
    def cells_filled(self) -> int:
        return sum(map(bool, (self.venue, self.address, self.postcode)))


@dataclass(frozen=True)
class SessionDraft:
    line: int
    when: When
    where: Where


@dataclass
class Draft:
    """`facts` are the values of its columns: those that READERS make, words, or a list of words for categories; `lines`
    are where they stand. `sessions` is None where the file has no columns for them."""

    reference: str
    line: int
    facts: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    sessions: list[SessionDraft] | None = None


@dataclass
class Reading:
    header: Header
    excel_rows: Mapping[int, int]
    drafts: list[Draft] = field(default_factory=list)
    faults: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)

    def fault(self, line: int, column: str, what: str) -> None:
        self.faults.append(Remark(line, self.header.label(column), what))

    def note(self, line: int, column: str, what: str) -> None:
        self.notes.append(Remark(line, self.header.label(column), what))


def read_drafts(table: Table) -> Reading:
    """In the order of the references' first lines. All faults, not only the first."""
    reading = Reading(table.header, table.excel_rows, faults=list(table.faults), notes=list(table.notes))
    for reference, rows in _by_reference(table, reading).items():
        cells, lines = _combined(rows, reading)
        draft = Draft(reference, rows[0].line, _facts(cells, lines, reading), lines)
        if WHEN[0] in table.header.known:
            draft.sessions = [one for row in rows for one in _sessions(row, reading)]
        _suspect_excel(draft, reading)
        reading.drafts.append(draft)
    return reading


def _suspect_excel(draft: Draft, reading: Reading) -> None:
    """Of what it may have changed, and may not."""
    phone = draft.facts.get("phone", "")
    if MADE_A_DATE.fullmatch(draft.reference):
        reading.note(draft.line, REFERENCE, PERHAPS_A_DATE.format(draft.reference))
    if ZERO_DROPPED.fullmatch(phone):
        reading.note(draft.lines["phone"], "phone", PERHAPS_NO_ZERO.format(phone))


def _by_reference(table: Table, reading: Reading) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {}
    for row in table.rows:
        reference = row.cells[REFERENCE]
        if SHORTENED_BY_EXCEL.fullmatch(reference):
            reading.fault(row.line, REFERENCE, f"Excel shortened “{reference}”. Format the column as text.")
        elif reference:
            rows.setdefault(reference, []).append(row)
        else:
            reading.fault(row.line, REFERENCE, "Every row needs the reference of its listing.")
    return rows


def _combined(rows: Sequence[Row], reading: Reading) -> tuple[dict[str, str], dict[str, int]]:
    """The cells that are the listing's own, out of whichever row has them, and their lines."""
    cells: dict[str, str] = {}
    lines: dict[str, int] = {}
    for row in rows:
        for key, cell in row.cells.items():
            if key in OF_A_SESSION or key == REFERENCE:
                continue
            if cell and cells.get(key) and cells[key] != cell:
                what = f"“{_short(cell)}” here, but “{_short(cells[key])}” in line {lines[key]}. {ONE_LISTING}"
                reading.fault(row.line, key, what)
            elif cell or key not in cells:
                cells[key], lines[key] = cell, row.line
    return cells, lines


def _facts(cells: Mapping[str, str], lines: Mapping[str, int], reading: Reading) -> dict[str, Any]:
    facts = {}
    for key, cell in cells.items():
        try:
            facts[key] = _value(key, cell)
        except ValueError:
            _say_no_value(lines[key], key, cell, reading)
    return facts


def _value(key: str, cell: str) -> Any:
    if key in READERS:
        return READERS[key](cell) if cell else EMPTY.get(key)
    if key == "categories":
        return items(cell)
    return several_lines(cell) if is_text(key) and key.startswith("description") else one_line(cell)


def _sessions(row: Row, reading: Reading) -> Iterator[SessionDraft]:
    """Mostly one. Lists of weekdays, starts and ends are read side by side; a single time counts for all weekdays."""
    cells = {key: _each(row.cells[key]) for key in WHEN}
    where = _where(row, reading)
    if not any(cells.values()):
        if where:
            reading.note(row.line, "", "The place was not kept: it needs weekday, start and end.")
        return
    count = max(map(len, cells.values()))
    if wrong := [key for key in WHEN if len(cells[key]) not in (1, count)]:
        given = len(cells[wrong[0]])
        what = f"{given} here, where another cell of the row has {count}." if given else NEEDS_ALL_THREE
        reading.fault(row.line, wrong[0], what)
        return
    for number in range(count):
        at = {key: values[number if len(values) > 1 else 0] for key, values in cells.items()}
        when = _read(row.line, at, reading)
        if len(when) == len(WHEN) and where is not None:
            yield SessionDraft(row.line, When(*(when[key] for key in WHEN)), where)


def _where(row: Row, reading: Reading) -> Where | None:
    """ "online" stands where a venue would, or after it. None where something was wrong."""
    venue, address, postcode = (row.cells.get(key, "") for key in WHERE)
    name, _, last = one_line(venue).rpartition(SEPARATOR)
    online = last.strip().casefold() == ONLINE
    said = {key: row.cells[key] for key in ("postcode", HIDDEN) if row.cells.get(key)}
    read = _read(row.line, said, reading)
    if len(read) < len(said):
        return None
    return Where(
        venue=name.strip() if online else one_line(venue),
        address=one_line(address),
        postcode=read.get("postcode", ""),
        online=online,
        hidden=read.get(HIDDEN),
    )


def _read(line: int, cells: Mapping[str, str], reading: Reading) -> dict[str, Any]:
    read = {}
    for key, cell in cells.items():
        try:
            read[key] = READERS[key](cell)
        except ValueError:
            _say_no_value(line, key, cell, reading)
    return read


def _say_no_value(line: int, key: str, cell: str, reading: Reading) -> None:
    reading.fault(line, key, f"“{_short(cell)}” is not {EXPECTED[key]}.")


def _each(cell: str) -> list[str]:
    """Those of a list, also where two are the same."""
    return [item for item in map(one_line, cell.split(SEPARATOR)) if item]


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
