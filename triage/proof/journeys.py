"""Every journey through a questionnaire, as the site leads through it; exactly, and without going each by itself.

Journeys are followed question by question, and option by option where several can be ticked. Those that can no longer
lead to anything different go on as one, with their number and one of them as an example.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from triage.document import Document, Question, Rule
from triage.floors import FLOORS
from triage.outcome import Answers, Result, evaluate
from triage.proof.clauses import Clauses, Facts, Party, State, Verdict


class _Many(NamedTuple):
    """So many journeys, `example` among them."""

    number: int
    example: dict[str, tuple[str, ...]]


class _Ticked(NamedTuple):
    """Halfway through a question: how many options are ticked, as far as it matters, and whose conditions count."""

    state: State
    number: int
    counting: int


_Layer = dict[State, _Many]


@dataclass(frozen=True)
class Kind:
    """`journeys` that lead to the same, each party to its verdict; `answers` are one of them."""

    answers: Answers
    journeys: int
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True)
class Journey:
    """`count` journeys that lead to the same, through the same questions. `answers` are one of them."""

    answers: Answers
    count: int
    result: Result
    facts: frozenset[str]


@dataclass(frozen=True)
class Walk:
    """A document with all its journeys."""

    document: Document
    floors: tuple[Rule, ...]
    journeys: tuple[Journey, ...]


def walk(document: Document, floors: tuple[Rule, ...] = FLOORS, facts: Facts = ()) -> Walk:
    """The results are those of the site's own `evaluate`, of the example of each kind."""
    found = tuple(
        Journey(kind.answers, kind.journeys, evaluate(document, kind.answers, floors), kind.verdicts[0].facts)
        for kind in kinds(Party(document, floors, facts))
    )
    return Walk(document, floors, found)


def narrowed_to(document: Document, chosen: Mapping[str, str]) -> Document:
    """The document as it is for those who give these answers."""
    questions = [replace(one, options=(chosen[one.id],)) if one.id in chosen else one for one in document.questions]
    return replace(document, questions=tuple(questions))


def kinds(*parties: Party) -> Iterator[Kind]:
    """Every journey once, in one kind or another, of people who answer whatever any party asks.

    Questions that parties have in common take the same answers from them all: those of the first.
    """
    clauses = Clauses(parties)
    layer: _Layer = {clauses.beginning: _Many(1, {})}
    for question in _in_order(parties):
        layer = _Step(clauses, question, len(parties)).taken(layer)
    for state, many in layer.items():
        yield Kind(many.example, many.number, state.verdicts)


def _in_order(parties: Sequence[Party]) -> list[Question]:
    """The questions of all parties, those that only later ones ask after the question that they follow there."""
    order: list[Question] = []
    for party in parties:
        place = 0
        for question in party.document.questions:
            ids = [one.id for one in order]
            if question.id in ids:
                place = ids.index(question.id) + 1
            else:
                order.insert(place, question)
                place += 1
    return order


class _Step:
    """One question, put to all who have come so far."""

    def __init__(self, clauses: Clauses, question: Question, parties: int) -> None:
        self._clauses = clauses
        self._question = question
        self._parties = range(parties)
        self._on = clauses.on(question.id)
        self._most = clauses.most_that_matter(question.id)
        self._by_number = [clauses.met_by_number(question.id, number) for number in range(self._most + 1)]
        self._by_option = {option: clauses.met_by(question.id, option) for option in question.options}
        self._alone = [one for one in question.options if not question.many or one in question.alone]
        together = [one for one in question.options if one not in self._alone]
        self._gone_after = {one: self._none_of(together[number:]) for number, one in enumerate(together, start=1)}

    def taken(self, layer: _Layer) -> _Layer:
        after: _Layer = {}
        ticked: dict[_Ticked, _Many] = {}
        for state, many in layer.items():
            asking = [party for party in self._parties if self._clauses.asks(party, self._question.id, state)]
            if not asking:
                _add(after, self._clauses.settled(state, self._on), many)
                continue
            asked = self._asked(state, asking)
            _add(ticked, _Ticked(asked, 0, self._clauses.of_parties(asking)), many)
        for option in self._alone:
            for one, many in ticked.items():
                self._answered(after, self._with(one, option), self._chosen(many, option))
        for one, many in self._together(ticked).items():
            if one.number:
                self._answered(after, one, many)
        return after

    def _together(self, ticked: dict[_Ticked, _Many]) -> dict[_Ticked, _Many]:
        """Each option in turn ticked or not."""
        for option, gone in self._gone_after.items():
            following: dict[_Ticked, _Many] = {}
            for one, many in ticked.items():
                for either, ways in ((one, many), (self._with(one, option), self._chosen(many, option))):
                    _add(following, either._replace(state=self._clauses.settled(either.state, gone)), ways)
            ticked = following
        return ticked

    def _none_of(self, options: Sequence[str]) -> int:
        """The conditions on this question that none of the options can meet, nor one more of them."""
        met = self._by_number[-1]
        for option in options:
            met |= self._by_option[option]
        return self._on & ~met

    def _with(self, one: _Ticked, option: str) -> _Ticked:
        number = min(one.number + 1, self._most)
        met = one.state.met | (self._by_option[option] | self._by_number[number]) & one.counting
        return _Ticked(one.state._replace(met=met), number, one.counting)

    def _chosen(self, many: _Many, option: str) -> _Many:
        chosen = (*many.example.get(self._question.id, ()), option)
        return _Many(many.number, {**many.example, self._question.id: chosen})

    def _answered(self, after: _Layer, one: _Ticked, many: _Many) -> None:
        _add(after, self._clauses.settled(one.state, self._on), many)

    def _asked(self, state: State, asking: list[int]) -> State:
        verdicts = [
            verdict._replace(asked=(*verdict.asked, self._question.id)) if party in asking else verdict
            for party, verdict in enumerate(state.verdicts)
        ]
        return state._replace(verdicts=tuple(verdicts))


def _add(layer: dict, key: State | _Ticked, many: _Many) -> None:
    layer[key] = layer[key]._replace(number=layer[key].number + many.number) if key in layer else many
