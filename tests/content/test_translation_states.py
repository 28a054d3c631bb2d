"""What may be said of a translation: the whole rule as a table, without a database."""

from itertools import product

import pytest

from content.translation_states import Published, State, stands_alone, state

MADE_FROM_2 = {"live": True, "made_from": 2, "by_machine": False, "checked": False}
FIRST, SECOND, MINOR, MAJOR = Published(1, False), Published(2, False), Published(3, True), Published(4, False)


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, State.TRANSLATED),
        ({"by_machine": True}, State.MACHINE),
        ({"checked": True}, State.CHECKED),
        ({"checked": True, "by_machine": True}, State.CHECKED),
        ({"made_from": None}, State.OUT_OF_DATE),
        ({"made_from": None, "checked": True}, State.OUT_OF_DATE),
        ({"made_from": 1}, State.OUT_OF_DATE),
        ({"made_from": 1, "checked": True}, State.OUT_OF_DATE),
        ({"made_from": 1, "by_machine": True}, State.OUT_OF_DATE),
        ({"live": False}, State.MISSING),
        ({"live": False, "checked": True}, State.MISSING),
        ({"live": False, "made_from": None}, State.MISSING),
    ],
)
def test_the_state_of_a_translation_when_english_was_published_twice(facts, found):
    assert state(**(MADE_FROM_2 | facts), english=[FIRST, SECOND]) is found


@pytest.mark.parametrize(
    ("english", "found"),
    [
        ([], State.TRANSLATED),
        ([FIRST, SECOND], State.TRANSLATED),
        ([FIRST, SECOND, MINOR], State.TRANSLATED),
        ([FIRST, SECOND, MAJOR], State.OUT_OF_DATE),
        ([FIRST, SECOND, MINOR, MAJOR], State.OUT_OF_DATE),
        ([MAJOR, MINOR, SECOND, FIRST], State.OUT_OF_DATE),
        # A minor edit does not mend what a major one broke before it.
        ([FIRST, SECOND, Published(3, False), Published(4, True)], State.OUT_OF_DATE),
    ],
)
def test_only_a_later_publication_that_was_not_minor_puts_a_translation_out_of_date(english, found):
    assert state(**MADE_FROM_2, english=english) is found


@pytest.mark.parametrize(
    ("live", "made_from", "by_machine", "checked"),
    list(product((False, True), (None, 1, 2, 4), (False, True), (False, True))),
)
def test_nothing_good_is_said_of_a_translation_that_is_not_live_or_not_of_the_english_as_it_is(
    live, made_from, by_machine, checked
):
    found = state(
        live=live, made_from=made_from, by_machine=by_machine, checked=checked, english=[FIRST, SECOND, MINOR, MAJOR]
    )

    assert (found in (State.MACHINE, State.TRANSLATED, State.CHECKED)) == (live and made_from == 4)
    assert (found is State.CHECKED) == (live and made_from == 4 and checked)


@pytest.mark.parametrize("known", State)
def test_a_safety_page_stands_alone_only_when_checked(known):
    assert stands_alone(known, safety_critical=True) == (known is State.CHECKED)
    assert stands_alone(known, safety_critical=False)
