"""The columns of the spreadsheet of listings: those that we write, and how the header of a file is read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from directory.spreadsheets.remarks import Refused

REFERENCE = "reference"
TEXTS = ("name", "summary", "description")
WHEN = ("weekday", "start", "end")
WHERE = ("venue", "address", "postcode")
HIDDEN = "address_hidden"
OF_A_SESSION = (*WHERE, *WHEN, HIDDEN)
COLUMNS = (
    REFERENCE, "group", *TEXTS, "categories", "min_age_months", "max_age_months", "cost", *WHERE, *WHEN, "languages",
    "phone", "email", "website", "booking", "access", HIDDEN, "machine_drafted",
)  # fmt: skip
ENGLISH = "en"


@dataclass(frozen=True)
class Header:
    """A key of `columns_in` for each cell of the header, or None where no column of ours is called that. `labels` are
    the cells as they stand."""

    keys: tuple[str | None, ...]
    labels: tuple[str, ...]

    @property
    def known(self) -> frozenset[str]:
        return frozenset(filter(None, self.keys))

    @property
    def unknown(self) -> list[str]:
        return [label for key, label in zip(self.keys, self.labels, strict=True) if key is None and label]

    def label(self, key: str) -> str:
        return self.labels[self.keys.index(key)] if key in self.keys else label_of(key)


def columns_in(languages: Sequence[str]) -> list[str]:
    """What each column holds, in the order in which we write them: "reference", "group", "name_en", "name_ur" …"""
    return [key for column in COLUMNS for key in _keys(column, languages)]


def label_of(key: str) -> str:
    """ "name" of "name_en": a column without a suffix is English."""
    return key.removesuffix(f"_{ENGLISH}") if is_text(key) else key


def is_text(key: str) -> bool:
    """Whether it holds words in one language."""
    return key.rpartition("_")[0] in TEXTS


def read_header(cells: Sequence[str], languages: Sequence[str]) -> Header:
    """Capitals, spaces and hyphens do not matter. Which column is there, and which twice, is for `check_header`."""
    names = {key: key for key in columns_in(languages)} | {label_of(key): key for key in columns_in(languages)}
    labels = tuple(" ".join(cell.split()) for cell in cells)
    return Header(tuple(names.get(re.sub(r"[\s-]+", "_", label.casefold())) for label in labels), labels)


def check_header(header: Header, line: int) -> None:
    """Raises Refused where no row could be read."""
    keys = [key for key in header.keys if key]
    if twice := next((key for key in keys if keys.count(key) > 1), ""):
        raise Refused("There are two columns of this name.", line, header.label(twice))
    if REFERENCE not in keys:
        raise Refused("The first row has to name the columns, and one of them has to be “reference”.", line)
    missing = [column for column in WHEN if column not in keys]
    if 0 < len(missing) < len(WHEN):
        raise Refused("Weekday, start and end come together: this column is missing.", line, missing[0])


def _keys(column: str, languages: Sequence[str]) -> Iterator[str]:
    if column in TEXTS:
        return (f"{column}_{code}" for code in languages)
    return iter((column,))
