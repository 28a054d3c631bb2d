"""What a pack is made of: lines in files, each with its place, its English and its translation."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Place = tuple[str, str]


@dataclass(frozen=True)
class Line:
    """`context` says where the English stands; with the English itself it is the line's place. Plural forms, where the
    language has them, are in `plurals`."""

    context: str
    english: str
    translation: str
    english_plural: str = ""
    plurals: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        return (self.context, self.english)

    @property
    def translations(self) -> tuple[str, ...]:
        return self.plurals or (self.translation,)


@dataclass(frozen=True)
class Change:
    line: Line
    translations: tuple[str, ...]


@dataclass(frozen=True)
class PackFile:
    """A file of a pack: its lines, and how changes to them are written."""

    name: str
    lines: Sequence[Line]
    write: Callable[[Sequence[Change]], None]

    def by_place(self) -> Mapping[Place, Line]:
        return {line.place: line for line in self.lines}


@dataclass(frozen=True)
class Refusal:
    file: str
    context: str
    english: str
    reason: str
