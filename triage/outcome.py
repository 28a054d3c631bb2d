"""What the answers lead to, and which question comes next: every rule fires and the highest level wins.

Because only the highest counts, the order of the rules cannot matter, and adding an answer can never lower the outcome.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from triage.document import LEVELS, Condition, Document, Question, Rule, Suggestion
from triage.floors import FLOORS

# Question id -> the ids of the options chosen, in the question's order.
Answers = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Result:
    level: str
    urgent: bool
    tags: frozenset[str]
    team_hint: str | None
    rules: tuple[str, ...]

    def is_at_least(self, level: str) -> bool:
        return LEVELS.index(self.level) >= LEVELS.index(level)


class InvalidAnswer(ValueError):
    """`reason` is "missing", "unknown" or "not_alone"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def evaluate(document: Document, answers: Answers, floors: tuple[Rule, ...] = FLOORS) -> Result:
    fired = [rule for rule in (*document.rules, *floors) if fires(rule, answers)]
    return Result(
        level=max((rule.level for rule in fired), key=LEVELS.index, default=LEVELS[0]),
        urgent=any(rule.urgent for rule in fired),
        tags=frozenset().union(*(rule.tags for rule in fired)),
        team_hint=next((rule.team_hint for rule in fired if rule.team_hint), None),
        rules=tuple(rule.id for rule in fired),
    )


def fires(rule: Rule, answers: Answers) -> bool:
    return all(holds(condition, answers) for condition in rule.conditions)


def shown_questions(document: Document, answers: Answers) -> list[Question]:
    """The questions that these answers lead through, in order."""
    result = evaluate(document, answers)
    return [question for question in document.questions if is_shown(question, answers, result)]


def without_hidden(document: Document, answers: Answers) -> dict[str, tuple[str, ...]]:
    """The answers less those to questions that the other answers no longer lead to: they must not decide anything."""
    shown = {question.id for question in shown_questions(document, answers)}
    kept = {question_id: chosen for question_id, chosen in answers.items() if question_id in shown}
    return kept if len(kept) == len(answers) else without_hidden(document, kept)


def suggestions(document: Document, answers: Answers) -> list[Suggestion]:
    """What to show for the needs that were ticked, in their order, then for what the rules add; for some people,
    something else in its place."""
    instead = [
        document.suggestions_instead[who] for who in answers.get("about", ()) if who in document.suggestions_instead
    ]
    keys = [*answers.get("needs", ()), *sorted(evaluate(document, answers).tags)]
    return instead or [document.suggestions[key] for key in keys if key in document.suggestions]


def check_answer(question: Question, chosen: list[str]) -> tuple[str, ...]:
    """The chosen options in the question's order. Raises InvalidAnswer with the reason why they cannot be an answer."""
    if not chosen:
        raise InvalidAnswer("missing")
    if not set(chosen) <= set(question.options) or (len(chosen) > 1 and not question.many):
        raise InvalidAnswer("unknown")
    if len(chosen) > 1 and question.alone & set(chosen):
        raise InvalidAnswer("not_alone")
    return tuple(option for option in question.options if option in chosen)


def is_shown(question: Question, answers: Answers, result: Result) -> bool:
    """Whether answers that lead to this result lead through the question."""
    return all(
        result.is_at_least(condition.level_at_least) if condition.level_at_least else holds(condition, answers)
        for condition in question.show_if
    )


def holds(condition: Condition, answers: Answers) -> bool:
    """Whether a condition on a question, not on the level, is met."""
    chosen = answers.get(condition.question or "", ())
    if condition.count_at_least is not None:
        return len(chosen) >= condition.count_at_least
    return not condition.any_of.isdisjoint(chosen)
