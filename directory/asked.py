"""What somebody asks of the search page, and the address that asks it again."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from urllib.parse import urlencode

from directory.search.engine import Filters
from directory.shortlist import Shortlist

WORDS, NEAR, WITHIN, SORT, LIST = "q", "near", "within", "sort", "list"


class Sort(StrEnum):
    BEST = "best"
    NEAREST = "nearest"
    SOONEST = "soonest"


@dataclass(frozen=True)
class Asked:
    """`near` is a place as nearby.kept_place writes it; `within` are miles from there. `shortlist` only comes along."""

    words: str = ""
    near: str = ""
    within: int | None = None
    filters: Filters = field(default_factory=dict)
    sort: Sort = Sort.BEST
    shortlist: Shortlist = Shortlist()

    @property
    def parameters(self) -> Mapping[str, list[str]]:
        """What stands in the address, each name with all its values."""
        return {
            **({WORDS: [self.words]} if self.words else {}),
            **({NEAR: [self.near]} if self.near else {}),
            **({WITHIN: [str(self.within)]} if self.within else {}),
            **{facet: sorted(values) for facet, values in self.filters.items() if values},
            **({SORT: [self.sort]} if self.sort is not Sort.BEST else {}),
            **({LIST: [str(self.shortlist)]} if self.shortlist.keys else {}),
        }

    @property
    def query(self) -> str:
        """The part of the address that begins with a question mark; empty where all is asked for."""
        return f"?{urlencode(self.parameters, doseq=True)}" if self.parameters else ""

    def without(self, name: str, value: str = "") -> "Asked":
        """The same without one of its parts, or without one value of a filter that has several."""
        if name == WORDS:
            return replace(self, words="")
        if name == NEAR:
            return replace(self.from_nowhere(), near="")
        if name == WITHIN:
            return replace(self, within=None)
        left = self.filters[name] - {value} if value else frozenset()
        return replace(self, filters={**self.filters, name: left})

    def from_nowhere(self) -> "Asked":
        """The same without what only distances answer."""
        return replace(self, within=None, sort=Sort.BEST if self.sort is Sort.NEAREST else self.sort)

    def without_filters(self) -> "Asked":
        """The words alone."""
        return replace(self.without(NEAR), filters={})

    def also(self, name: str, value: str) -> "Asked":
        """The same with a filter's value more."""
        if name == WITHIN:
            return replace(self, within=int(value))
        return replace(self, filters={**self.filters, name: self.filters.get(name, frozenset()) | {value}})
