"""The possible answers to a question in kinds: answers that no condition tells apart count as one kind.

Which conditions an answer meets is kept as an integer: a bit for each condition of the sequence that is passed about.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from triage.document import Condition, Document, Question, Rule

# What decides of options ticked together: the bits of the conditions on options, and how many, as far as it matters.
_State = tuple[int, int]


@dataclass(frozen=True)
class Kind:
    """`count` answers that meet the same conditions: `example` is one of them, `always` the options of every one."""

    met: int
    count: int
    example: tuple[str, ...]
    always: frozenset[str]

    def __or__(self, other: "Kind") -> "Kind":
        return Kind(self.met, self.count + other.count, self.example, self.always & other.always)


def conditions_of(document: Document, floors: Iterable[Rule]) -> tuple[Condition, ...]:
    """The different conditions on answers, of the rules, the floors and the questions."""
    owned = [rule.conditions for rule in (*document.rules, *floors)]
    owned += [question.show_if for question in document.questions]
    return tuple(dict.fromkeys(one for conditions in owned for one in conditions if one.question is not None))


class Kinds:
    """The answers to `question` in kinds: an answer that stands alone is of no kind with those that do not."""

    def __init__(self, question: Question, conditions: Sequence[Condition]) -> None:
        numbered = [(1 << number, one) for number, one in enumerate(conditions) if one.question == question.id]
        self._sizes = [(bit, one.count_at_least) for bit, one in numbered if one.count_at_least is not None]
        self._largest = max((size for _bit, size in self._sizes), default=1)
        self._bits = {
            option: sum(bit for bit, one in numbered if one.count_at_least is None and option in one.any_of)
            for option in question.options
        }
        self._alone = [option for option in question.options if not question.many or option in question.alone]
        self._together = [option for option in question.options if option not in self._alone]
        self.bits = sum(bit for bit, _one in numbered)
        self.has_more_to_tick = question.many

    @cached_property
    def all(self) -> list[Kind]:
        """Every possible answer, each in one kind."""
        alone = [Kind(self._met((self._bits[one], 1)), 1, (one,), frozenset({one})) for one in self._alone]
        together = [kind for state, kind in self._subsets.items() if state[1]]
        return [*_by_what_is_met(alone), *_by_what_is_met(together)]

    @cached_property
    def additions(self) -> set[tuple[int, int]]:
        """What is met before and after one more option is ticked; an option that stands alone gives way to it."""
        if not self.has_more_to_tick:
            return set()
        one_more = {
            (kind.met, self._met(self._with(state, option)))
            for state, kind in self._subsets.items()
            if state[1]
            for option in self._together
            if option not in kind.always
        }
        return one_more | {
            (self._met((self._bits[alone], 1)), self._met((self._bits[option], 1)))
            for alone in self._alone
            for option in self._together
        }

    @cached_property
    def _subsets(self) -> dict[_State, Kind]:
        """The options that can be ticked together, none of them too, by state: worked out option by option."""
        subsets = {(0, 0): Kind(0, 1, (), frozenset())}
        for option in self._together:
            for state, kind in list(subsets.items()):
                larger = self._with(state, option)
                grown = Kind(self._met(larger), kind.count, (*kind.example, option), kind.always | {option})
                subsets[larger] = subsets[larger] | grown if larger in subsets else grown
        return subsets

    def _with(self, state: _State, option: str) -> _State:
        return state[0] | self._bits[option], min(state[1] + 1, self._largest)

    def _met(self, state: _State) -> int:
        return state[0] | sum(bit for bit, size in self._sizes if state[1] >= size)


def _by_what_is_met(found: list[Kind]) -> list[Kind]:
    merged: dict[int, Kind] = {}
    for kind in found:
        merged[kind.met] = merged[kind.met] | kind if kind.met in merged else kind
    return list(merged.values())
