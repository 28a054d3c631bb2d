"""What may be said of a page in a language: derived from what it was made from and who read it, never from clocks."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    MISSING = "missing"
    OUT_OF_DATE = "out of date"
    MACHINE = "machine draft"
    TRANSLATED = "translated"
    CHECKED = "checked"


@dataclass(frozen=True)
class Published:
    """The English went live with new words; numbers grow with time."""

    number: int
    minor: bool


def state(*, live: bool, made_from: int | None, by_machine: bool, checked: bool, english: Iterable[Published]) -> State:
    """The state of a translation that was made from the English publication `made_from`.

    `checked`: a second person read the words that are live. A translation that cannot say what it was made from is out
    of date, as is one that a publication followed which was not a minor edit.
    """
    if not live:
        return State.MISSING
    if made_from is None or any(published.number > made_from and not published.minor for published in english):
        return State.OUT_OF_DATE
    if checked:
        return State.CHECKED
    return State.MACHINE if by_machine else State.TRANSLATED


def stands_alone(state: State, *, safety_critical: bool) -> bool:
    """Whether a translation may be shown without the English beside it."""
    return state is State.CHECKED or not safety_critical
