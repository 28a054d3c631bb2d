"""Which venue a row means, and the venues that a file adds.

A file never changes where a venue is, since other listings are there too: another address is another venue. It never
uncovers a hidden address either; it can hide one.
"""

from collections import defaultdict
from collections.abc import Iterable

from directory.models import Venue
from directory.spreadsheets.cells import one_line
from directory.spreadsheets.drafts import Where
from directory.spreadsheets.keys import FreeKeys
from directory.spreadsheets.remarks import Refused

Told = tuple[str, str, str]
LONGEST_NAME = 120


class Venues:
    """Those that are there, those that are `new`, and those `to_hide`."""

    def __init__(self, venues: Iterable[Venue]) -> None:
        known = list(venues)
        self.new: list[Venue] = []
        self.to_hide: list[Venue] = []
        self._keys = FreeKeys({venue.key for venue in known}, 50)
        self._by_place: dict[Told, Venue] = {}
        self._by_name: dict[str, list[Venue]] = defaultdict(list)
        self._hidden: set[str] = set()
        for venue in known:
            self._remember(venue)

    def meant(self, where: Where) -> Venue:
        """The venue with all that is said; one of that name, where no more is said; or else a new one. Raises Refused,
        with the column, where that could be the wrong one."""
        found = self._by_place.get(_alike(*_filled(where))) or self._named(where)
        if not found:
            return self._added(where)
        if where.hidden and not found.address_hidden:
            found.address_hidden = True
            self._remember(found)
            self.to_hide += [found] if found.pk else []
        return found

    def _named(self, where: Where) -> Venue | None:
        """Cells that are empty count as equal."""
        named = self._by_name[_alike_text(where.venue)] if where.venue else []
        fitting = [venue for venue in named if _fits(venue, where)]
        if len(fitting) > 1:
            raise Refused("There are several venues of this name. Give the address and the postcode.", column="venue")
        return fitting[0] if fitting else None

    def _added(self, where: Where) -> Venue:
        if where.hidden is None and (column := self._of_a_hidden_one(where)):
            what = "An address that stays hidden has the same. Say yes or no in the column “address_hidden”."
            raise Refused(what, column=column)
        name, address, postcode = _filled(where)
        key = self._keys.take(name, "venue")
        venue = Venue(key=key, name=name, address=address, postcode=postcode, address_hidden=bool(where.hidden))
        self.new.append(venue)
        self._remember(venue)
        return venue

    def _of_a_hidden_one(self, where: Where) -> str:
        """The column that tells the same of it; half a postcode tells nothing."""
        whole_postcode = where.postcode if " " in where.postcode else ""
        told = {"venue": where.venue, "address": where.address, "postcode": whole_postcode}
        return next((column for column, text in told.items() if text and _alike_text(text) in self._hidden), "")

    def _remember(self, venue: Venue) -> None:
        self._by_place.setdefault(place_of(venue), venue)
        named = self._by_name[_alike_text(venue.name)]
        if venue not in named:
            named.append(venue)
        if venue.address_hidden:
            self._hidden |= set(place_of(venue))


def place_of(venue: Venue) -> Told:
    """To tell whether two venues are one place."""
    return _alike(venue.name, venue.address, venue.postcode)


def written_place(venue: Venue) -> Told:
    """The venue, address and postcode that say the most in the fewest cells, and mean this venue again."""
    name, address, postcode = one_line(venue.name), one_line(venue.address), venue.postcode
    for told in (("", "", postcode), ("", address, postcode), (name, "", postcode)):
        if _filled(Where(*told, hidden=venue.address_hidden)) == (name, address, postcode):
            return told
    return name, address, postcode


def _filled(where: Where) -> Told:
    """A venue has a name, and an address unless that is hidden: where a row has none, what it has stands for it."""
    name = (where.venue or where.address or where.postcode)[: LONGEST_NAME if not where.venue else None]
    address = where.address if where.hidden else where.address or where.venue or where.postcode
    return name, address, where.postcode


def _fits(venue: Venue, where: Where) -> bool:
    address = not where.address or _alike_text(venue.address) == _alike_text(where.address)
    return address and (not where.postcode or venue.postcode == where.postcode)


def _alike(*told: str) -> Told:
    name, address, postcode = map(_alike_text, told)
    return name, address, postcode


def _alike_text(text: str) -> str:
    return one_line(text).casefold()
