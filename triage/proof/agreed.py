"""The families that the service and its partners agreed on: they can answer as they do, and are led where they must."""

from collections.abc import Iterator

from triage.document import Document, Family, Rule
from triage.outcome import InvalidAnswer, check_answer, evaluate, is_shown
from triage.proof.problem import Problem, ProblemKind


def families_not_served(document: Document, floors: tuple[Rule, ...]) -> Iterator[Problem]:
    for family in document.families:
        words = _led_elsewhere(document, family, floors) or _cannot_answer(document, family, floors)
        if words:
            yield Problem(ProblemKind.FAMILY, f"families.{family.id}", words)


def notices(document: Document, floors: tuple[Rule, ...]) -> bool:
    """Whether any family is led elsewhere than agreed."""
    return any(_led_elsewhere(document, family, floors) for family in document.families)


def _led_elsewhere(document: Document, family: Family, floors: tuple[Rule, ...]) -> str:
    result = evaluate(document, family.answers, floors)
    if (result.level, result.urgent) == (family.level, family.urgent):
        return ""
    return f"agreed: {_in_words(family.level, family.urgent)}; now: {_in_words(result.level, result.urgent)}"


def _cannot_answer(document: Document, family: Family, floors: tuple[Rule, ...]) -> str:
    if not family.story:
        return "it has no story"
    result = evaluate(document, family.answers, floors)
    asked = {one.id: one for one in document.questions if is_shown(one, family.answers, result)}
    if differing := sorted(asked.keys() ^ family.answers.keys()):
        return f"it must answer the questions that are asked, and no others: {', '.join(differing)}"
    refused = (one for one, chosen in family.answers.items() if not _can_choose(document, one, chosen))
    return next((f"{question!r} cannot be answered like this" for question in refused), "")


def _can_choose(document: Document, question: str, chosen: tuple[str, ...]) -> bool:
    try:
        return check_answer(document.question(question), list(chosen)) == chosen
    except InvalidAnswer:
        return False


def _in_words(level: str, urgent: bool) -> str:
    return f"{level}, with urgent help" if urgent else level
