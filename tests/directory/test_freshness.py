"""The rule: how long a listing is taken for right, and who is asked when."""

from datetime import date, timedelta

import pytest

from directory.freshness import STEPS, Asked, fresh_since, is_stale, next_step

START = date(2026, 1, 1)


def on_day(number):
    return START + timedelta(days=number)


@pytest.mark.parametrize(("day", "stale"), [(0, False), (179, False), (180, True), (400, True)])
def test_half_a_year_after_it_was_confirmed_a_listing_is_stale(day, stale):
    assert is_stale(START, on_day(day)) is stale
    assert (fresh_since(on_day(day)) > START) is stale


def days_of_steps(first_day, last_day, worker_runs=lambda day: True):
    """The day on which each step is taken, where somebody looks on each day."""
    taken, taken_on, found = "", None, {}
    for number in filter(worker_runs, range(first_day, last_day)):
        if step := next_step(START, taken, taken_on, on_day(number)):
            taken, taken_on, found[step.name] = step.name, on_day(number), number
    return found


def test_a_group_is_asked_before_the_day_and_then_more_people_until_it_is_hidden():
    assert days_of_steps(0, 1000) == {
        "due": 150,
        "still-due": 165,
        "stale": 180,
        "unanswered": 210,
        "soon-hidden": 256,
        "hidden": 270,
    }


def test_after_a_year_of_sleep_a_group_is_asked_and_warned_before_anything_is_hidden():
    assert days_of_steps(600, 1000) == {
        "due": 600,
        "still-due": 615,
        "stale": 630,
        "unanswered": 660,
        "soon-hidden": 706,
        "hidden": 720,
    }


def test_a_step_of_which_the_table_knows_nothing_any_more_begins_anew():
    assert next_step(START, "a step of an older version", on_day(150), on_day(151)) == STEPS[0]


def test_first_one_editor_then_the_others_then_staff():
    asked = [step.asked for step in STEPS]
    assert asked == sorted(asked, key=len)
    assert asked[0] == {Asked.FIRST_EDITOR}
    assert asked[-1] == set(Asked)
    assert [step.name for step in STEPS if step.hides] == [STEPS[-1].name]
