"""Importing a published file of postcodes: all of it or nothing."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from places.postcode_files import CsvFile
from places.postcode_rows import Fault, LayoutError, Placed, read_rows
from places.postcode_table import replace_table

FAULTS_NAMED = 10


@dataclass(frozen=True)
class FaultyRow:
    file: str
    line: int
    fault: Fault


@dataclass
class Imported:
    """How many rows were kept, had no position, lay outside the limit, or were faulty; and the first faulty ones."""

    kept: int = 0
    unplaced: int = 0
    outside: int = 0
    faulty: int = 0
    first_faulty: list[FaultyRow] = field(default_factory=list)


class FaultyFile(ValueError):
    """Rows are faulty, and none were to be left out: `imported` says which."""

    def __init__(self, imported: Imported) -> None:
        super().__init__(imported.faulty)
        self.imported = imported


class UnknownFile(ValueError):
    """The file is neither Code-Point Open nor the ONS's directory."""

    def __init__(self, file: str, line: int) -> None:
        super().__init__(file, line)
        self.file, self.line = file, line


class NothingToKeep(ValueError):
    """No row is to be kept, so that the new table would be empty."""


def import_postcodes(
    *,
    files: Iterable[CsvFile],
    table: Path,
    limit: frozenset[str] = frozenset(),
    skip_faulty: bool = False,
    progress: Callable[[int], object] = lambda size: None,
) -> Imported:
    """Make the table anew. `limit` holds areas and outcodes ("LU", "SG5"); `progress` is told of bytes read.

    The table stays as it was on FaultyFile, UnknownFile, NothingToKeep and whatever reading raises.
    """
    imported = Imported()
    replace_table(table, _kept(_rows(files, progress), imported, limit, skip_faulty))
    return imported


def _kept(
    rows: Iterable[Placed | FaultyRow | None], imported: Imported, limit: frozenset[str], skip_faulty: bool
) -> Iterator[Placed]:
    for row in rows:
        if isinstance(row, FaultyRow):
            imported.faulty += 1
            imported.first_faulty += [row] if imported.faulty <= FAULTS_NAMED else []
        elif row is None:
            imported.unplaced += 1
        elif limit and not _within(row[0], limit):
            imported.outside += 1
        else:
            imported.kept += 1
            yield row
    if imported.faulty and not skip_faulty:
        raise FaultyFile(imported)
    if not imported.kept:
        raise NothingToKeep


def _rows(files: Iterable[CsvFile], progress: Callable[[int], object]) -> Iterator[Placed | FaultyRow | None]:
    for file in files:
        try:
            for line, row in read_rows(_told(file.lines(), progress)):
                yield FaultyRow(file.name, line, row) if isinstance(row, Fault) else row
        except LayoutError as error:
            raise UnknownFile(file.name, error.line) from error


def _told(lines: Iterable[str], progress: Callable[[int], object]) -> Iterator[str]:
    for line in lines:
        progress(len(line))
        yield line


def _within(postcode: str, limit: frozenset[str]) -> bool:
    outcode = postcode.partition(" ")[0]
    area = outcode[:2] if outcode[1].isalpha() else outcode[0]
    return outcode in limit or area in limit
