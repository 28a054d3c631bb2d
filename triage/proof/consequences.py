"""What a change of the questionnaire does to families: how many journeys lead elsewhere, from what to what."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from triage.document import LEVELS, Document, Question
from triage.outcome import Answers
from triage.proof.clauses import Party, Verdict
from triage.proof.journeys import Kind, kinds, narrowed_to

EXAMPLES = 3


@dataclass(frozen=True)
class Outcome:
    level: str
    urgent: bool


# From where to where.
_Led = tuple[Outcome, Outcome]


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
    """Of two documents that hang together: see `references`."""
    old, new = _in_common(before, after), _in_common(after, before)
    count: Counter[_Led] = Counter()
    for led, kind in _led(old, new):
        count[led] += kind.journeys
    examples = _examples(old, new)
    moves = [
        Move(*led, number, tuple(examples[led][:EXAMPLES])) for led, number in count.most_common() if led[0] != led[1]
    ]
    return Consequences(count.total(), tuple(moves), _number(after) - _number(new), _number(before) - _number(old))


def _led(old: Document, new: Document) -> Iterator[tuple[_Led, Kind]]:
    for kind in kinds(Party(old), Party(new)):
        yield (_outcome(kind.verdicts[0]), _outcome(kind.verdicts[1])), kind


def _examples(old: Document, new: Document) -> dict[_Led, list[Answers]]:
    """Those who tick one option are understood best, so they come first."""
    one_option = [{question.id: option} for question in old.questions if question.many for option in question.options]
    examples: dict[_Led, list[Answers]] = defaultdict(list)
    for chosen in (*one_option, {}):
        for led, kind in _led(narrowed_to(old, chosen), narrowed_to(new, chosen)):
            if kind.answers not in examples[led]:
                examples[led].append(kind.answers)
    return {led: sorted(found, key=_length) for led, found in examples.items()}


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


def _outcome(verdict: Verdict) -> Outcome:
    return Outcome(LEVELS[verdict.level], verdict.urgent)


def _number(document: Document) -> int:
    return sum(kind.journeys for kind in kinds(Party(document)))


def _length(answers: Answers) -> int:
    return sum(len(chosen) for chosen in answers.values())
