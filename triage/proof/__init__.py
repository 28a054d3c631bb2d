"""Whether a questionnaire is sound: what it leads to, for everybody who can answer it. Pure: no Django, no clock."""

from triage.proof.problem import Problem, ProblemKind
from triage.proof.proving import Proof, prove
from triage.proof.world import World

__all__ = ["Problem", "ProblemKind", "Proof", "World", "prove"]
