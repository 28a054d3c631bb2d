"""Made-up listings in seven languages: as many words as real ones have, as unevenly used, in the scripts they are in.

A word is a row of syllables, written in a language's script, so that the Latin spelling of an Urdu word is known too.
"""

import itertools
import random
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from directory.search.engine import Document, DocumentText
from places.distance import Point

LATIN = ("en", "pl", "ro")
SOUTH_ASIAN = ("ur", "bn", "pa", "gu")
LANGUAGES = LATIN + SOUTH_ASIAN
VOCABULARY = 20_000  # words of each language
NAME_WORDS, BODY_WORDS = 4, 80
CATEGORIES, CATEGORY_WORDS = 24, 6

# The same sounds in each script; a word's first vowel "a" is not written in the scripts of South Asia.
CONSONANTS = {
    "latin": ["k", "g", "ch", "j", "t", "d", "n", "p", "b", "m", "r", "l", "s", "h", "sh"],
    "ur": ["ک", "گ", "چ", "ج", "ت", "د", "ن", "پ", "ب", "م", "ر", "ل", "س", "ہ", "ش"],
    "bn": ["ক", "গ", "চ", "জ", "ত", "দ", "ন", "প", "ব", "ম", "র", "ল", "স", "হ", "শ"],
    "pa": ["ਕ", "ਗ", "ਚ", "ਜ", "ਤ", "ਦ", "ਨ", "ਪ", "ਬ", "ਮ", "ਰ", "ਲ", "ਸ", "ਹ", "ਸ਼"],
    "gu": ["ક", "ગ", "ચ", "જ", "ત", "દ", "ન", "પ", "બ", "મ", "ર", "લ", "સ", "હ", "શ"],
}
VOWELS = {
    "latin": ["a", "aa", "i", "u", "e", "o"],
    "ur": ["", "ا", "ی", "و", "ے", "و"],
    "bn": ["", "া", "ি", "ু", "ে", "ো"],
    "pa": ["", "ਾ", "ਿ", "ੁ", "ੇ", "ੋ"],
    "gu": ["", "ા", "િ", "ુ", "ે", "ો"],
}
ENDINGS = {"en": ["", "s", "ing", "er"], "pl": ["", "a", "ę", "ów", "ść"], "ro": ["", "ul", "ă", "ție"]}
Syllables = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Word:
    text: str
    in_latin: str


@dataclass(frozen=True)
class Vocabulary:
    """Words, the frequent ones first: the nth is used 1/n as often as the first."""

    words: tuple[Word, ...]
    sums: list[float] = field(repr=False)

    def some(self, count: int, chance: random.Random) -> list[Word]:
        total = self.sums[-1]
        return [self.words[bisect(self.sums, chance.random() * total)] for _ in range(count)]


@cache
def vocabulary(language: str) -> Vocabulary:
    chance = random.Random(language)
    words: dict[str, Word] = {}
    while len(words) < VOCABULARY:
        word = _word(language, chance)
        words.setdefault(word.text, word)
    by_length = sorted(words.values(), key=lambda word: len(word.text) + chance.random() * 6)
    return Vocabulary(tuple(by_length), list(itertools.accumulate(1 / rank for rank in range(1, VOCABULARY + 1))))


def documents(count: int, *, first: int = 0) -> Iterator[Document]:
    """The same documents each time: the nth is the same in any number of them."""
    for key in range(first, first + count):
        yield document(key)


def document(key: int, *, word: str = "") -> Document:
    """`word` stands in its English text beside those of chance."""
    chance = random.Random(key)
    categories = chance.sample(range(CATEGORIES), chance.choice((1, 1, 2, 3)))
    return Document(
        key=key,
        texts=tuple(_text(language, chance, word if language == "en" else "") for language in LANGUAGES),
        category_words=tuple(
            (language, _category(number, language)) for number in categories for language in LANGUAGES
        ),
        facets=_facets(categories, chance),
        places=(Point(51.88 + chance.gauss(0, 0.05), -0.42 + chance.gauss(0, 0.08)),) if chance.random() < 0.9 else (),
        confirmed=date(2026, 1, 1) + timedelta(days=chance.randrange(-180, 180)),
    )


def _text(language: str, chance: random.Random, word: str) -> DocumentText:
    words = [word.text for word in vocabulary(language).some(NAME_WORDS + BODY_WORDS, chance)]
    return DocumentText(language, " ".join(words[:NAME_WORDS]), " ".join([*words[NAME_WORDS:], word]))


@cache
def _category(number: int, language: str) -> str:
    chance = random.Random(f"{number} {language}")
    return " ".join(word.text for word in vocabulary(language).some(CATEGORY_WORDS, chance))


def _facets(categories: list[int], chance: random.Random) -> dict[str, frozenset[str]]:
    youngest = chance.randrange(9)
    return {
        "category": frozenset(f"category-{number}" for number in categories),
        "age": frozenset(str(number) for number in range(youngest, min(9, youngest + chance.randrange(1, 5)))),
        "day": frozenset(str(chance.randrange(7)) for _ in range(chance.choice((1, 1, 2)))),
        "spoken": frozenset(chance.sample(LANGUAGES, chance.choice((1, 1, 2)))),
        "free": frozenset({"yes"} if chance.random() < 0.3 else ()),
    }


def _word(language: str, chance: random.Random) -> Word:
    syllables = tuple((chance.randrange(15), chance.randrange(6)) for _ in range(chance.choice((2, 2, 3, 3, 3, 4))))
    in_latin = _spelt(syllables, "latin")
    if language in SOUTH_ASIAN:
        return Word(_spelt(syllables, language), in_latin)
    # Latin words close a syllable and have an ending, as "kelsing" has.
    closed = in_latin + chance.choice(CONSONANTS["latin"]) + chance.choice(ENDINGS[language])
    return Word(closed, closed)


def _spelt(syllables: Syllables, script: str) -> str:
    return "".join(CONSONANTS[script][consonant] + VOWELS[script][vowel] for consonant, vowel in syllables)
