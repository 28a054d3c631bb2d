"""The document with one slip in one rule: each must be noticed, else the proof would not notice a real one either."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from triage.document import LEVELS, Condition, Document, Rule, unknown
from triage.proof.agreed import notices
from triage.proof.clauses import Party
from triage.proof.invariants import FACTS, INVARIANTS
from triage.proof.journeys import kinds, walk


@dataclass(frozen=True)
class Mutant:
    """`slip` is made to `rule`, which is a rule of the document or a floor ("rules.struggling")."""

    where: str
    slip: str
    rule: Rule
    slipped: Rule
    document: Document
    floors: tuple[Rule, ...]


@dataclass(frozen=True)
class Trial:
    """`redundant` mutants change nothing for anybody; `unnoticed` ones do, and nobody would know."""

    killed: int = 0
    redundant: tuple[Mutant, ...] = ()
    unnoticed: tuple[Mutant, ...] = ()


# Each takes a walk to find. Whoever reads of so many adds families first.
ENOUGH = 10


def try_all(document: Document, floors: tuple[Rule, ...]) -> Trial:
    """Every mutant, but of a rule that nobody would miss only the first, and none after enough that nobody notices."""
    fates: defaultdict[str, list[Mutant]] = defaultdict(list)
    missed_by_nobody: set[str] = set()
    for mutant in mutants(document, floors):
        if len(fates["unnoticed"]) == ENOUGH:
            break
        if mutant.where not in missed_by_nobody:
            fate = _fate(document, floors, mutant)
            fates[fate].append(mutant)
            if fate == "unnoticed" and mutant.slip == "deleted":
                missed_by_nobody.add(mutant.where)
    return Trial(len(fates["killed"]), tuple(fates["redundant"]), tuple(fates["unnoticed"]))


def mutants(document: Document, floors: tuple[Rule, ...]) -> Iterator[Mutant]:
    for rule in document.rules:
        for slip, slipped in _slips(document, rule):
            rules = tuple(slipped if one is rule else one for one in document.rules)
            yield Mutant(f"rules.{rule.id}", slip, rule, slipped, replace(document, rules=rules), floors)
    for floor in floors:
        for slip, slipped in _slips(document, floor):
            changed = tuple(slipped if one is floor else one for one in floors)
            yield Mutant(f"floors.{floor.id}", slip, floor, slipped, document, changed)


def _fate(document: Document, floors: tuple[Rule, ...], mutant: Mutant) -> str:
    if notices(mutant.document, mutant.floors) or any(unknown(mutant.document, mutant.slipped)):
        return "killed"
    if not _changes_something(document, floors, mutant):
        return "redundant"
    walked = walk(mutant.document, mutant.floors, FACTS)
    return "killed" if any(any(invariant(walked)) for invariant in INVARIANTS) else "unnoticed"


def _changes_something(document: Document, floors: tuple[Rule, ...], mutant: Mutant) -> bool:
    """Whether it asks anybody something else, or leads them to another level or no longer to urgent help."""
    both = kinds(Party(document, floors), Party(mutant.document, mutant.floors))
    return any(sound != slipped for sound, slipped in (kind.verdicts for kind in both))


def _slips(document: Document, rule: Rule) -> Iterator[tuple[str, Rule]]:
    """What a rule decides, taken away or lowered; what it asks for, mistaken."""
    decided = [
        ("deleted", replace(rule, level=LEVELS[0], urgent=False)),
        ("lowered", replace(rule, level=LEVELS[max(LEVELS.index(rule.level) - 1, 0)])),
        ("not urgent", replace(rule, urgent=False)),
    ]
    asked = [
        (slip, replace(rule, conditions=tuple(slipped if one is condition else one for one in rule.conditions)))
        for condition in rule.conditions
        for slip, slipped in _mistaken(document, condition)
    ]
    widened = [
        (f"whatever {condition.question!r} is", replace(rule, conditions=_without(rule.conditions, condition)))
        for condition in rule.conditions
        if len(rule.conditions) > 1
    ]
    if rule.level != LEVELS[0] or rule.urgent:
        yield from ((slip, slipped) for slip, slipped in (*decided, *widened, *asked) if slipped != rule)


def _without(conditions: tuple[Condition, ...], left_out: Condition) -> tuple[Condition, ...]:
    return tuple(condition for condition in conditions if condition != left_out)


def _mistaken(document: Document, condition: Condition) -> Iterator[tuple[str, Condition]]:
    if condition.count_at_least is not None:
        for number in (condition.count_at_least - 1, condition.count_at_least + 1):
            yield f"at least {number} in place of {condition.count_at_least}", replace(condition, count_at_least=number)
    for option in sorted(condition.any_of):
        others = condition.any_of - {option}
        yield f"{option!r} dropped", replace(condition, any_of=others)
        yield f"{option!r} mistyped", replace(condition, any_of=others | {f"{option}?"})
        instead = _next_option(document, condition, option)
        if instead not in others:
            yield f"{instead!r} in place of {option!r}", replace(condition, any_of=others | {instead})


def _next_option(document: Document, condition: Condition, option: str) -> str:
    options = document.question(condition.question or "").options
    return options[(options.index(option) + 1) % len(options)]
