"""Every journey through a questionnaire, in kinds, as the site leads through it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from triage.document import Condition, Document, Rule
from triage.floors import FLOORS
from triage.outcome import Answers, Result, evaluate, is_shown
from triage.proof.kinds import Kinds, conditions_of


@dataclass(frozen=True)
class Journey:
    """`count` journeys that no condition tells apart. `answers` are one of them, `met` what they meet, in bits."""

    answers: Answers
    met: int
    count: int
    result: Result


def journeys(
    document: Document, floors: tuple[Rule, ...] = FLOORS, conditions: Sequence[Condition] | None = None
) -> Iterator[Journey]:
    """Every journey once, in one kind or another; `conditions` tell kinds apart, by default the document's own."""
    known = conditions_of(document, floors) if conditions is None else conditions
    kinds = [Kinds(question, known).all for question in document.questions]
    results: dict[int, Result] = {}
    waiting: list[tuple[int, dict[str, tuple[str, ...]], int, int]] = [(0, {}, 0, 1)]
    while waiting:
        number, answers, met, count = waiting.pop()
        if met not in results:
            results[met] = evaluate(document, answers, floors)
        while number < len(kinds) and not is_shown(document.questions[number], answers, results[met]):
            number += 1
        if number == len(kinds):
            yield Journey(answers, met, count, results[met])
            continue
        question = document.questions[number].id
        waiting += [
            (number + 1, {**answers, question: kind.example}, met | kind.met, count * kind.count)
            for kind in kinds[number]
        ]


@dataclass(frozen=True)
class Walk:
    """A document with all its journeys."""

    document: Document
    floors: tuple[Rule, ...]
    journeys: tuple[Journey, ...]


def walk(document: Document, floors: tuple[Rule, ...] = FLOORS) -> Walk:
    return Walk(document, floors, tuple(journeys(document, floors)))
