"""What may be said of a listing's words in a language: derived from its versions, never from clocks.

A translation was made from the words that its source had in the version in which it was written or last read through;
where the source says something else now, it is out of date.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

ENGLISH = "en"


class State(StrEnum):
    MISSING = "missing"
    PART = "part"
    MACHINE = "machine"
    OUT_OF_DATE = "out-of-date"
    CHECKED = "checked"


@dataclass(frozen=True)
class Version:
    """The words of a version by language, in the same order of fields in each; numbers grow with time."""

    number: int
    words: Mapping[str, tuple[str, ...]]

    def of(self, language: str) -> tuple[str, ...]:
        return self.words.get(language, ())


def source_of(versions: Sequence[Version]) -> str:
    """The language that a listing was first written in: English wherever English was among the first."""
    for version in versions:
        written = [language for language, words in version.words.items() if any(words)]
        if written:
            return ENGLISH if ENGLISH in written else written[0]
    return ENGLISH


def states(
    versions: Sequence[Version], machine_drafted: Sequence[str], read_through: Mapping[str, int]
) -> dict[str, State]:
    """The state of each language in the last of `versions`, which stand in order. `read_through` holds the number of
    the version in which a person last said that a language is right."""
    source = source_of(versions)
    return {
        language: _state(language, source, versions, language in machine_drafted, read_through.get(language))
        for language in versions[-1].words
    }


def _state(language: str, source: str, versions: Sequence[Version], by_machine: bool, read_in: int | None) -> State:
    now, original = versions[-1].of(language), versions[-1].of(source)
    if not any(now):
        return State.MISSING
    if any(there and not here for here, there in zip(now, original, strict=True)):
        return State.PART
    if _made_from(language, source, versions, read_in) != original:
        return State.OUT_OF_DATE
    return State.MACHINE if by_machine else State.CHECKED


def _made_from(language: str, source: str, versions: Sequence[Version], read_in: int | None) -> tuple[str, ...]:
    made_from, before = versions[0].of(source), versions[0].of(language)
    for version in versions[1:]:
        if version.of(language) != before or version.number == read_in:
            made_from = version.of(source)
        before = version.of(language)
    return made_from
