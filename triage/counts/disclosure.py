"""What of counts may be shown, so that no number tells of a few people, and none can be found by taking away."""

from collections.abc import Collection, Mapping
from itertools import groupby

FEWEST = 10
# A cell of a table: its row and its column.
Cell = tuple[str, str]


def large(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Counts of things that overlap: None in place of fewer than FEWEST."""
    return {key: count if count >= FEWEST else None for key, count in counts.items()}


def parts(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Counts that add up to a total which is known."""
    hidden = _hidden({("", key): count for key, count in counts.items()})
    return {key: None if ("", key) in hidden else count for key, count in counts.items()}


def table(counts: Mapping[Cell, int]) -> dict[Cell, int | None]:
    """Counts that add up to known totals, of each row and of each column."""
    hidden = _hidden(counts)
    return {cell: None if cell in hidden else count for cell, count in counts.items()}


def _hidden(counts: Mapping[Cell, int]) -> set[Cell]:
    """Small cells and, in a line whose hidden cells come to a few people together, the next smallest, until none is
    left whose cells the total gives away."""
    hidden = {cell for cell, count in counts.items() if count < FEWEST}
    while more := {cell for line in _lines(counts) if (cell := _next(line, counts, hidden))} - hidden:
        hidden |= more
    return hidden


def _lines(cells: Collection[Cell]) -> list[list[Cell]]:
    """The cells of each row and, of a table that has several rows, of each column."""
    rows = [list(line) for _row, line in groupby(sorted(cells), key=lambda cell: cell[0])]
    columns = [list(line) for _column, line in groupby(sorted(cells, key=_turned), key=lambda cell: cell[1])]
    return rows + columns if len(rows) > 1 else rows


def _next(line: list[Cell], counts: Mapping[Cell, int], hidden: set[Cell]) -> Cell | None:
    people = sum(counts[cell] for cell in line if cell in hidden)
    shown = [cell for cell in line if cell not in hidden]
    return min(shown, key=lambda cell: counts[cell], default=None) if 0 < people < FEWEST else None


def _turned(cell: Cell) -> Cell:
    return cell[1], cell[0]
