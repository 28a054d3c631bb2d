import pytest

from referrals.telephone import normalise

NUMBERS = {
    "01582 000000": "01582 000000",
    "  07700  900461 ": "07700 900461",
    "+44 (0)1582 000-000": "+44 (0)1582 000-000",
    "(01582) 000000": "(01582) 000000",
    "۰۷۷۰۰ ۹۰۰۴۶۱": "07700 900461",
    "০৭৭০০ ৯০০৪৬১": "07700 900461",
    "੦੭੭੦੦ ੯੦੦੪੬੧": "07700 900461",
    "૦૭૭૦૦ ૯૦૦૪૬૧": "07700 900461",
    "\u202a+44 7700 900461\u202c": "+44 7700 900461",
    "07700\u00a0900461": "07700 900461",
    "07700–900461": "07700-900461",
    "+447700900461": "+447700900461",
}


@pytest.mark.parametrize(("typed", "number"), NUMBERS.items())
def test_a_number_in_any_script_and_spacing_is_understood(typed, number):
    assert normalise(typed) == number


NO_NUMBERS = ["", "12345", "call my sister", "07700 90046x", "1234567890123456", "++44 7700 900461"]


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_what_cannot_be_called_is_no_number(typed):
    with pytest.raises(ValueError, match="not a phone number"):
        normalise(typed)
