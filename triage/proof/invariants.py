"""What must hold on every journey through any questionnaire of ours."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace

from triage.document import LEVELS, Document
from triage.floors import NEEDS_OF_THE_SERVICE
from triage.outcome import Answers, Result, evaluate, is_shown, suggestions
from triage.proof.journeys import Journey, Walk, journeys
from triage.proof.kinds import Kinds, conditions_of
from triage.proof.problem import Problem, ProblemKind

MOST_QUESTIONS = 6
MOST_QUESTIONS_OF_THE_MEDIAN = 5
NOT_SAID = "prefer_not_to_say"
# What says that somebody may be hurt, whoever it is about: by question.
DANGERS = {
    "danger": frozenset({"now", "may_get_worse"}),
    "needs": frozenset({"domestic_abuse", "exploitation", "child_at_risk", "self_harm"}),
}


def every_question_is_asked(walk: Walk) -> Iterator[Problem]:
    asked = {question for journey in walk.journeys for question in journey.answers}
    for question in walk.document.questions:
        if question.id not in asked:
            yield _problem(f"questions.{question.id}", "no journey leads to it")


def every_rule_fires(walk: Walk) -> Iterator[Problem]:
    fired = {rule for journey in walk.journeys for rule in journey.result.rules}
    for part, rules in (("rules", walk.document.rules), ("floors", walk.floors)):
        yield from (_problem(f"{part}.{rule.id}", "it never fires") for rule in rules if rule.id not in fired)


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
    def is_missed(journey: Journey) -> bool:
        danger = any(dangers.intersection(journey.answers.get(asked, ())) for asked, dangers in DANGERS.items())
        return danger and not (journey.result.urgent and journey.result.is_at_least("refer_priority"))

    yield from _wrong(walk, "danger does not show urgent help and lead to a referral before others", is_missed)


def not_said_is_no_worse_than_silence(walk: Walk) -> Iterator[Problem]:
    """Whoever would rather not say gets at least what the same answers without this one, or with "no", lead to."""

    def is_worse(journey: Journey) -> bool:
        unsaid = [asked for asked, chosen in journey.answers.items() if NOT_SAID in chosen]
        others = [{**journey.answers, asked: instead} for asked in unsaid for instead in ((), ("no",))]
        return any(_is_lower(journey.result, evaluate(walk.document, one, walk.floors)) for one in others)

    yield from _wrong(walk, "“I would rather not say” leads to less help than saying nothing", is_worse)
    yield from _wrong(
        walk,
        "“I would rather not say” about danger does not show urgent help",
        lambda journey: NOT_SAID in journey.answers.get("danger", ()) and not journey.result.urgent,
    )


def serious_needs_reach_the_referral(walk: Walk) -> Iterator[Problem]:
    """Each need that the service takes can be said to be serious, and is then referred, whoever it is about."""
    yield from _wrong(
        walk,
        "a need that the service takes is not referred although the family cannot cope",
        lambda journey: (
            not NEEDS_OF_THE_SERVICE.isdisjoint(journey.answers.get("needs", ()))
            and "cannot_cope" in journey.answers.get("managing", ())
            and not journey.result.is_at_least("refer")
        ),
    )
    for need in sorted(NEEDS_OF_THE_SERVICE):
        alone = journeys(_narrowed(walk.document, {"danger": "no", "needs": need}), walk.floors)
        if not any(journey.result.is_at_least("refer") for journey in alone):
            yield _problem("questions.needs", f"{need!r} alone never reaches the referral")


def another_need_never_lowers(walk: Walk) -> Iterator[Problem]:
    """Also in place of "none of these". Journeys whose kinds differ by one option ticked are compared."""
    conditions = conditions_of(walk.document, walk.floors)
    results = {journey.met: journey.result for journey in walk.journeys}
    for question in walk.document.questions:
        kinds = Kinds(question, conditions)
        examples = {kind.met: kind.example for kind in kinds.all}
        more = defaultdict(list)
        for before, after in kinds.additions:
            more[before].append(after)
        for journey in walk.journeys:
            for after in more[journey.met & kinds.bits] if question.id in journey.answers else ():
                larger = {**journey.answers, question.id: examples[after]}
                met = journey.met & ~kinds.bits | after
                if met not in results:
                    results[met] = evaluate(walk.document, larger, walk.floors)
                if _is_lower(results[met], journey.result):
                    yield _problem(f"questions.{question.id}", f"one answer more lowers the outcome: {_said(larger)}")
                    return


def every_outcome_shows_something(walk: Walk) -> Iterator[Problem]:
    def is_empty(journey: Journey) -> bool:
        fitting = suggestions(walk.document, journey.answers)
        return not any(one.pages or one.groups or one.helplines for one in fitting)

    yield from _wrong(walk, "there is nothing to show for the answers", is_empty)


INVARIANTS: tuple[Callable[[Walk], Iterator[Problem]], ...] = (
    every_question_is_asked,
    every_rule_fires,
    every_journey_ends,
    questions_are_few,
    danger_shows_urgent_help,
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


def _is_lower(one: Result, other: Result) -> bool:
    return LEVELS.index(one.level) < LEVELS.index(other.level) or one.urgent < other.urgent


def _narrowed(document: Document, chosen: dict[str, str]) -> Document:
    """The document as it is for those who give these answers."""
    questions = [
        replace(question, options=(chosen[question.id],)) if question.id in chosen else question
        for question in document.questions
    ]
    return replace(document, questions=tuple(questions))


def _said(answers: Answers) -> str:
    return "; ".join(f"{question}: {', '.join(chosen)}" for question, chosen in answers.items())


def _problem(where: str, words: str) -> Problem:
    return Problem(ProblemKind.JOURNEY, where, words)
