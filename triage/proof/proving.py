"""The proof of a questionnaire: whether it may go live, and why not."""

from collections.abc import Sequence
from dataclasses import dataclass

from triage.document import Document, problems
from triage.proof.journeys import Journey, journeys
from triage.proof.problem import Problem, ProblemKind
from triage.proof.world import World


@dataclass(frozen=True)
class Proof:
    """`problems` keep a document from going live, `warnings` do not. Counts are 0 where it was not walked through.

    `journeys` are all there are, found in so many `kinds`. Of the `mutants` (the document with one slip) the proof
    notices all but those that `redundant` names, which change nothing, and those among the problems.
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
    unsound = tuple(Problem(ProblemKind.REFERENCE, where, words) for where, words in problems(document))
    if unsound:
        return Proof(unsound)
    found = list(journeys(document))
    return Proof(
        problems=(),
        journeys=sum(journey.count for journey in found),
        kinds=len(found),
        most_questions=max(len(journey.answers) for journey in found),
        median_questions=_median_questions(found),
    )


def _median_questions(found: Sequence[Journey]) -> int:
    """Over journeys, not kinds; the lower of the two in the middle."""
    left = (sum(journey.count for journey in found) + 1) // 2
    for journey in sorted(found, key=lambda journey: len(journey.answers)):
        left -= journey.count
        if left <= 0:
            return len(journey.answers)
    return 0
