"""S9: a reference is drawn by chance, and a slip in one is noticed."""

import re

import pytest

from referrals.references import SIGNS, is_valid, new_reference, with_check_sign

BODY = "7K2M9QX"


def test_a_new_reference_has_its_shape_and_is_valid():
    for _ in range(200):
        reference = new_reference()
        assert re.fullmatch(rf"FP-[{SIGNS}]{{4}}-[{SIGNS}]{{4}}", reference)
        assert is_valid(reference)


def test_references_do_not_repeat():
    assert len({new_reference() for _ in range(500)}) == 500


def test_signs_that_are_taken_for_one_another_and_vowels_are_not_used():
    assert not set("01OIAEU") & set(SIGNS)


def test_every_single_wrong_sign_is_noticed():
    reference = with_check_sign(BODY)
    for place, sign in enumerate(reference):
        if sign in SIGNS and place > 2:
            wrong = [reference[:place] + other + reference[place + 1 :] for other in SIGNS if other != sign]
            assert not any(map(is_valid, wrong)), place


def test_every_two_signs_that_changed_places_are_noticed():
    signs = with_check_sign(BODY).replace("-", "")[2:]
    for one in range(8):
        for two in range(one):
            swapped = list(signs)
            swapped[one], swapped[two] = swapped[two], swapped[one]
            assert signs[one] == signs[two] or not is_valid("FP" + "".join(swapped))


@pytest.mark.parametrize("typed", ["fp-{}", "FP {} ", "fp{}"])
def test_case_and_spacing_do_not_matter(typed):
    signs = with_check_sign(BODY).replace("-", "")[2:]
    assert is_valid(typed.format(signs.lower()))


@pytest.mark.parametrize("text", ["", "FP", "FP-7K2M-9Q", "7K2M-9QX4", "FP-0000-0000", "FP-7K2M-9QX44"])
def test_anything_else_is_no_reference(text):
    assert not is_valid(text)
