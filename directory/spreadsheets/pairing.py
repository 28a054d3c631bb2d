"""Which sessions of a file are those that a listing has already, so that what the file cannot say of them stays: that
they meet every second week, their breaks, their address as a calendar."""

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from directory.spreadsheets.drafts import When

Had = TypeVar("Had")
Wanted = TypeVar("Wanted")
# What two sessions have in common, the surest first.
LIKENESSES: tuple[Callable[[When, Hashable], Hashable], ...] = (
    lambda when, place: (when, place),
    lambda when, place: when,
    lambda when, place: (when.weekday, when.starts),
    lambda when, place: (when.weekday, place),
    lambda when, place: when.weekday,
    lambda when, place: (when.starts, when.ends, place),
    lambda when, place: None,
)


def pairs(
    had: Sequence[Had],
    wanted: Sequence[Wanted],
    of_had: Callable[[Had], tuple[When, Hashable]],
    of_wanted: Callable[[Wanted], tuple[When, Hashable]],
) -> list[tuple[Had | None, Wanted | None]]:
    """Each of both once: with its like, or with None where it is new, or gone. In the order of `wanted`."""
    free = list(had)
    found: dict[int, Had] = {}
    for likeness in LIKENESSES:
        for number, one in enumerate(wanted):
            like = likeness(*of_wanted(one))
            if number not in found and (other := next((o for o in free if likeness(*of_had(o)) == like), None)):
                found[number] = other
                free.remove(other)
    return [(found.get(number), one) for number, one in enumerate(wanted)] + [(one, None) for one in free]
