"""What counts as a UK postcode, however it is typed, and the parts of it that are safe to keep.

A postcode is an outcode ("LU4") and an incode ("8BW"). The outcode and the incode's digit are the sector ("LU4 8"): a
few thousand homes, so that a sector can be stored and looked up where a whole postcode could point at one family.
"""

import re
import unicodedata
from enum import StrEnum

AREA_AND_DISTRICT = r"(?:[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]{1,2}|[0-9][A-HJKPSTUW]|[A-HK-Y][0-9][ABEHMNPRV-Y]))"
INCODE = r"[0-9][ABD-HJLNP-UW-Z]{2}"
WHOLE = re.compile(rf"({AREA_AND_DISTRICT})({INCODE})")
OUTCODE = re.compile(AREA_AND_DISTRICT)
SECTOR = re.compile(rf"({AREA_AND_DISTRICT})([0-9])[A-Z]?")
# Spaces of any kind come between the halves; hyphens and full stops come with copying and with speech to text.
SEPARATORS = re.compile(r"[\s.\-\u2010-\u2015\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")


class Reason(StrEnum):
    EMPTY = "empty"
    INCOMPLETE = "incomplete"
    FORMAT = "format"


class PostcodeError(ValueError):
    """The text is no postcode; `reason` says why, for whoever words it to the reader."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def normalise(text: str) -> str:
    """A postcode as it is written on an envelope ("LU4 8BW"), or an outcode alone ("LU4").

    Takes any case and spacing, full-width letters, and digits of any script. Raises PostcodeError.
    """
    compact = "".join(_parts(text))
    if not compact:
        raise PostcodeError(Reason.EMPTY)
    if whole := WHOLE.fullmatch(compact):
        return f"{whole[1]} {whole[2]}"
    if OUTCODE.fullmatch(compact):
        return compact
    raise PostcodeError(Reason.INCOMPLETE if _starts_like_one(compact) else Reason.FORMAT)


def outcode_of(text: str) -> str:
    """ "LU4" of "LU4 8BW" or "lu4". Raises PostcodeError."""
    return normalise(text).split(" ")[0]


def sector_of(text: str) -> str:
    """ "LU4 8" of "lu48bw". Raises PostcodeError; an outcode alone is incomplete, as it has no sector."""
    outcode, _, incode = normalise(text).partition(" ")
    if not incode:
        raise PostcodeError(Reason.INCOMPLETE)
    return f"{outcode} {incode[0]}"


def names_of(text: str) -> tuple[str, ...]:
    """What the text may name, the smallest first: ("LU4 8BW", "LU4 8", "LU4") of "lu48bw". Empty if it is no postcode.

    A sector is enough ("LU4 8"), and so is a postcode begun ("LU4 8B"). "LU48" may mean a district or a sector, so it
    names both; "LU4 8", written apart, names the sector alone.
    """
    parts = _parts(text)
    compact = "".join(parts)
    if whole := WHOLE.fullmatch(compact):
        return f"{whole[1]} {whole[2]}", f"{whole[1]} {whole[2][0]}", whole[1]
    sector = SECTOR.fullmatch(compact)
    names = (f"{sector[1]} {sector[2]}", sector[1]) if sector else ()
    written_apart = sector is not None and parts[-1] == compact[len(sector[1]) :]
    return (compact, *names) if OUTCODE.fullmatch(compact) and not written_apart else names


def _parts(text: str) -> list[str]:
    """The text in capitals and ASCII digits, cut where it is spaced."""
    return [part for part in SEPARATORS.split(_ascii_digits(unicodedata.normalize("NFKC", text)).upper()) if part]


def _ascii_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(character, character)) for character in text)


def _starts_like_one(compact: str) -> bool:
    """Whether letters were left off: "LU", "LU4 8B"."""
    return re.fullmatch(rf"[A-Z]{{1,2}}|{AREA_AND_DISTRICT}[0-9][A-Z]?", compact) is not None
