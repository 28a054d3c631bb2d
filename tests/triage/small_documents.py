"""Questionnaires of a few questions, and every journey through them gone one by one."""

import itertools
from collections import Counter

from hypothesis import strategies as st

from triage.document import LEVELS, Condition, Document, Question, Rule
from triage.outcome import evaluate, holds, is_shown

OPTIONS = ("a", "b", "c", "d")


def document(questions, rules=(), families=()):
    return Document(tuple(questions), tuple(rules), {}, {}, tuple(families), hash="")


@st.composite
def conditions(draw, questions):
    question = draw(st.sampled_from(questions))
    if draw(st.booleans()):
        return Condition(question.id, frozenset(draw(st.sets(st.sampled_from(question.options), min_size=1))))
    return Condition(question.id, count_at_least=draw(st.integers(1, 3)))


@st.composite
def rules(draw, questions, name="rule"):
    return tuple(
        Rule(f"{name}{number}", tuple(met), draw(st.sampled_from(LEVELS)), draw(st.booleans()))
        for number, met in enumerate(
            draw(st.lists(st.lists(conditions(questions), min_size=1, max_size=3), max_size=5))
        )
    )


@st.composite
def shown(draw, before):
    if not before or draw(st.booleans()):
        return ()
    on_level = st.builds(lambda level: Condition(level_at_least=level), st.sampled_from(LEVELS))
    return tuple(draw(st.lists(st.one_of(conditions(before), on_level), max_size=2)))


@st.composite
def documents(draw, like=None):
    """Any small questionnaire; one like another asks the same questions in other circumstances."""
    questions = []
    for number in range(draw(st.integers(1, 4)) if like is None else len(like.questions)):
        options = OPTIONS[: draw(st.integers(1, len(OPTIONS)))]
        fresh = Question(
            f"q{number}",
            draw(st.booleans()),
            options,
            alone=frozenset(draw(st.sets(st.sampled_from(options), max_size=1))),
        )
        given = fresh if like is None else like.questions[number]
        questions.append(
            Question(given.id, given.many, given.options, alone=given.alone, show_if=draw(shown(questions)))
        )
    return document(questions, draw(rules(questions)))


def answers_to(question):
    yield from ((option,) for option in question.options)
    if question.many:
        together = [option for option in question.options if option not in question.alone]
        for size in range(2, len(together) + 1):
            yield from itertools.combinations(together, size)


def one_by_one(parties, given=None, number=0):
    """For every journey by itself: what each party asked and was answered. The documents ask the same questions."""
    given = given or tuple({} for _party in parties)
    if number == len(parties[0].questions):
        yield given
        return
    asking = [
        is_shown(party.questions[number], answers, evaluate(party, answers, ()))
        for party, answers in zip(parties, given, strict=True)
    ]
    question = parties[0].questions[number]
    for chosen in answers_to(question) if any(asking) else [()]:
        after = tuple(
            {**answers, question.id: chosen} if asked else answers for answers, asked in zip(given, asking, strict=True)
        )
        yield from one_by_one(parties, after, number + 1)


def verdict(party, answers, facts=()):
    result = evaluate(party, answers, ())
    true = frozenset(fact for fact, met in facts if all(holds(one, answers) for one in met))
    return (LEVELS.index(result.level), result.urgent, true, tuple(answers))


def counted(parties, facts=()):
    return Counter(
        tuple(verdict(party, answers, facts) for party, answers in zip(parties, given, strict=True))
        for given in one_by_one(parties)
    )
