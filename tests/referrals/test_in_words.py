from django.utils.choices import flatten_choices
from django.utils.translation import override

import pytest

from referrals.forms import STEPS
from referrals.in_words import in_words
from tests.referrals.family import TYPED
from triage import queries as triage_queries

# The questionnaire's words may have been changed in the CMS.
pytestmark = pytest.mark.django_db


def answers(told: dict, step: str) -> dict[str, tuple[str, ...]]:
    """The answers of a step in words, by the question's name."""
    part = next(part for part in in_words(told) if part.key == step)
    return {row.name: row.answers for row in part.rows}


def test_every_step_is_a_part_in_the_forms_order():
    assert [part.key for part in in_words(TYPED)] == [step.key for step in STEPS]


def test_a_question_that_no_answer_called_for_is_left_out_and_an_open_one_is_shown_open():
    told = answers({"contact": {"ways": ["none"]}}, "contact")
    assert told == {
        "ways": ("Not yet: I will call you",),
        "safe_times": (),
        "code_word": (),
        "must_not_know": (),
    }


@pytest.mark.parametrize("language", ["en", "ur", "bn"])
def test_options_are_told_in_the_readers_language(language):
    with override(language):
        label = dict(flatten_choices(triage_queries.options("needs")))["send"]
        assert answers(TYPED, "story")["needs"] == (label,)


def test_an_option_that_the_form_no_longer_has_shows_as_its_id():
    assert answers({"story": {"needs": ["retired_need"]}}, "story")["needs"] == ("retired_need",)


def test_languages_without_a_name_in_cldr_have_ours():
    assert answers({"language": {"language": "bfi"}}, "language")["language"] == ("British Sign Language (BSL)",)
