"""A CSV file as rows of named cells, whichever program wrote it."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from directory.spreadsheets.cells import without_apostrophe
from directory.spreadsheets.columns import ENGLISH, Header, check_header, is_text, read_header
from directory.spreadsheets.decoding import SAVE_AS, Decoded, decoded
from directory.spreadsheets.remarks import Refused, Remark

SEPARATORS = (",", ";", "\t")
EXCELS_SEPARATOR = re.compile(r"sep=([,;|\t])(?:\r\n|\r|\n)", re.IGNORECASE)
GUESSED = (
    "The file does not say which characters it uses, and they are not UTF-8. It was read as Windows-1252, which is a "
    f"guess: look at its accents, apostrophes and pound signs. {SAVE_AS}"
)
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
LETTERS_LOST = re.compile(r"\?{3,}")


@dataclass(frozen=True)
class Row:
    """`line` is the first of its lines. `cells` are by column, without the spaces around them."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """`excel_rows` has the lines that are a row of another number in Excel, where a cell of several lines is one."""

    header: Header
    rows: tuple[Row, ...]
    faults: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()
    excel_rows: Mapping[int, int] = field(default_factory=dict)


def read_table(data: bytes, languages: Sequence[str]) -> Table:
    """Raises Refused for a file that cannot be cut into rows; what is wrong in a row is one of `faults`."""
    found = decoded(data)
    separator, text, skipped = _separator(found.text, languages)
    records = _records(text, separator, skipped)
    line, _number, cells = next(records, (0, 0, []))
    header = read_header(cells, languages)
    check_header(header, line)
    rows: list[Row] = []
    faults: list[Remark] = []
    excel_rows: dict[int, int] = {}
    for line, number, cells in records:
        if number != line:
            excel_rows[line] = number
        if len(cells) < len(header.keys) or any(cells[len(header.keys) :]):
            faults.append(Remark(line, "", f"{len(cells)} cells, where the header has {len(header.keys)}."))
            continue
        rows.append(_row(line, cells, header))
        faults += _lost_letters(rows[-1], header, found)
    return Table(header, tuple(rows), tuple(faults), tuple(_notes(header, found)), excel_rows)


def _separator(text: str, languages: Sequence[str]) -> tuple[str, str, int]:
    """What stands between cells; the text without a line that only says so; how many lines that was."""
    if named := EXCELS_SEPARATOR.match(text):
        return named[1], text[named.end() :], 1
    first = re.match(r"[^\r\n]*", text.lstrip("\r\n"))
    line = first[0] if first else ""
    known = {separator: len(_header_of(line, separator, languages).known) for separator in SEPARATORS}
    return max(SEPARATORS, key=lambda separator: known[separator]), text, 0


def _header_of(line: str, separator: str, languages: Sequence[str]) -> Header:
    return read_header(next(csv.reader([line], delimiter=separator), []), languages)


def _records(text: str, separator: str, skipped: int) -> Iterator[tuple[int, int, list[str]]]:
    """Each row that is not empty, with its line and its number among all rows."""
    lines = (line[0] for line in LINE.finditer(text))
    reader = csv.reader(lines, delimiter=separator, strict=True)
    line = 1
    try:
        for number, cells in enumerate(reader, start=1):
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield line + skipped, number, stripped
            line = reader.line_num + 1
    except csv.Error as error:
        what = "a quotation mark is opened and not closed, or stands where none can be"
        if "limit" in str(error):
            what = f"a cell has more than {csv.field_size_limit():,} characters; is a quotation mark not closed?"
        raise Refused(f"The rows cannot be told apart from here: {what}.", line + skipped) from error


def _row(line: int, cells: Sequence[str], header: Header) -> Row:
    named = zip(header.keys, cells, strict=False)
    return Row(line, {key: re.sub(r"\r\n?", "\n", without_apostrophe(cell)) for key, cell in named if key})


def _lost_letters(row: Row, header: Header, found: Decoded) -> Iterator[Remark]:
    """Words in other scripts that no longer say what was typed: a fault, since nobody would see it in time."""
    for key, cell in row.cells.items():
        if not is_text(key) or key.endswith(f"_{ENGLISH}"):
            continue
        if LETTERS_LOST.search(cell):
            what = f"Its letters were lost: only question marks are left. {SAVE_AS}"
            yield Remark(row.line, header.label(key), what)
        elif found.guessed and not cell.isascii():
            what = f"The file is not UTF-8, so these letters cannot be told for certain. {SAVE_AS}"
            yield Remark(row.line, header.label(key), what)


def _notes(header: Header, found: Decoded) -> Iterator[Remark]:
    if found.guessed:
        yield Remark(0, "", GUESSED)
    for label in header.unknown:
        yield Remark(0, label, "This column is not one of ours, and was not read.")
