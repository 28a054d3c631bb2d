"""The words of danger, all languages' together, and the helplines that fit them, as read from `danger_words.toml`."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from portal.danger import folded


@dataclass(frozen=True)
class DangerWords:
    forms: Mapping[str, tuple[str, ...]]
    helplines: Mapping[str, tuple[str, ...]]


def read_danger_words(path: Path) -> DangerWords:
    """Read the file; a kind without helplines, or a language without words for a kind, raises KeyError."""
    languages = tomllib.loads(path.read_text(encoding="utf-8"))
    helplines = {kind: tuple(keys) for kind, keys in languages.pop("helplines").items()}
    return DangerWords(
        forms={kind: _folded(words[kind] for words in languages.values()) for kind in helplines},
        helplines=helplines,
    )


def _folded(lists: Iterable[list[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(folded(form) for forms in lists for form in forms))


DANGER_WORDS = read_danger_words(Path(__file__).with_name("danger_words.toml"))
