"""What a change of the questionnaire does, told to whoever approves it."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.triage.shipped import SHIPPED
from tests.triage.small_documents import counted, document, documents
from triage.document import LEVELS, Condition, Question, Rule
from triage.proof.consequences import Outcome, compare

NEEDS = Question("needs", True, ("home", "money", "none"), alone=frozenset({"none"}))
HOME = Rule("home", (Condition("needs", frozenset({"home"})),), level="refer")


def test_nothing_moves_where_nothing_changes():
    assert compare(SHIPPED, SHIPPED).moves == ()


def test_a_rule_that_goes_moves_whoever_it_led_and_an_example_says_who():
    consequences = compare(document([NEEDS], [HOME]), document([NEEDS]))

    assert consequences.journeys == 4
    assert [(move.before, move.after, move.journeys) for move in consequences.moves] == [
        (Outcome("refer", False), Outcome("self_help", False), 2)
    ]
    assert consequences.moves[0].examples[0] == {"needs": ("home",)}


def test_journeys_that_cannot_be_made_any_more_and_new_ones_are_counted_by_themselves():
    fewer, more = document([replace(NEEDS, options=("home", "none"))]), document([NEEDS])

    added, dropped = compare(fewer, more), compare(more, fewer)

    assert (added.journeys, added.new, added.gone) == (2, 2, 0)
    assert (dropped.journeys, dropped.new, dropped.gone) == (2, 0, 2)


def test_a_question_that_is_added_is_answered_too():
    sure = Question("sure", False, ("yes", "no"))
    rule = Rule("sure", (Condition("sure", frozenset({"yes"})),), level="refer_priority", urgent=True)

    consequences = compare(document([NEEDS]), document([NEEDS, sure], [rule]))

    assert consequences.journeys == 8
    assert consequences.moved == 4


def test_examples_of_a_change_to_the_shipped_questionnaire_tick_as_little_as_can_be():
    without = replace(SHIPPED, rules=tuple(rule for rule in SHIPPED.rules if rule.id != "needs_the_service"))

    moves = compare(SHIPPED, without).moves

    lowered = next(move for move in moves if move.after == Outcome("self_help", urgent=False))
    assert all(len(answers["needs"]) == 1 for answers in lowered.examples)
    assert len(lowered.examples) == 3


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_moves_is_what_moves_when_every_journey_is_gone_by_itself(data):
    before = data.draw(documents())
    after = data.draw(documents(like=before))
    expected = Counter()
    for (old, new), number in counted([before, after]).items():
        if old[:2] != new[:2]:
            expected[(Outcome(LEVELS[old[0]], old[1]), Outcome(LEVELS[new[0]], new[1]))] += number

    moves = compare(before, after).moves

    assert {(move.before, move.after): move.journeys for move in moves} == expected
