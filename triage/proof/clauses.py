"""What decides in a document, in bits: which answers meet which conditions, and what is still open after some answers.

Two beginnings of a journey with the same `State` lead to the same, whatever is answered from there on.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from triage.document import LEVELS, Condition, Document, Question, Rule
from triage.floors import FLOORS

# What may be true of answers: a name and the conditions that are met together where it is. A name may come twice.
Facts = tuple[tuple[str, tuple[Condition, ...]], ...]


@dataclass(frozen=True)
class Party:
    """A document to be led by. Of each journey is kept which of `facts` are true of its answers, by their names."""

    document: Document
    floors: tuple[Rule, ...] = FLOORS
    facts: Facts = ()


class Verdict(NamedTuple):
    """Where one party stands: its level's place among LEVELS, the facts so far, the questions it asked."""

    level: int = 0
    urgent: bool = False
    facts: frozenset[str] = frozenset()
    asked: tuple[str, ...] = ()


class State(NamedTuple):
    """A verdict a party; the clauses that may still change one, and the conditions of these that are met, in bits."""

    verdicts: tuple[Verdict, ...]
    open: int
    met: int


class _Clause(NamedTuple):
    bit: int
    needs: int
    party: int
    level: int
    urgent: bool
    facts: frozenset[str]


class Clauses:
    def __init__(self, parties: Sequence[Party]) -> None:
        self._numbers: dict[tuple[int, Condition], int] = {}
        self._clauses = [
            _Clause(1 << number, *clause)
            for number, clause in enumerate(one for party in enumerate(parties) for one in self._of_party(*party))
        ]
        self._needed_level = {
            (number, question.id): max((LEVELS.index(one.level_at_least) for one in _on_level(question)), default=0)
            for number, party in enumerate(parties)
            for question in party.document.questions
        }
        self.beginning = self.settled(State((Verdict(),) * len(parties), (1 << len(self._clauses)) - 1, 0), 0)

    def met_by(self, question: str, option: str) -> int:
        """The conditions that are met where the option is among those chosen, for every party."""
        return self._together(question, lambda one: one.count_at_least is None and option in one.any_of)

    def met_by_number(self, question: str, number: int) -> int:
        return self._together(question, lambda one: one.count_at_least is not None and one.count_at_least <= number)

    def on(self, question: str) -> int:
        return self._together(question, lambda _one: True)

    def of_parties(self, parties: Sequence[int]) -> int:
        return sum(bit for (party, _one), bit in self._numbers.items() if party in parties)

    def most_that_matter(self, question: str) -> int:
        """From how many options on it no longer matters how many were chosen; at least 1."""
        counts = [one.count_at_least or 1 for (_party, one) in self._numbers if one.question == question]
        return max(counts, default=1)

    def asks(self, party: int, question: str, state: State) -> bool:
        needed = self._needed_level.get((party, question))
        verdict = state.verdicts[party]
        return needed is not None and verdict.level >= needed and _shown(question) in verdict.facts

    def settled(self, state: State, gone: int) -> State:
        """The state once the conditions `gone` can no longer be met: clauses that are met have decided, those that
        can decide nothing any more are dropped, and with them what was met of them."""
        verdicts = list(state.verdicts)
        undecided = []
        for clause in self._clauses:
            if state.open & clause.bit:
                missing = clause.needs & ~state.met
                if not missing:
                    verdicts[clause.party] = _decided(verdicts[clause.party], clause)
                elif not missing & gone:
                    undecided.append(clause)
        left = [clause for clause in undecided if _decides(clause, verdicts[clause.party])]
        wanted = 0
        for clause in left:
            wanted |= clause.needs
        return State(tuple(verdicts), sum(clause.bit for clause in left), state.met & wanted)

    def _of_party(self, number: int, party: Party) -> Iterator[tuple[int, int, int, bool, frozenset[str]]]:
        """Of rules what they decide, of questions and facts only that they are shown or true."""
        for rule in (*party.document.rules, *party.floors):
            level = LEVELS.index(rule.level)
            yield self._needs(number, rule.conditions), number, level, rule.urgent, frozenset()
        facts = [(_shown(one.id), _on_answers(one)) for one in party.document.questions]
        for fact, conditions in (*facts, *party.facts):
            yield self._needs(number, conditions), number, 0, False, frozenset({fact})

    def _needs(self, party: int, conditions: Sequence[Condition]) -> int:
        return sum(self._numbers.setdefault((party, one), 1 << len(self._numbers)) for one in set(conditions))

    def _together(self, question: str, holds: Callable[[Condition], bool]) -> int:
        return sum(bit for (_, one), bit in self._numbers.items() if one.question == question and holds(one))


def _decided(verdict: Verdict, clause: _Clause) -> Verdict:
    level, urgent = max(verdict.level, clause.level), verdict.urgent or clause.urgent
    return Verdict(level, urgent, verdict.facts | clause.facts, verdict.asked)


def _decides(clause: _Clause, verdict: Verdict) -> bool:
    return clause.level > verdict.level or clause.urgent > verdict.urgent or not clause.facts <= verdict.facts


def _shown(question: str) -> str:
    return f"shown.{question}"


def _on_level(question: Question) -> list[Condition]:
    return [condition for condition in question.show_if if condition.level_at_least]


def _on_answers(question: Question) -> tuple[Condition, ...]:
    return tuple(condition for condition in question.show_if if not condition.level_at_least)
