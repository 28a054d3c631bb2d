"""What a change of the questionnaire does to families: how many journeys lead elsewhere, from what to what."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from triage.document import Document, Question
from triage.floors import FLOORS
from triage.outcome import Answers, evaluate, is_shown, without_hidden
from triage.proof.journeys import journeys
from triage.proof.kinds import Kinds, conditions_of

EXAMPLES = 3


@dataclass(frozen=True)
class Outcome:
    level: str
    urgent: bool


@dataclass(frozen=True)
class Move:
    """So many journeys that led to `before` lead to `after`; `examples` are answers of a few, the shortest first."""

    before: Outcome
    after: Outcome
    journeys: int
    examples: tuple[Answers, ...]


@dataclass(frozen=True)
class Consequences:
    """`journeys` are those of both documents, `moves` of them lead elsewhere, most journeys first.

    `new` can be made only now, as they choose options that there were not; `gone` no longer can be made.
    """

    journeys: int
    moves: tuple[Move, ...]
    new: int
    gone: int

    @property
    def moved(self) -> int:
        return sum(move.journeys for move in self.moves)


def compare(before: Document, after: Document) -> Consequences:
    old, new = _in_common(before, after), _in_common(after, before)
    count: Counter[tuple[Outcome, Outcome]] = Counter()
    examples: dict[tuple[Outcome, Outcome], list[Answers]] = defaultdict(list)
    for answers, number in _journeys_of_both(old, new):
        led = (_outcome(old, answers), _outcome(new, answers))
        count[led] += number
        examples[led].append(answers)
    moves = [
        Move(*led, number, tuple(sorted(examples[led], key=_length)[:EXAMPLES]))
        for led, number in count.most_common()
        if led[0] != led[1]
    ]
    return Consequences(count.total(), tuple(moves), _number(after) - _number(new), _number(before) - _number(old))


def _in_common(document: Document, other: Document) -> Document:
    """The document with only those answers that the other takes too, where both ask the question."""
    others = {question.id: question for question in other.questions}
    return replace(document, questions=tuple(_shared(one, others.get(one.id, one)) for one in document.questions))


def _shared(question: Question, other: Question) -> Question:
    return replace(
        question,
        many=question.many and other.many,
        options=tuple(option for option in question.options if option in other.options),
        alone=question.alone | other.alone,
    )


def _journeys_of_both(before: Document, after: Document) -> Iterator[tuple[Answers, int]]:
    """Answers to whatever either document asks, a kind at a time, with how many there are of the kind."""
    conditions = tuple(dict.fromkeys((*conditions_of(before, FLOORS), *conditions_of(after, FLOORS))))
    known = {question.id for question in before.questions}
    questions = [*before.questions, *(question for question in after.questions if question.id not in known)]
    kinds = {question.id: Kinds(question, conditions).all for question in questions}
    waiting: list[tuple[Answers, int]] = [({}, 1)]
    while waiting:
        answers, number = waiting.pop()
        asked = next(
            (one for one in questions if one.id not in answers and _is_asked(one, before, after, answers)), None
        )
        if asked is None:
            yield answers, number
            continue
        waiting += [({**answers, asked.id: kind.example}, number * kind.count) for kind in kinds[asked.id]]


def _is_asked(question: Question, before: Document, after: Document, answers: Answers) -> bool:
    return any(
        question.id == one.id and is_shown(document, one, answers)
        for document in (before, after)
        for one in document.questions
    )


def _outcome(document: Document, answers: Answers) -> Outcome:
    asked = {question.id for question in document.questions}
    kept = without_hidden(document, {one: chosen for one, chosen in answers.items() if one in asked})
    result = evaluate(document, kept)
    return Outcome(result.level, result.urgent)


def _number(document: Document) -> int:
    return sum(journey.count for journey in journeys(document))


def _length(answers: Answers) -> int:
    return sum(len(chosen) for chosen in answers.values())
