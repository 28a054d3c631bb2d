"""Where a referral is laid: nothing is refused in a flood, and what looks like a machine's is looked at apart."""

from enum import StrEnum


class Tray(StrEnum):
    """`CHECK` may well be genuine: sent too fast for a person, or one of too many. `QUARANTINE` filled in the trap."""

    MAIN = "main"
    CHECK = "check"
    QUARANTINE = "quarantine"


UNSORTED = frozenset({Tray.CHECK, Tray.QUARANTINE})
