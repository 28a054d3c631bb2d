"""Which groups may be the one that somebody is about to add: better to claim a group than to list it twice."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz import fuzz

from directory.search.analysis import folded_words

# Words of so many names that they make none alike.
COMMON = frozenset(
    {"a", "and", "at", "baby", "babies", "club", "for", "group", "groups", "in", "of", "playgroup", "the"}
    | {"toddler", "toddlers"}
)
ALIKE = 80  # of 100, as rapidfuzz counts: a slip or two, or words that one name has and the other leaves out
MOST_SHOWN = 8


class Sign(IntEnum):
    """What is the same. The strongest first."""

    CHARITY_NUMBER = 1
    PHONE = 2
    POSTCODE = 3
    NAME = 4


@dataclass(frozen=True)
class Described:
    """A group as it is typed, or as it is listed. Phones, postcodes and charity numbers however they are written."""

    key: str = ""
    name: str = ""
    charity_number: str = ""
    phones: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()


def look_alikes(typed: Described, groups: Iterable[Described]) -> dict[str, frozenset[Sign]]:
    """The keys of the groups that have something in common with what was typed, and what; the likeliest first."""
    found = {group.key: signs(typed, group) for group in groups}
    alike = sorted((sorted(common), -len(common), key) for key, common in found.items() if common)
    return {key: found[key] for _signs, _count, key in alike[:MOST_SHOWN]}


def signs(one: Described, other: Described) -> frozenset[Sign]:
    pairs = {
        Sign.CHARITY_NUMBER: ({_charity(one.charity_number)}, {_charity(other.charity_number)}),
        Sign.PHONE: (set(map(_phone, one.phones)), set(map(_phone, other.phones))),
        Sign.POSTCODE: (set(map(_compact, one.postcodes)), set(map(_compact, other.postcodes))),
    }
    same = {sign for sign, (ours, theirs) in pairs.items() if (ours & theirs) - {""}}
    return frozenset(same | ({Sign.NAME} if _named_alike(one.name, other.name) else set()))


def _named_alike(one: str, other: str) -> bool:
    ours, theirs = _telling(one), _telling(other)
    return bool(ours and theirs) and fuzz.token_set_ratio(ours, theirs) >= ALIKE


def _telling(name: str) -> str:
    """The folded words that tell a group from others; all of them where every one is common."""
    words = folded_words(name)
    return " ".join([word for word in words if word not in COMMON] or words)


def _charity(number: str) -> str:
    return _compact(number).lstrip("0")


def _phone(number: str) -> str:
    """As dialled within the country: +44 (0)1582 is 01582."""
    dialled = _compact(number)
    for abroad in ("0044", "44"):
        if dialled.startswith(abroad) and len(dialled) > len("4401582"):
            return "0" + dialled.removeprefix(abroad).lstrip("0")
    return dialled


def _compact(text: str) -> str:
    """Capitals and digits alone, of any script's digits."""
    letters = unicodedata.normalize("NFKC", text).upper()
    plain = (str(unicodedata.decimal(letter, letter)) for letter in letters if letter.isalnum())
    return "".join(plain)
