"""The proof of a questionnaire: whether it may go live, and why not."""

from collections.abc import Iterator
from dataclasses import dataclass

from triage.document import LEVELS, Condition, Document, Rule
from triage.floors import FLOORS
from triage.proof.agreed import families_not_served
from triage.proof.invariants import FACTS, INVARIANTS, median_questions
from triage.proof.journeys import walk
from triage.proof.mutants import Mutant, Trial, try_all
from triage.proof.problem import Problem, ProblemKind
from triage.proof.references import slips
from triage.proof.surroundings import not_there
from triage.proof.world import World


@dataclass(frozen=True)
class Proof:
    """`problems` keep a document from going live, `warnings` do not. Counts are 0 where it was not walked through.

    `journeys` are all there are, found in so many `kinds`. Of the `mutants` (the document with one slip in a rule)
    `killed` are noticed, and those that `redundant` names change nothing. Any other is a problem. None are tried on a
    document that is wrong by itself.
    """

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()
    journeys: int = 0
    kinds: int = 0
    most_questions: int = 0
    median_questions: int = 0
    mutants: int = 0
    killed: int = 0
    redundant: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.problems


def prove(document: Document, world: World) -> Proof:
    missing = tuple(not_there(document, world))
    if unsound := tuple(slips(document, FLOORS)):
        return Proof((*unsound, *missing))
    walked = walk(document, FLOORS, FACTS)
    wrong = (
        *(problem for invariant in INVARIANTS for problem in invariant(walked)),
        *families_not_served(document, FLOORS),
    )
    trial = Trial() if wrong else try_all(document, FLOORS)
    return Proof(
        problems=(*wrong, *(_unnoticed(mutant) for mutant in trial.unnoticed), *missing),
        warnings=tuple(_shadowed(document)),
        journeys=sum(journey.count for journey in walked.journeys),
        kinds=len(walked.journeys),
        most_questions=max(len(journey.answers) for journey in walked.journeys),
        median_questions=median_questions(walked),
        mutants=trial.killed + len(trial.redundant) + len(trial.unnoticed),
        killed=trial.killed,
        redundant=tuple(f"{mutant.where}: {mutant.slip}" for mutant in trial.redundant),
    )


def _unnoticed(mutant: Mutant) -> Problem:
    return Problem(ProblemKind.MUTANT, mutant.where, f"no agreed family notices this slip: {mutant.slip}")


def _shadowed(document: Document) -> Iterator[Problem]:
    """Rules that decide nothing, as another that decides at least as much fires whenever they do."""
    for rule in document.rules:
        stronger = [one.id for one in (*document.rules, *FLOORS) if one is not rule and _is_stronger(one, rule)]
        if stronger:
            words = f"{', '.join(stronger)} always decides at least as much"
            yield Problem(ProblemKind.REFERENCE, f"rules.{rule.id}", words)


def _is_stronger(one: Rule, other: Rule) -> bool:
    return (
        all(any(_implies(given, needed) for given in other.conditions) for needed in one.conditions)
        and LEVELS.index(one.level) >= LEVELS.index(other.level)
        and one.urgent >= other.urgent
        and one.tags >= other.tags
        and other.team_hint in (None, one.team_hint)
    )


def _implies(given: Condition, needed: Condition) -> bool:
    if given.question != needed.question:
        return False
    if needed.count_at_least is not None:
        return (given.count_at_least or 1) >= needed.count_at_least
    return bool(given.any_of) and given.any_of <= needed.any_of
