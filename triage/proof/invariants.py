"""What must hold on every journey through any questionnaire of ours."""

from collections.abc import Callable, Iterator

from triage.document import LEVELS, Condition, Question
from triage.floors import NEEDS_OF_THE_SERVICE
from triage.outcome import Answers, Result, evaluate, is_shown
from triage.proof.journeys import Journey, Walk, narrowed_to
from triage.proof.journeys import walk as walk_through
from triage.proof.problem import Problem, ProblemKind
from triage.proof.silence import NOT_SAID, worse_than_silence

MOST_QUESTIONS = 6
MOST_QUESTIONS_OF_THE_MEDIAN = 5
# What is looked at in every journey: by name, the conditions that its answers meet together.
FACTS = (
    ("danger", (Condition("danger", frozenset({"now", "may_get_worse"})),)),
    ("danger", (Condition("needs", frozenset({"domestic_abuse", "exploitation", "child_at_risk", "self_harm"})),)),
    ("danger_not_said", (Condition("danger", frozenset({NOT_SAID})),)),
    ("serious", (Condition("needs", NEEDS_OF_THE_SERVICE), Condition("managing", frozenset({"cannot_cope"})))),
)


def every_question_is_asked(walk: Walk) -> Iterator[Problem]:
    asked = {question for journey in walk.journeys for question in journey.answers}
    for question in walk.document.questions:
        if question.id not in asked:
            yield _problem(f"questions.{question.id}", "no journey leads to it")


def every_rule_fires(walk: Walk) -> Iterator[Problem]:
    """A rule that no example and no family shows to fire is looked for in every journey."""
    told = (evaluate(walk.document, family.answers, walk.floors) for family in walk.document.families)
    fired = {rule for result in (*told, *(journey.result for journey in walk.journeys)) for rule in result.rules}
    unseen = [rule for rule in (*walk.document.rules, *walk.floors) if rule.id not in fired]
    closer = walk_through(walk.document, walk.floors, tuple((rule.id, rule.conditions) for rule in unseen))
    found = {fact for journey in closer.journeys for fact in journey.facts}
    for rule in unseen:
        if rule.id not in found:
            yield _problem(f"{'floors' if rule in walk.floors else 'rules'}.{rule.id}", "it never fires")


def every_journey_ends(walk: Walk) -> Iterator[Problem]:
    """An answer must not lead to a question before it: the site goes forward, so nobody would be asked it."""

    def is_stuck(journey: Journey) -> bool:
        shown = [one.id for one in walk.document.questions if is_shown(one, journey.answers, journey.result)]
        return shown != list(journey.answers)

    yield from _wrong(walk, "an answer leads back to a question before it", is_stuck)


def questions_are_few(walk: Walk) -> Iterator[Problem]:
    yield from _wrong(
        walk, f"more than {MOST_QUESTIONS} questions are asked", lambda journey: len(journey.answers) > MOST_QUESTIONS
    )
    if median_questions(walk) > MOST_QUESTIONS_OF_THE_MEDIAN:
        yield _problem("", f"more than half of the journeys ask over {MOST_QUESTIONS_OF_THE_MEDIAN} questions")


def danger_shows_urgent_help(walk: Walk) -> Iterator[Problem]:
    yield from _wrong(
        walk,
        "danger does not show urgent help and lead to a referral before others",
        lambda journey: (
            "danger" in journey.facts and not (journey.result.urgent and journey.result.is_at_least("refer_priority"))
        ),
    )


def not_said_shows_urgent_help(walk: Walk) -> Iterator[Problem]:
    yield from _wrong(
        walk,
        "“I would rather not say” about danger does not show urgent help",
        lambda journey: "danger_not_said" in journey.facts and not journey.result.urgent,
    )


def not_said_is_no_worse_than_silence(walk: Walk) -> Iterator[Problem]:
    """Whoever would rather not say gets at least what the same answers with "no" in its place, or nothing, lead to."""
    for question in walk.document.questions:
        if NOT_SAID in question.options:
            narrowed = narrowed_to(walk.document, {question.id: NOT_SAID})
            for answers in worse_than_silence(narrowed, walk.floors, question.id):
                words = f"“I would rather not say” leads to less help than silence: {_said(answers)}"
                yield _problem(f"questions.{question.id}", words)
                break


def serious_needs_reach_the_referral(walk: Walk) -> Iterator[Problem]:
    """Each need that the service takes can be said to be serious, and is then referred, whoever it is about."""
    yield from _wrong(
        walk,
        "a need that the service takes is not referred although the family cannot cope",
        lambda journey: "serious" in journey.facts and not journey.result.is_at_least("refer"),
    )
    for need in sorted(NEEDS_OF_THE_SERVICE):
        alone = walk_through(narrowed_to(walk.document, {"danger": "no", "needs": need}), walk.floors)
        if not any(journey.result.is_at_least("refer") for journey in alone.journeys):
            yield _problem("questions.needs", f"{need!r} alone never reaches the referral")


def another_need_never_lowers(walk: Walk) -> Iterator[Problem]:
    """Conditions know no "not", so a further option can only make more rules fire, but for what it takes the place
    of: an option that stands alone."""
    for question in walk.document.questions:
        for journey in (*walk.journeys, *_with_options_alone(walk, question)):
            for larger in _with_one_more(question, journey.answers):
                if _is_lower(evaluate(walk.document, larger, walk.floors), journey.result):
                    yield _problem(f"questions.{question.id}", f"one answer more lowers the outcome: {_said(larger)}")
                    return


def every_outcome_shows_something(walk: Walk) -> Iterator[Problem]:
    """What is shown fits the needs, each of which has something to show: so they must be asked of everybody."""
    yield from _wrong(
        walk, "nobody asks about needs, so there is nothing to show", lambda journey: "needs" not in journey.answers
    )


INVARIANTS: tuple[Callable[[Walk], Iterator[Problem]], ...] = (
    every_question_is_asked,
    every_rule_fires,
    every_journey_ends,
    questions_are_few,
    danger_shows_urgent_help,
    not_said_shows_urgent_help,
    not_said_is_no_worse_than_silence,
    serious_needs_reach_the_referral,
    another_need_never_lowers,
    every_outcome_shows_something,
)


def median_questions(walk: Walk) -> int:
    """Over journeys, not kinds of them; the lower of the two in the middle."""
    left = (sum(journey.count for journey in walk.journeys) + 1) // 2
    for journey in sorted(walk.journeys, key=lambda journey: len(journey.answers)):
        left -= journey.count
        if left <= 0:
            return len(journey.answers)
    return 0


def _wrong(walk: Walk, words: str, is_wrong: Callable[[Journey], bool]) -> Iterator[Problem]:
    """One problem for all journeys that are wrong in this way, with how many there are and one of them."""
    wrong = [journey for journey in walk.journeys if is_wrong(journey)]
    if wrong:
        number = sum(journey.count for journey in wrong)
        yield _problem("", f"{words}: {number:,} journeys, such as {_said(wrong[0].answers)}")


def _with_options_alone(walk: Walk, question: Question) -> Iterator[Journey]:
    for option in question.alone if question.many else ():
        yield from walk_through(narrowed_to(walk.document, {question.id: option}), walk.floors).journeys


def _with_one_more(question: Question, answers: Answers) -> Iterator[Answers]:
    """The same answers with one option more; it takes the place of one that stands alone."""
    if question.many and question.id in answers:
        kept = [option for option in answers[question.id] if option not in question.alone]
        for option in question.options:
            if option not in answers[question.id] and option not in question.alone:
                yield {**answers, question.id: (*kept, option)}


def _is_lower(one: Result, other: Result) -> bool:
    return LEVELS.index(one.level) < LEVELS.index(other.level) or one.urgent < other.urgent


def _said(answers: Answers) -> str:
    return "; ".join(f"{question}: {', '.join(chosen)}" for question, chosen in answers.items())


def _problem(where: str, words: str) -> Problem:
    return Problem(ProblemKind.JOURNEY, where, words)
