"""What an import would do: every record as it would be written, and every difference in words."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from directory.models import Category, Group, Listing, Session, Venue
from directory.spreadsheets.remarks import Remark

SESSIONS = "sessions"
# How often anything was changed in the CMS, and how many records of each kind there are.
State = tuple[int, ...]


@dataclass(frozen=True)
class Difference:
    """`column` as in the file, or "sessions"; both sides as a file would say them, a session a line."""

    column: str
    before: str
    after: str


@dataclass
class Change:
    """A listing that is new, or not as the file has it. `values` are the fields that differ; `categories` is None where
    they stay; of `sessions` those without a key are new, and `gone` are not in the file."""

    listing: Listing
    line: int
    is_new: bool
    differences: list[Difference] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    categories: Sequence[Category] | None = None
    sessions: list[Session] = field(default_factory=list)
    gone: list[Session] = field(default_factory=list)

    @property
    def meets(self) -> str:
        """When and where it would meet, a session a line, where that is new."""
        return next((one.after for one in self.differences if one.column == SESSIONS), "")


@dataclass
class Plan:
    """`kept_words` are those that are no category, each with the lines of its listings. `excel_rows` as a Table's."""

    state: State = ()
    excel_rows: Mapping[int, int] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    groups: list[Group] = field(default_factory=list)
    venues: list[Venue] = field(default_factory=list)
    to_hide: list[Venue] = field(default_factory=list)
    kept_words: dict[str, list[int]] = field(default_factory=dict)
    faults: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)

    @property
    def new(self) -> list[Change]:
        return [change for change in self.changes if change.is_new]

    @property
    def changed(self) -> list[Change]:
        return [change for change in self.changes if not change.is_new]

    @property
    def digest(self) -> str:
        """The same for plans that say the same."""
        venues = [(venue.name, venue.address, venue.postcode, venue.address_hidden) for venue in self.venues]
        places = [venues, [group.name for group in self.groups], [venue.pk for venue in self.to_hide]]
        changes = ((change.listing.reference, change.is_new, change.differences) for change in self.changes)
        digest = hashlib.sha256()
        for said in chain(places, changes):
            digest.update(repr(said).encode())
        return digest.hexdigest()
