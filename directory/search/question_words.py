"""What questions are made of in each language, as read from `words.toml`: its small words, days, ages and the like."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from directory.search import analysis

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PARTS = ("morning", "afternoon", "evening")
UNITS = ("years", "months", "weeks")
# What a phrase says, and of what: ("day", 0) is Monday, ("ages", (18, 18)) are months; "kept" is to stay as it is.
Meaning = tuple[str, Any]
MEANINGS: Mapping[str, Sequence[Meaning]] = {
    "kept": [("kept", True)],
    "near_me": [("near_me", True)],
    "free": [("free", True)],
    "weekend": [("day", 5), ("day", 6)],
    "weekdays": [("day", number) for number in range(5)],
    **{name: [("day", number)] for number, name in enumerate(DAYS)},
    **{name: [("part", name)] for name in PARTS},
}


@dataclass(frozen=True)
class QuestionWords:
    """One language's words, folded. The patterns match folded words with a space after each.

    `phrase` finds one of `meanings`; `age` has the groups under, first, second and unit.
    """

    small: frozenset[str]
    children: frozenset[str]
    seeking: frozenset[str]
    meanings: Mapping[str, Sequence[Meaning]]
    numbers: Mapping[str, int]
    units: Mapping[str, str]
    phrase: re.Pattern[str]
    age: re.Pattern[str]


def read_question_words(path: Path) -> dict[str, QuestionWords]:
    """Read the file, by language; a list that is missing raises KeyError."""
    languages = tomllib.loads(path.read_text(encoding="utf-8"))
    return {language: _language(lists) for language, lists in languages.items()}


def _language(lists: Mapping[str, Any]) -> QuestionWords:
    meanings: dict[str, list[Meaning]] = defaultdict(list)
    for name, said in MEANINGS.items():
        for phrase in _folded(lists[name]):
            meanings[phrase] += said
    for phrase, months in lists["ages"].items():
        meanings[_fold(phrase)].append(("ages", tuple(months)))
    numbers = {word: number for number, words in enumerate(lists["numbers"], start=1) for word in _fold(words).split()}
    units = {unit: name for name in UNITS for unit in _folded(lists[name])}
    return QuestionWords(
        small=_words(lists["small"], lists.get("romanised_small", "")),
        children=_words(lists["children"], lists.get("romanised_children", "")),
        seeking=_words(lists["seeking"]),
        meanings=meanings,
        numbers=numbers,
        units=units,
        phrase=re.compile(f"{_any_of(meanings)} "),
        age=_age(numbers, units, lists),
    )


def _age(numbers: Iterable[str], units: Iterable[str], lists: Mapping[str, Any]) -> re.Pattern[str]:
    """ "2 year old", "2 to 3 years", "18m", "under 5s": a number written as a word has a space after it."""
    number = rf"\d{{1,2}} ?|{_any_of(numbers)} "
    return re.compile(
        rf"(?P<under>{_any_of(_folded(lists['under']))} )?(?P<first>{number})"
        rf"(?:(?<= )(?:{_any_of(_folded(lists['to']))} )?(?P<second>{number}))?"
        rf"(?P<unit>{_any_of(units)}) (?:{_any_of(_folded(lists['old']))} )?"
    )


def _any_of(forms: Iterable[str]) -> str:
    """A pattern for the longest of these; for none, one that matches nothing."""
    return f"(?:{'|'.join(map(re.escape, sorted(forms, key=len, reverse=True))) or '(?!)'})"


def _folded(forms: Iterable[str]) -> list[str]:
    return [_fold(form) for form in forms]


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in analysis.folded_words(text))


def _fold(text: str) -> str:
    return " ".join(analysis.folded_words(text))


QUESTION_WORDS = read_question_words(Path(__file__).with_name("words.toml"))
