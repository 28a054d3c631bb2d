"""The groups that a family wants to keep together: their numbers, which stand in the address and nowhere else."""

import re
from dataclasses import dataclass

MOST_GROUPS = 20
NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)  # as many digits as every database takes


@dataclass(frozen=True)
class Shortlist:
    """`keys` are of listings, in the order in which they were chosen; `is_cut` where the address held more."""

    keys: tuple[int, ...] = ()
    is_cut: bool = False

    @classmethod
    def read(cls, text: str) -> "Shortlist":
        """The list written "12-57-103". What is no number is passed over."""
        written = [part for part in text.split("-") if NUMBER.fullmatch(part)]
        keys = tuple(dict.fromkeys(map(int, written)))
        return cls(keys[:MOST_GROUPS], is_cut=len(keys) > MOST_GROUPS)

    def __str__(self) -> str:
        return "-".join(map(str, self.keys))

    @property
    def is_full(self) -> bool:
        return len(self.keys) >= MOST_GROUPS

    def also(self, key: int) -> "Shortlist":
        return Shortlist((*self.keys, key))

    def without(self, key: int) -> "Shortlist":
        return Shortlist(tuple(kept for kept in self.keys if kept != key))
