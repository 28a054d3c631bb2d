"""What is in a cell, read and written. What is written is read back as it was; a reader takes more than is written.

A reader raises ValueError for a cell that says nothing; EXPECTED says what it takes. No reader is given an empty cell,
which is no limit, not known or nothing said, as EMPTY has it.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import time
from typing import Any

from directory.spreadsheets.vocabulary import FREE, SPOKEN_OF, WEEKDAY_OF, WEEKDAYS, folded
from places.postcodes import names_of, normalise
from words.spoken import SPOKEN_LANGUAGES

SEPARATOR = ";"
ONLINE = "online"
TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::00)?\s*(?:([ap])\.?m\.?)?")
POUNDS = re.compile(r"£?\s*(\d{1,6})(?:[.,](\d{1,2}))?(?:\s*£)?")
PENCE = re.compile(r"(\d{1,4})\s*p")
WHOLE_NUMBER = re.compile(r"(\d{1,5})(?:\.0+)?")
# What a spreadsheet program would take for a formula, and run.
FORMULA = re.compile(r"[=+\-@＝＋－＠]")
AFTER_APOSTROPHES = re.compile(rf"'*{FORMULA.pattern}")
SHORTENED_BY_EXCEL = re.compile(r"\d[.,]\d+E\+\d+|#{3,}", re.IGNORECASE)
# What text copied from a PDF has in it.
NO_LETTERS = dict.fromkeys([*range(0x09), *range(0x0E, 0x1C)])
YES, NO, NOT_KNOWN = "yes", "no", ""
ANSWERS = {"yes": YES, "y": YES, "true": YES, "1": YES, "no": NO, "n": NO, "false": NO, "0": NO}
BOOKING_OF = {
    **dict.fromkeys(("none", "no", "just turn up", "turn up", "drop in", "not needed"), "none"),
    **dict.fromkeys(("required", "yes", "book first", "book", "needed"), "required"),
    **dict.fromkeys(("referral", "a professional refers", "referral needed", "referral only"), "referral"),
}
ACCESS = {"step_free": "step-free", "accessible_toilet": "accessible toilet", "baby_change": "baby change"}
ACCESS_OF = {
    **dict.fromkeys(("step free", "step free access", "level access"), "step_free"),
    **dict.fromkeys(("accessible toilet", "disabled toilet", "toilet"), "accessible_toilet"),
    **dict.fromkeys(("baby change", "baby changing", "changing table", "nappy change"), "baby_change"),
}
EXPECTED = {
    "min_age_months": "a number of months",
    "max_age_months": "a number of months",
    "cost": "a cost: free, 2, 2.50, £2.50 or 50p",
    "postcode": "a UK postcode, or the first half of one",
    "weekday": "a day of the week",
    "start": "a time: 10:00, 14:30, 10am or 2.30pm",
    "end": "a time: 10:00, 14:30, 10am or 2.30pm",
    "phone": "a phone number. If Excel shortened it, format the column as text and type it again",
    "languages": "a list of languages that we know, as “English;Urdu”",
    "machine_drafted": "a list of languages that we know, as “Urdu;Polish”",
    "booking": "one of none, required and referral",
    "access": "a list such as “step-free: yes;accessible toilet: no;baby change: yes”",
    "address_hidden": "yes or no",
}
EMPTY: dict[str, Any] = {
    "booking": "none",
    "access": dict.fromkeys(ACCESS, NOT_KNOWN),
    "languages": [],
    "machine_drafted": [],
    "phone": "",
    "website": "",
}


def items(cell: str) -> list[str]:
    """Those of a list, each once."""
    return list(dict.fromkeys(item for item in map(one_line, cell.split(SEPARATOR)) if item))


def one_line(text: str) -> str:
    return _itself_if_equal(" ".join(text.translate(NO_LETTERS).split()), text)


def several_lines(text: str) -> str:
    """As it stands, but for the ends of its lines, which every program writes in its own way."""
    return _itself_if_equal("\n".join(line.rstrip() for line in text.translate(NO_LETTERS).splitlines()).strip(), text)


def weekday(cell: str) -> int:
    """0 is Monday."""
    if (number := WEEKDAY_OF.get(folded(cell))) is None:
        raise ValueError(cell)
    return number


def clock(cell: str) -> time:
    """A bare number is no time: 2 may be either half of the day."""
    found = TIME.fullmatch(_plain(cell))
    if not found or not (found[2] or found[3]):
        raise ValueError(cell)
    hour, half = int(found[1]), found[3]
    if half and not 1 <= hour <= 12:
        raise ValueError(cell)
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, int(found[2] or 0))


def pence(cell: str) -> int:
    plain = _plain(cell)
    if folded(cell) in FREE:
        return 0
    if small := PENCE.fullmatch(plain):
        return int(small[1])
    if not (found := POUNDS.fullmatch(plain)):
        raise ValueError(cell)
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def number(cell: str) -> int:
    if not (found := WHOLE_NUMBER.fullmatch(_plain(cell))):
        raise ValueError(cell)
    return int(found[1])


def spoken(cell: str) -> list[str]:
    """Codes, in the order of our list, as the CMS keeps them."""
    codes = {_found(SPOKEN_OF, item) for item in items(cell)}
    return [code for code in SPOKEN_LANGUAGES if code in codes]


def yes_or_no(cell: str) -> bool:
    return _found(ANSWERS, cell) == YES


def booking(cell: str) -> str:
    return _found(BOOKING_OF, cell)


def access(cell: str) -> dict[str, str]:
    """What is not named is not known."""
    said: dict[str, str] = {}
    for item in items(cell):
        name, _, answer = re.sub("[=：]", ":", item).partition(":")
        denied = folded(name).startswith("no ")
        feature = _found(ACCESS_OF, folded(name).removeprefix("no "))
        if feature in said or (denied and answer):
            raise ValueError(cell)
        said[feature] = NO if denied else _answer(answer)
    return dict.fromkeys(ACCESS, NOT_KNOWN) | said


def website(cell: str) -> str:
    """People write addresses as they say them."""
    return cell if "://" in cell else f"https://{cell}"


def phone(cell: str) -> str:
    if SHORTENED_BY_EXCEL.fullmatch(cell):
        raise ValueError(cell)
    return one_line(cell)


def postcode(cell: str) -> str:
    """Whole, or the half that names a district; "LU4 8" is neither."""
    name = normalise(cell)
    if names_of(cell)[:1] != (name,):
        raise ValueError(cell)
    return name


READERS: Mapping[str, Callable[[str], Any]] = {
    "min_age_months": number,
    "max_age_months": number,
    "cost": pence,
    "postcode": postcode,
    "weekday": weekday,
    "start": clock,
    "end": clock,
    "phone": phone,
    "languages": spoken,
    "machine_drafted": spoken,
    "website": website,
    "booking": booking,
    "access": access,
    "address_hidden": yes_or_no,
}


def written_weekday(number: int) -> str:
    return WEEKDAYS[number]


def written_time(value: time) -> str:
    return f"{value:%H:%M}"


def written_cost(pence: int | None) -> str:
    if not pence:
        return "" if pence is None else "free"
    return f"{pence // 100}.{pence % 100:02}"


def written_number(value: int | None) -> str:
    return "" if value is None else str(value)


def written_languages(codes: list[str]) -> str:
    return SEPARATOR.join(SPOKEN_LANGUAGES[code] for code in SPOKEN_LANGUAGES if code in codes)


def written_access(answers: Mapping[str, str]) -> str:
    return SEPARATOR.join(f"{name}: {answers[key]}" for key, name in ACCESS.items() if answers[key])


def with_apostrophe(text: str) -> str:
    """Of a text that is no formula, as people type it. One is added to those that are there already, so that as many
    come back."""
    return f"'{text}" if AFTER_APOSTROPHES.match(text) else text


def without_apostrophe(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and AFTER_APOSTROPHES.match(cell) else cell


def _itself_if_equal(text: str, before: str) -> str:
    """So that the words of thousands of listings are in memory once."""
    return before if text == before else text


def _answer(text: str) -> str:
    """A feature that is only named is there; "?" and "not known" say nothing."""
    if not text.strip():
        return YES
    return NOT_KNOWN if folded(text) in ("", "not known", "unknown") else _found(ANSWERS, text)


def _found(meanings: Mapping[str, Any], text: str) -> Any:
    try:
        return meanings[folded(text)]
    except KeyError as error:
        raise ValueError(text) from error


def _plain(cell: str) -> str:
    """In small letters and ASCII digits."""
    text = unicodedata.normalize("NFKC", cell).casefold()
    return "".join(str(unicodedata.decimal(character, character)) for character in text)
