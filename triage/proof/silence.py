"""Whether it costs anybody help to say "I would rather not say"."""

from collections.abc import Iterator
from dataclasses import replace

from triage.document import Condition, Document, Rule
from triage.outcome import Answers
from triage.proof.clauses import Party
from triage.proof.journeys import kinds

NOT_SAID = "prefer_not_to_say"


def worse_than_silence(document: Document, floors: tuple[Rule, ...], question: str) -> Iterator[Answers]:
    """Answers that lead to less than the same with "no" to the question, or with no answer, would.

    In `document`, "I would rather not say" is the only answer to the question.
    """
    for instead in ("no", None):
        taken = Party(
            replace(document, rules=tuple(_taking(rule, question, instead) for rule in document.rules)),
            tuple(_taking(floor, question, instead) for floor in floors),
        )
        for kind in kinds(Party(document, floors), taken):
            spoken, silent = kind.verdicts
            if spoken.level < silent.level or spoken.urgent < silent.urgent:
                yield kind.answers


def _taking(rule: Rule, question: str, instead: str | None) -> Rule:
    """The rule as it is where "I would rather not say" is taken as another answer, or as none."""

    def taken(condition: Condition) -> Condition:
        if condition.question != question:
            return condition
        heard = {NOT_SAID} if instead in condition.any_of else set()
        return replace(condition, any_of=condition.any_of - {NOT_SAID} | heard)

    return replace(rule, conditions=tuple(taken(condition) for condition in rule.conditions))
