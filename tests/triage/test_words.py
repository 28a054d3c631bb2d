from django.conf import settings

import pytest

from triage.queries import document, explain
from triage.words import words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_question_and_option_has_words_in_every_language(language):
    spoken = words(language)

    for question in document().questions:
        assert spoken[question.id]["question"]
        assert set(spoken[question.id]["options"]) == set(question.options)
        assert all(spoken[question.id]["options"].values())


def test_an_option_that_the_questionnaire_has_dropped_is_shown_by_its_id():
    assert explain({"needs": ("no-longer-asked",), "gone": ("x",)}, ["r"]) == [
        "What is going on? no-longer-asked",
        "gone x",
        "Rule r",
    ]


def test_staff_read_why_in_words():
    assert explain({"danger": ("now",)}, ["floor_danger_now"])[1] == (
        "Where “Is anyone in danger right now?” is “Yes, now”: a referral that cannot wait, urgent help is shown"
    )
