"""The escrow key on paper: typed as it is read, and a slip is noticed."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.keys.paper import from_paper, to_paper

SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


@given(st.binary(min_size=32, max_size=32))
def test_what_is_written_is_read_whatever_the_case_and_the_spaces(key):
    written = to_paper(key)
    assert [len(group) for group in written.split()] == [4] * 14
    assert from_paper(written.lower().replace(" ", "  ")) == from_paper(written.replace(" ", "")) == key


@given(st.binary(min_size=32, max_size=32), st.integers(0, 55), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_noticed(key, place, sign):
    signs = to_paper(key).replace(" ", "")
    slip = signs[:place] + sign + signs[place + 1 :]
    if slip != signs:
        with pytest.raises(ValueError, match="sign"):
            from_paper(slip)


@pytest.mark.parametrize("wrong", ["", "ABCD", "ABCD 018", "ABCD " * 14, "é" * 56])
def test_what_is_no_key_is_refused(wrong):
    with pytest.raises(ValueError, match="sign"):
        from_paper(wrong)


def test_two_signs_that_changed_places_are_noticed():
    signs = to_paper(secrets.token_bytes(32)).replace(" ", "")
    place = next(place for place in range(55) if signs[place] != signs[place + 1])
    with pytest.raises(ValueError, match="sign"):
        from_paper(signs[:place] + signs[place + 1] + signs[place] + signs[place + 2 :])
