"""The proof follows many journeys as one: that must come to the same as going each of them."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.triage.shipped import SHIPPED
from tests.triage.small_documents import conditions, counted, document, documents, one_by_one
from triage.document import LEVELS, Condition, Question, Rule
from triage.outcome import evaluate, shown_questions, without_hidden
from triage.proof.clauses import Party
from triage.proof.journeys import kinds, walk


def followed(parties, facts=()):
    known = {fact for fact, _met in facts}
    found = Counter()
    for kind in kinds(*(Party(party, (), facts) for party in parties)):
        found[tuple((*one[:2], one.facts & known, one.asked) for one in kind.verdicts)] += kind.journeys
    return found


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_every_journey_is_counted_where_it_leads_however_many_go_as_one(data):
    asked = data.draw(documents())
    facts = tuple((f"fact{number}", (data.draw(conditions(asked.questions)),)) for number in range(2))

    assert followed([asked], facts) == counted([asked], facts)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_two_questionnaires_are_gone_through_together_by_people_who_answer_both(data):
    before = data.draw(documents())
    after = data.draw(documents(like=before))

    assert followed([before, after]) == counted([before, after])


@settings(max_examples=100, deadline=None)
@given(documents())
def test_an_example_leads_where_its_kind_does(asked):
    for kind in kinds(Party(asked, ())):
        result = evaluate(asked, kind.answers, ())
        assert (LEVELS.index(result.level), result.urgent) == kind.verdicts[0][:2]
        assert tuple(kind.answers) == kind.verdicts[0].asked


@settings(max_examples=100, deadline=None)
@given(documents(), st.data())
def test_an_option_more_never_lowers_the_outcome(asked, data):
    journey = data.draw(st.sampled_from(list(one_by_one([asked]))))[0]
    for question in asked.questions:
        for option in set(question.options) - set(journey.get(question.id, ())):
            more = {**journey, question.id: (*journey.get(question.id, ()), option)}
            lower, higher = evaluate(asked, journey, ()), evaluate(asked, more, ())
            assert higher.is_at_least(lower.level) and higher.urgent >= lower.urgent


def test_the_shipped_questionnaire_is_walked_as_the_site_leads_through_it():
    for journey in walk(SHIPPED).journeys:
        assert [question.id for question in shown_questions(SHIPPED, journey.answers)] == list(journey.answers)
        assert without_hidden(SHIPPED, journey.answers) == journey.answers


def test_the_journeys_are_as_many_as_answers_multiply_to():
    """With n needs besides "none of these" there are 2^n - 1 ways to tick some of them."""
    many = Question("needs", True, ("a", "b", "c", "none"), alone=frozenset({"none"}))
    sure = Question("sure", False, ("yes", "no"), show_if=(Condition("needs", frozenset({"a"})),))
    rule = Rule("two", (Condition("needs", count_at_least=2),), level="refer")

    found = walk(document([many, sure], [rule]), ()).journeys

    assert sum(journey.count for journey in found) == 4 * 2 + 3 + 1
    assert sum(journey.count for journey in found if journey.result.level == "refer") == 3 * 2 + 1
