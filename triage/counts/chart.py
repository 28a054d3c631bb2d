"""Counts as bars, to draw as wide as there is room."""

from collections.abc import Mapping
from dataclasses import dataclass

ROW = 44
# Of the whole width: the count stands beside the bar.
LONGEST_BAR = 75


@dataclass(frozen=True)
class Bar:
    """`top` is where its row begins, in pixels; `width` is in hundredths of the chart's. `count` is None, and the bar
    has no width, where it may not be shown."""

    label: str
    count: int | None
    top: int
    width: int


@dataclass(frozen=True)
class Chart:
    bars: tuple[Bar, ...]
    height: int


def chart(counts: Mapping[str, int | None]) -> Chart:
    """A bar for each label, in their order; the longest is of the greatest count."""
    most = max((count or 0 for count in counts.values()), default=0) or 1
    bars = tuple(
        Bar(label, count, row * ROW, round(LONGEST_BAR * (count or 0) / most))
        for row, (label, count) in enumerate(counts.items())
    )
    return Chart(bars, len(bars) * ROW)
