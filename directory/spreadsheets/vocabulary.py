"""Words that a cell may use for a day, a language or no cost: in any of the languages of the portal, folded as the
search folds what families type."""

import re
from collections.abc import Iterator, Mapping

from babel import Locale

from directory.search.analysis import folded_words
from directory.search.question_words import QUESTION_WORDS
from words.spoken import SPOKEN_LANGUAGES

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def folded(text: str) -> str:
    return " ".join(folded_words(text))


def _weekdays() -> Iterator[tuple[str, int]]:
    """Ours, and those of CLDR, which counts from Monday too."""
    for code, words in QUESTION_WORDS.items():
        for form, meanings in words.meanings.items():
            days = {number for kind, number in meanings if kind == "day"}
            if len(set(meanings)) == len(days) == 1:
                yield form, days.pop()
        widths = Locale.parse(code).days["format"]
        for width in ("wide", "abbreviated"):
            yield from ((folded(name), number) for number, name in widths[width].items())


def _spoken() -> Iterator[tuple[str, str]]:
    names = [Locale.parse(code).languages for code in QUESTION_WORDS]
    for code, english in SPOKEN_LANGUAGES.items():
        yield folded(code), code
        yield from ((folded(part), code) for part in [english, *re.split("[()]", english)] if part)
        yield from ((folded(by_code[code]), code) for by_code in names if code in by_code)


def _told_apart(words: Iterator[tuple[str, int]]) -> Mapping[str, int]:
    """Without those that mean one day in one language and another in another."""
    meanings: dict[str, set[int]] = {}
    for word, number in words:
        meanings.setdefault(word, set()).add(number)
    return {word: numbers.pop() for word, numbers in meanings.items() if len(numbers) == 1}


WEEKDAY_OF = _told_apart(_weekdays())
SPOKEN_OF = dict(_spoken())
FREE = frozenset(
    form for words in QUESTION_WORDS.values() for form, said in words.meanings.items() if set(said) == {("free", True)}
)
