"""What each column says of a listing: its value, and how that is written. Two values are the same where they are
written in the same way, so that spaces and line ends change nothing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from directory.models import Category, Group, Listing
from directory.spreadsheets.categories import Categories, written_name
from directory.spreadsheets.cells import (
    ACCESS,
    SEPARATOR,
    one_line,
    several_lines,
    written_access,
    written_cost,
    written_languages,
    written_number,
)
from directory.spreadsheets.groups import Groups

FIELD_OF = {
    "min_age_months": "age_from_months",
    "max_age_months": "age_to_months",
    "cost": "cost_pence",
    "languages": "languages_spoken",
}
COLUMN_OF = {field: column for column, field in FIELD_OF.items()} | {"slug": "reference"}
WRITERS: Mapping[str, Callable[[Any], str]] = {
    "min_age_months": written_number,
    "max_age_months": written_number,
    "cost": written_cost,
    "languages": written_languages,
    "machine_drafted": written_languages,
    "access": written_access,
}


@dataclass(frozen=True)
class Sorting:
    """The categories of a listing, and the words that are none, in their order."""

    categories: tuple[Category, ...]
    other_words: tuple[str, ...]


@dataclass(frozen=True)
class Writer:
    """Knows the names that mean one group or one category."""

    groups: Groups
    categories: Categories

    def written(self, column: str, value: Any) -> str:
        if isinstance(value, Group):
            return self.groups.written(value)
        if isinstance(value, Sorting):
            names = sorted((written_name(one, self.categories) for one in value.categories), key=str.casefold)
            return SEPARATOR.join([*names, *value.other_words])
        if column in WRITERS:
            return WRITERS[column](value)
        return several_lines(value or "") if column.startswith("description") else one_line(value or "")


def value_of(listing: Listing, column: str) -> Any:
    """Of a column that is the listing's own, but for its categories."""
    if column == "group":
        return listing.group if listing.group_id else None
    if column == "access":
        return {name: getattr(listing, name) for name in ACCESS}
    return getattr(listing, FIELD_OF.get(column, column))


def sorting_of(listing: Listing, categories: Iterable[Category]) -> Sorting:
    """Its categories are given: they were read for many listings."""
    other_words = map(one_line, listing.other_words.splitlines())
    return Sorting(tuple(categories), tuple(filter(None, other_words)))


def fields_of(column: str, value: Any) -> dict[str, Any]:
    """What is written to the record, its categories apart."""
    if isinstance(value, Sorting):
        return {"other_words": "\n".join(value.other_words)}
    return value if column == "access" else {FIELD_OF.get(column, column): value}


def column_of(field: str) -> str:
    """The column of a field, to say where a mistake is."""
    return "access" if field in ACCESS else COLUMN_OF.get(field, field)
