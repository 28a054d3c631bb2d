"""What counts as a phone number that somebody can be called on, in any country's way of writing it."""

import re
import unicodedata

FEWEST_DIGITS, MOST_DIGITS = 7, 15
SHAPE = re.compile(r"\(?\+?[0-9][0-9 ().-]*")


def normalise(text: str) -> str:
    """The number in the digits 0-9, spaced as it was typed. Raises ValueError where it is no phone number."""
    number = " ".join("".join(_plain(sign) for sign in unicodedata.normalize("NFKC", text)).split())
    digits = sum(sign.isdigit() for sign in number)
    if not SHAPE.fullmatch(number) or not FEWEST_DIGITS <= digits <= MOST_DIGITS:
        raise ValueError("not a phone number")
    return number


def _plain(sign: str) -> str:
    """A digit of any script as 0-9, a dash of any length as a hyphen, an unseen mark of direction as nothing."""
    match unicodedata.category(sign):
        case "Nd":
            return str(unicodedata.decimal(sign))
        case "Pd":
            return "-"
        case "Cf":
            return ""
    return sign
