"""What a family reads about how far it is: true, never more than was said before, never past the end."""

from itertools import product

import pytest

from triage.outcome import Answers, shown_questions, without_hidden
from triage.progress import Progress, progress
from triage.versions.reading import shipped

NEEDS = [("none",), ("baby_care",), ("substance_misuse",), ("send", "contact"), ("baby_care", "something_else")]


def journeys():
    """Every answer to every question that has one answer, and a few kinds of needs."""
    questions = shipped().questions
    given = [NEEDS if question.id == "needs" else [(option,) for option in question.options] for question in questions]
    for chosen in product(*given):
        answers = {question.id: options for question, options in zip(questions, chosen, strict=True)}
        yield without_hidden(shipped(), answers)


def along(answers: Answers) -> list[Progress]:
    return [progress(shipped(), answers, question) for question in shown_questions(shipped(), answers)]


def test_no_journey_is_longer_than_it_was_said_to_be_and_what_was_said_is_never_taken_back():
    for answers in journeys():
        said = along(answers)
        assert [each.number for each in said] == list(range(1, len(said) + 1))
        assert all(before.most >= after.most for before, after in zip(said, said[1:], strict=False))
        assert all(each.most >= len(said) for each in said)
        assert all(each.most == len(said) for each in said if each.is_certain)


@pytest.mark.parametrize(
    ("answers", "question", "expected"),
    [
        ({}, "danger", Progress(1, 5, is_certain=False)),
        ({"danger": ("no",), "about": ("myself",)}, "needs", Progress(3, 5, is_certain=False)),
        ({"danger": ("now",), "about": ("myself",), "needs": ("send",)}, "managing", Progress(4, 5, is_certain=True)),
    ],
)
def test_it_is_certain_as_soon_as_it_can_be(answers, question, expected):
    assert progress(shipped(), answers, shipped().question(question)) == expected


def test_what_was_answered_later_on_does_not_count_since_it_may_be_changed():
    answers = {"danger": ("no",), "about": ("myself",), "needs": ("send",), "managing": ("cannot_cope",)}

    assert progress(shipped(), answers, shipped().question("about")) == Progress(2, 5, is_certain=False)
