"""What a line of the two published files of postcodes says: Code-Point Open, and the ONS's directory (ONSPD, NSPL).

Code-Point Open has no header and ten columns; metres on the national grid. The ONS's files have a header whose names
change with each release; `pcds`, `lat` and `long` stay. A terminated postcode is kept: people still type it, and it
still says where they mean.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum

from places.distance import Point
from places.national_grid import point_of
from places.postcodes import WHOLE

CODE_POINT_COLUMNS = 10
NO_POSITION_QUALITY = "90"
NO_LATITUDE = 99  # the ONS writes 99.999999
POSTCODE_COLUMNS = ("pcds", "pcd", "pcd7", "pcd8", "postcode")
LATITUDE_COLUMNS = ("lat", "latitude")
LONGITUDE_COLUMNS = ("long", "longitude")
GRID = (range(700_001), range(1_300_001))
ISLES = ((49.0, 61.0), (-9.0, 2.1))  # degrees: the United Kingdom and its islands
# Of shapes that Royal Mail has since given up: NPT 0AA, W1M 0AA, GIR 0AA. Nobody can type them here.
GIVEN_UP = re.compile(r"[A-Z]{1,3}[0-9]{0,2}[A-Z]?[0-9][A-Z]{2}")

Placed = tuple[str, Point]
Reader = Callable[[Sequence[str]], Placed | None]


class Fault(StrEnum):
    COLUMNS = "columns"
    POSTCODE = "postcode"
    POSITION = "position"


class RowError(ValueError):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class LayoutError(ValueError):
    """The first line is of neither file; `line` is its number."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def read_rows(lines: Iterable[str]) -> Iterator[tuple[int, Placed | Fault | None]]:
    """Each row by the number of its line: a postcode and its point, None where the file gives none, or what is wrong.

    Raises LayoutError.
    """
    read: Reader | None = None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            fields = next(csv.reader((line,)))  # neither file has a line end inside a field
            if read is None:
                read = _reader_of(fields, number)
                if read is not _code_point:
                    continue
            yield number, read(fields)
        except RowError as error:
            yield number, error.fault
    if read is None:
        raise LayoutError(1)


def _reader_of(first: Sequence[str], number: int) -> Reader:
    if len(first) == CODE_POINT_COLUMNS and first[1].strip().isdecimal():
        return _code_point
    names = [name.strip().lower() for name in first]
    columns = [
        next((names.index(name) for name in known if name in names), None)
        for known in (POSTCODE_COLUMNS, LATITUDE_COLUMNS, LONGITUDE_COLUMNS)
    ]
    postcode, latitude, longitude = columns
    if postcode is None or latitude is None or longitude is None:
        raise LayoutError(number)
    return _with_header(len(names), postcode, latitude, longitude)


def _code_point(fields: Sequence[str]) -> Placed | None:
    if len(fields) != CODE_POINT_COLUMNS:
        raise RowError(Fault.COLUMNS)
    name = _postcode(fields[0])
    try:
        easting, northing = int(fields[2]), int(fields[3])
    except ValueError as error:
        raise RowError(Fault.POSITION) from error
    if name is None or fields[1] == NO_POSITION_QUALITY or (easting, northing) == (0, 0):
        return None
    if easting not in GRID[0] or northing not in GRID[1]:
        raise RowError(Fault.POSITION)
    return name, point_of(easting, northing)


def _with_header(width: int, postcode: int, latitude: int, longitude: int) -> Reader:
    """A reader of rows as wide as their header, with these columns."""

    def read(fields: Sequence[str]) -> Placed | None:
        if len(fields) != width:
            raise RowError(Fault.COLUMNS)
        name = _postcode(fields[postcode])
        if not fields[latitude].strip():
            return None
        try:
            point = Point(float(fields[latitude]), float(fields[longitude]))
        except ValueError as error:
            raise RowError(Fault.POSITION) from error
        if name is None or NO_LATITUDE <= point.latitude < NO_LATITUDE + 1:
            return None
        (south, north), (west, east) = ISLES
        if not (south <= point.latitude <= north and west <= point.longitude <= east):
            raise RowError(Fault.POSITION)
        return name, point

    return read


def _postcode(field: str) -> str | None:
    """ "LU4 8BW" of "LU4 8BW", "LU48BW" and "LU4  8BW". None for a shape that was given up. Raises RowError."""
    compact = field.replace(" ", "")
    if whole := WHOLE.fullmatch(compact):
        return f"{whole[1]} {whole[2]}"
    if GIVEN_UP.fullmatch(compact):
        return None
    raise RowError(Fault.POSTCODE)
