"""How much of a place that a family names may stand in an address, and so be kept in a history, sent on and logged.

A whole postcode is a street, sometimes one home. Its sector is a few thousand homes, and near enough to say which
groups are close.
"""

import re
import unicodedata

from places.positions import Precision, precision_of
from places.postcodes import AREA_AND_DISTRICT, INCODE, SEPARATORS, names_of

# Between other letters and digits it is something else: a reference, a part of a link.
WHOLE_POSTCODE = re.compile(
    rf"(?<![^\W_])(?P<outcode>{AREA_AND_DISTRICT})(?:{SEPARATORS.pattern})?(?P<incode>{INCODE})(?![^\W_])",
    re.IGNORECASE,
)


def kept_place(typed: str) -> str:
    """The sector of a postcode, or of one in an address: "LU4 8". An outcode stays what it is. Empty where the text
    names neither."""
    names = names_of(typed)
    if not names and (found := WHOLE_POSTCODE.search(_plain(typed))):
        names = names_of(found[0])
    return next((name for name in names if precision_of(name) is not Precision.POSTCODE), "")


def names_a_home(typed: str) -> bool:
    """Whether a whole postcode is in it."""
    return _is_whole_postcode(typed) or WHOLE_POSTCODE.search(_plain(typed)) is not None


def without_homes(words: str) -> str:
    """The words with the sector in place of each whole postcode."""
    if _is_whole_postcode(words):
        return kept_place(words)
    pieces, at = [], 0
    for found in WHOLE_POSTCODE.finditer(_plain(words)):
        pieces += [words[at : found.end("outcode")], " ", words[found.start("incode")]]
        at = found.end()
    return "".join([*pieces, words[at:]])


def _is_whole_postcode(typed: str) -> bool:
    names = names_of(typed)
    return bool(names) and precision_of(names[0]) is Precision.POSTCODE


def _plain(words: str) -> str:
    """Letters and digits of any width and script as ASCII has them, each in its place."""
    return "".join(map(_plain_character, words))


def _plain_character(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character)
    return str(unicodedata.decimal(folded, folded)) if len(folded) == 1 else character
