"""Counts as bars, to draw: plain numbers, in units of the drawing."""

from collections.abc import Mapping
from dataclasses import dataclass

WIDTH = 600
ROW = 44
LONGEST_BAR = 480


@dataclass(frozen=True)
class Bar:
    """`top` is where its row begins; `count` is None where it may not be shown, and the bar then has no width."""

    label: str
    count: int | None
    top: int
    width: int


@dataclass(frozen=True)
class Chart:
    bars: tuple[Bar, ...]
    height: int
    width: int = WIDTH


def chart(counts: Mapping[str, int | None]) -> Chart:
    """A bar for each label, in their order; the longest is of the greatest count."""
    most = max((count or 0 for count in counts.values()), default=0) or 1
    bars = tuple(
        Bar(label, count, row * ROW, round(LONGEST_BAR * (count or 0) / most))
        for row, (label, count) in enumerate(counts.items())
    )
    return Chart(bars, len(bars) * ROW)
