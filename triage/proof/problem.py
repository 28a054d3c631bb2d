"""What the proof finds fault with."""

from dataclasses import dataclass
from enum import StrEnum


class ProblemKind(StrEnum):
    REFERENCE = "reference"
    JOURNEY = "journey"
    FAMILY = "family"
    CONTENT = "content"
    WORDS = "words"
    RECIPIENTS = "recipients"
    MUTANT = "mutant"


@dataclass(frozen=True)
class Problem:
    """`where` is a part of the document ("rules.struggling", "families.twins"), or empty; `words` are for staff."""

    kind: ProblemKind
    where: str
    words: str
