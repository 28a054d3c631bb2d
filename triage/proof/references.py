"""Whether a document hangs together: what can be seen without walking through it."""

from collections import Counter
from collections.abc import Iterable, Iterator

from triage.document import LEVELS, Condition, Document, Question, Rule, problems, unknown
from triage.proof.problem import Problem, ProblemKind


def slips(document: Document, floors: tuple[Rule, ...]) -> Iterator[Problem]:
    """Everything that is unknown, unused, double or empty. A document with any leads nobody anywhere."""
    found = [
        *problems(document),
        *((f"floors.{floor.id}", words) for floor in floors for words in unknown(document, floor)),
        *_twice(document, floors),
        *((f"questions.{one.id}", words) for one in document.questions for words in _of_question(document, one)),
        *((f"questions.{one.id}", words) for one in document.questions for words in _unused(document, one, floors)),
        *((f"rules.{one.id}", words) for one in document.rules for words in _of_rule(one)),
        *((f"families.{one.id}", f"there is no level {one.level!r}") for one in document.families
          if one.level not in LEVELS),
    ]  # fmt: skip
    yield from (Problem(ProblemKind.REFERENCE, where, words) for where, words in found)


def _twice(document: Document, floors: tuple[Rule, ...]) -> Iterator[tuple[str, str]]:
    for part, items in (
        ("questions", document.questions),
        ("rules", (*document.rules, *floors)),
        ("families", document.families),
    ):
        yield from ((f"{part}.{one}", "two have this id") for one in _doubles(item.id for item in items))


def _of_question(document: Document, question: Question) -> Iterator[str]:
    if not question.options:
        yield "it has no options"
    yield from (f"{option!r} is there twice" for option in _doubles(question.options))
    if missing := question.alone - set(question.options):
        yield f"{sorted(missing)} cannot stand alone, as there is no such option"
    grouped = [option for options in question.groups.values() for option in options]
    if grouped and grouped != list(question.options):
        yield "the groups do not hold every option once, in order"
    order = [one.id for one in document.questions]
    for condition in question.show_if:
        yield from _of_condition(condition)
        if condition.question in order[order.index(question.id) :]:
            yield f"whether it is asked depends on {condition.question!r}, which does not come before it"


def _unused(document: Document, question: Question, floors: tuple[Rule, ...]) -> Iterator[str]:
    """Whoever ticks an option says that something matters; an option that stands alone says that nothing does."""
    conditions = [condition for rule in (*document.rules, *floors) for condition in rule.conditions]
    named = {option for one in conditions if one.question == question.id for option in one.any_of}
    if question.many:
        unused = [option for option in question.options if option not in named | question.alone]
        yield from (f"no rule knows of {option!r}" for option in unused)


def _of_rule(rule: Rule) -> Iterator[str]:
    if not rule.conditions:
        yield "it has no condition"
    for condition in rule.conditions:
        yield from _of_condition(condition)
    if (rule.level, rule.urgent, rule.tags, rule.team_hint) == (LEVELS[0], False, frozenset(), None):
        yield "it decides nothing"


def _of_condition(condition: Condition) -> Iterator[str]:
    said = [bool(condition.any_of), condition.count_at_least is not None, condition.level_at_least is not None]
    if said.count(True) != 1 or (condition.question is None) != (condition.level_at_least is not None):
        yield "a condition must name options of a question, or a number of them, or a level"
    if condition.count_at_least is not None and condition.count_at_least < 1:
        yield "a number of options must be at least 1"


def _doubles(ids: Iterable[str]) -> list[str]:
    return [one for one, times in Counter(ids).items() if times > 1]
