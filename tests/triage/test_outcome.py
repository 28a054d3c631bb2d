"""The questionnaire in force, as truth tables: what a family answers, and where it leads."""

import itertools

import pytest

from triage.document import LEVELS, read_document
from triage.outcome import InvalidAnswer, check_answer, evaluate, shown_questions, without_hidden
from triage.queries import DOCUMENT_PATH

DOCUMENT = read_document(DOCUMENT_PATH.read_text(encoding="utf-8"))
NEEDS = [need for need in DOCUMENT.question("needs").options if need != "none"]


def answers(danger="no", needs=(), managing=None):
    given = {"danger": (danger,), "about": ("my_child",), "needs": tuple(needs)}
    return given | ({"managing": (managing,)} if managing else {})


@pytest.mark.parametrize(
    ("given", "level", "urgent"),
    [
        (answers(needs=["none"]), "self_help", False),
        (answers(needs=["baby_care"], managing="coping"), "self_help_plus_groups", False),
        (answers(needs=["parenting"], managing="coping"), "self_help_plus_groups", False),
        (answers(needs=["school_readiness"], managing="struggling"), "self_help_plus_groups", False),
        (answers(needs=["parenting"], managing="struggling"), "refer", False),
        (answers(needs=["send"], managing="struggling"), "refer", False),
        (answers(needs=["baby_care"], managing="cannot_cope"), "refer", False),
        (answers(needs=["mental_health"], managing="cannot_cope"), "refer_priority", False),
        (answers(needs=["substance_misuse"], managing="coping"), "refer", False),
        (answers(needs=["no_public_funds"], managing="coping"), "refer", False),
        (answers(needs=["parenting", "send", "baby_care", "school_readiness"], managing="coping"), "refer", False),
        (answers(needs=["domestic_abuse"], managing="coping"), "refer_priority", True),
        (answers(needs=["exploitation"], managing="coping"), "refer_priority", True),
        (answers(danger="now", needs=["none"]), "refer_priority", True),
        (answers(danger="may_get_worse", needs=["none"]), "refer_priority", True),
        (answers(danger="prefer_not_to_say", needs=["none"]), "self_help", True),
    ],
)
def test_what_a_family_says_leads_where_the_service_agreed(given, level, urgent):
    result = evaluate(DOCUMENT, given)

    assert (result.level, result.urgent) == (level, urgent)


def test_every_outcome_of_the_document_is_reached():
    reached = {
        evaluate(DOCUMENT, answers(needs=[need], managing=managing)).level
        for need, managing in itertools.product([*NEEDS, "none"], ["coping", "struggling", "cannot_cope"])
    }

    assert reached == set(LEVELS)


@pytest.mark.parametrize("managing", ["coping", "struggling", "cannot_cope"])
def test_adding_a_need_never_lowers_the_outcome(managing):
    for first, second in itertools.permutations(NEEDS, 2):
        alone = evaluate(DOCUMENT, answers(needs=[first], managing=managing))
        together = evaluate(DOCUMENT, answers(needs=[first, second], managing=managing))
        assert LEVELS.index(together.level) >= LEVELS.index(alone.level)
        assert together.urgent >= alone.urgent


@pytest.mark.parametrize("option", ["now", "may_get_worse"])
def test_danger_is_urgent_whatever_the_document_says(option):
    silent = read_document('{"questions": [], "rules": [], "content": {}}')

    result = evaluate(silent, {"danger": (option,)})

    assert (result.level, result.urgent) == ("refer_priority", True)


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        (answers(needs=["none"]), ["danger", "about", "needs"]),
        (answers(needs=["parenting"]), ["danger", "about", "needs", "managing"]),
        (answers(needs=["parenting"], managing="struggling"), ["danger", "about", "needs", "managing", "helping"]),
        (answers(danger="now", needs=["none"]), ["danger", "about", "needs", "helping"]),
    ],
)
def test_only_the_questions_that_matter_are_asked(given, ids):
    assert [question.id for question in shown_questions(DOCUMENT, given)] == ids


def test_an_answer_to_a_question_that_is_no_longer_asked_is_forgotten():
    given = answers(needs=["none"], managing="cannot_cope") | {"helping": ("school",)}

    assert without_hidden(DOCUMENT, given) == answers(needs=["none"])


@pytest.mark.parametrize(
    ("question", "chosen", "reason"),
    [
        ("needs", [], "missing"),
        ("needs", ["no-such-need"], "unknown"),
        ("needs", ["none", "parenting"], "not_alone"),
        ("danger", ["now", "no"], "unknown"),
    ],
)
def test_an_impossible_answer_is_refused_with_its_reason(question, chosen, reason):
    with pytest.raises(InvalidAnswer) as refusal:
        check_answer(DOCUMENT.question(question), chosen)

    assert refusal.value.reason == reason


def test_chosen_options_are_kept_in_the_order_of_the_question():
    assert check_answer(DOCUMENT.question("needs"), ["parenting", "baby_care"]) == ("baby_care", "parenting")
