"""What is asked of every engine: six kinds of query, about words that the listings have."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from benchmarks.listings import CATEGORIES, LANGUAGES, LATIN, SOUTH_ASIAN, Word, vocabulary
from directory.search.engine import SearchQuery

KINDS = ("term", "two terms", "two filters", "prefix", "typo", "romanised")
# More than anybody asks for.
ALL_QUESTIONS = 10**6
# A word to misspell or to spell by ear has so many letters.
LONG = 6
LETTERS = "aeioutnrs"
# Half of the listings are fresh.
FRESH_SINCE = date(2026, 1, 1)


@dataclass(frozen=True)
class Question:
    kind: str
    query: SearchQuery


def questions(each: int, seed: int) -> list[Question]:
    """So many of each kind, mixed. Frequent words are asked for as often as they stand in texts."""
    chance = random.Random(seed)
    found = [question for _ in range(each) for question in _one_of_each(chance)]
    chance.shuffle(found)
    return found


def _one_of_each(chance: random.Random) -> Iterator[Question]:
    for kind in KINDS[:4]:
        language = chance.choice(LANGUAGES)
        one, other = (word.text for word in vocabulary(language).some(2, chance))
        words = {"two terms": f"{one} {other}", "prefix": one[:3]}.get(kind, one)
        filters = _filters(chance) if kind == "two filters" else {}
        yield Question(kind, SearchQuery(words, language, filters, fresh_since=FRESH_SINCE))
    language = chance.choice(LATIN)
    slip = _with_a_slip(_long(language, chance).text, chance)
    yield Question("typo", SearchQuery(slip, language, fresh_since=FRESH_SINCE))
    language = chance.choice(SOUTH_ASIAN)
    yield Question("romanised", SearchQuery(_long(language, chance).in_latin, language, fresh_since=FRESH_SINCE))


def _filters(chance: random.Random) -> dict[str, frozenset[str]]:
    return {
        "day": frozenset({str(chance.randrange(7))}),
        "category": frozenset({f"category-{chance.randrange(CATEGORIES)}"}),
    }


def _long(language: str, chance: random.Random) -> Word:
    while len((word := vocabulary(language).some(1, chance)[0]).in_latin) < LONG:
        pass
    return word


def _with_a_slip(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word) - 1)
    return word[:place] + chance.choice(LETTERS.replace(word[place], "")) + word[place + 1 :]
