"""Which groups and pages a list holds: their numbers, which stand in the list's address and nowhere else."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

MOST = 10
NUMBER = re.compile(r"(p?)([0-9]{1,9})", re.ASCII)  # as many digits as every database takes


@dataclass(frozen=True)
class Choice:
    """Numbers of listings and of English library pages, in order, `MOST` together."""

    groups: tuple[int, ...] = ()
    pages: tuple[int, ...] = ()

    @classmethod
    def read(cls, text: str) -> "Choice":
        """The list written "12-57-p31". What is neither is passed over."""
        written = [found for part in text.split("-") if (found := NUMBER.fullmatch(part))]
        return cls.of(
            groups=[int(found[2]) for found in written if not found[1]],
            pages=[int(found[2]) for found in written if found[1]],
        )

    @classmethod
    def of(cls, *, groups: Iterable[int], pages: Iterable[int]) -> "Choice":
        first = tuple(dict.fromkeys(groups))[:MOST]
        return cls(first, tuple(dict.fromkeys(pages))[: MOST - len(first)])

    def __str__(self) -> str:
        return "-".join([*map(str, self.groups), *(f"p{number}" for number in self.pages)])
