"""What a cell of a spreadsheet means, and that what we write is read back as it was."""

from datetime import time

import pytest

from directory.spreadsheets.cells import (
    READERS,
    items,
    with_apostrophe,
    without_apostrophe,
    written_access,
    written_cost,
    written_languages,
    written_time,
    written_weekday,
)

WEEKDAYS = {
    0: ("Monday", "mondays", "MON", "پیر", "سوموار", "poniedziałek", "luni", "সোমবার", "ਸੋਮਵਾਰ", "સોમવાર"),
    1: ("Tuesday", "Tue", "Tues.", "منگل", "wtorek", "Marți", "marti", "মঙ্গলবার", "ਮੰਗਲਵਾਰ", "મંગળવાર"),
    2: ("wednesday", "Wed", "بدھ", "środa", "SRODA", "miercuri", "বুধবার", "ਬੁੱਧਵਾਰ", "બુધવાર"),
    3: ("Thursday", "thurs", "جمعرات", "czwartek", "joi", "বৃহস্পতিবার", "ਵੀਰਵਾਰ", "ગુરુવાર"),
    4: ("Friday", "fri", "جمعہ", "piątek", "vineri", "শুক্রবার", "ਸ਼ੁੱਕਰਵਾਰ", "શુક્રવાર"),
    5: ("Saturday", "Sat", "ہفتہ", "sobota", "sâmbătă", "শনিবার", "ਸ਼ਨਿੱਚਰਵਾਰ", "શનિવાર"),
    6: ("Sunday", "Sun", "اتوار", "niedziela", "duminică", "রবিবার", "ਐਤਵਾਰ", "રવિવાર"),
}
TIMES = {
    "10:00": time(10),
    "9:30": time(9, 30),
    "10.00": time(10),
    "14:05:00": time(14, 5),
    "10am": time(10),
    "10 AM": time(10),
    "2.30 p.m.": time(14, 30),
    "12am": time(0),
    "12pm": time(12),
    "12:15 pm": time(12, 15),
    "۱۰:۳۰": time(10, 30),
    "১০:০০": time(10),
    "１０：００": time(10),
}
COSTS = {
    "free": 0, "FREE": 0, "0": 0, "£0.00": 0, "مفت": 0, "bezpłatnie": 0, "gratuit": 0, "ফ্রি": 0, "ਮੁਫ਼ਤ": 0, "મફત": 0,
    "2": 200, "£2": 200, "2.50": 250, "£ 2.5": 250, "2,50": 250, "50p": 50, "3£": 300, "২": 200,
}  # fmt: skip
ACCESS = {
    "step-free": "step-free: yes",
    "Step free access: Yes; no baby change": "step-free: yes;baby change: no",
    "accessible_toilet=no;step_free=yes": "step-free: yes;accessible toilet: no",
    "toilet: ?;baby changing: not known": "",
}
NO_VALUES = {
    "weekday": ("someday", "Monday to Friday", "2", "weekend"),
    "start": ("2", "10", "25:00", "10:60", "13pm", "0am", "morning", "10-11", "1000"),
    "cost": ("a few pounds", "£2 or £3", "-1", "1,000", "2.505", "1e3"),
    "min_age_months": ("two", "-1", "1.5", "24 months"),
    "postcode": ("Luton", "LU4 8", "LU", "XX1 1XX9"),
    "languages": ("Klingon", "English, Urdu", "English;Klingon"),
    "booking": ("perhaps",),
    "access": ("lift", "step-free: perhaps", "no step-free: yes", "step-free;no step-free"),
    "address_hidden": ("secret",),
}


@pytest.mark.parametrize(("number", "name"), [(number, name) for number, names in WEEKDAYS.items() for name in names])
def test_weekdays_in_any_language(number, name):
    assert READERS["weekday"](name) == number


@pytest.mark.parametrize(("cell", "value"), TIMES.items())
def test_times(cell, value):
    assert READERS["start"](cell) == value


@pytest.mark.parametrize(("cell", "value"), COSTS.items())
def test_costs(cell, value):
    assert READERS["cost"](cell) == value


@pytest.mark.parametrize(("cell", "value"), ACCESS.items())
def test_access_is_yes_or_no_or_not_known(cell, value):
    assert written_access(READERS["access"](cell)) == value


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("English;Urdu", ["en", "ur"]),
        ("ur; en; Urdu", ["en", "ur"]),
        ("اردو;Polski;rumuński;Punjabi;ગુજરાતી", ["ur", "pl", "ro", "pa", "gu"]),
        ("BSL;British Sign Language (BSL);phr", ["phr", "bfi"]),
    ],
)
def test_languages_by_code_and_by_name_in_any_language(cell, codes):
    assert READERS["languages"](cell) == codes


@pytest.mark.parametrize(
    ("cell", "value"), [("lu48zx", "LU4 8ZX"), ("LU4", "LU4"), ("l u4", "LU4"), ("ＬＵ４ ８ＺＸ", "LU4 8ZX")]
)
def test_a_postcode_may_be_the_first_half_of_one(cell, value):
    assert READERS["postcode"](cell) == value


@pytest.mark.parametrize(
    ("cell", "value"), [("none", "none"), ("No", "none"), ("Book first", "required"), ("referral", "referral")]
)
def test_booking(cell, value):
    assert READERS["booking"](cell) == value


@pytest.mark.parametrize(("cell", "value"), [("24", 24), ("24.0", 24), ("0", 0), ("۲۴", 24)])
def test_ages(cell, value):
    assert READERS["min_age_months"](cell) == value


@pytest.mark.parametrize(("column", "cell"), [(column, cell) for column, cells in NO_VALUES.items() for cell in cells])
def test_what_says_nothing_is_never_guessed(column, cell):
    with pytest.raises(ValueError):
        READERS[column](cell)


@pytest.mark.parametrize("number", range(7))
def test_weekdays_are_read_as_they_are_written(number):
    assert READERS["weekday"](written_weekday(number)) == number


@pytest.mark.parametrize("value", [time(0), time(9, 5), time(12), time(23, 59)])
def test_times_are_read_as_they_are_written(value):
    assert READERS["start"](written_time(value)) == value


@pytest.mark.parametrize("pence", [0, 5, 50, 100, 250, 12_345])
def test_costs_are_read_as_they_are_written(pence):
    assert READERS["cost"](written_cost(pence)) == pence


def test_languages_are_read_as_they_are_written():
    every = READERS["languages"](written_languages(["bfi", "en", "syl", "zh"]))
    assert every == ["en", "syl", "zh", "bfi"]


def test_a_list_has_each_item_once():
    assert items(" Play ; ;Music;Play;two  words") == ["Play", "Music", "two words"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+44 1632", "-5", "@SUM(A1)", "'=1", "''=1", "＝1", "'tis fun", "'", "plain", "", "1=1", "'+"]
)
def test_a_cell_that_looks_like_a_formula_is_written_safe_and_read_as_it_was(text):
    cell = with_apostrophe(text)
    assert without_apostrophe(cell) == text
    assert not cell.startswith(("=", "+", "-", "@", "＝"))
