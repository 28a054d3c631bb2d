"""What a question asks about, without the words that any question has; and what it says of days, ages and places.

Pages are long, and nearly every one has the words of "my baby won't", so that they would choose the page by chance. A
day, an age or a place that somebody names is no word to look for either: it says which of the groups come first.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from directory.search import analysis
from directory.search.question_words import QUESTION_WORDS, Meaning, QuestionWords
from places.postcodes import names_of
from words.text import ENGLISH

MONTHS_A_YEAR = 12
WEEKS_A_YEAR = 52
# So many small words of a language are not there by chance: somebody types it on the pages of another.
FEWEST_SMALL_WORDS = 2
POSTCODE = re.compile(r"(?P<outcode>[a-z]{1,2}\d[a-z\d]?)(?: ?(?P<incode>\d[a-z]{2})| (?P<sector>\d))? ")
# A6 is a road, and Y6 a year at school.
AREAS_OF_ONE_LETTER = frozenset("beglmnsw")

Ages = tuple[int, int]


@dataclass(frozen=True)
class Question:
    """`words` are what is left to look for: none where all was understood. Days count from Monday, 0. `place` is a
    postcode, or a part of one. `ages_months` are the first and the last month of the children's ages."""

    words: str
    days: frozenset[int] = frozenset()
    parts: frozenset[str] = frozenset()
    place: str = ""
    near_me: bool = False
    free: bool = False
    ages_months: Ages | None = None


def asked_about(words: str, language: str) -> str:
    """The words of a question to the library without the small ones; all of them where no others are left.

    Whom it is about is in every question: the baby, the child.
    """
    small = frozenset().union(*(table.small | table.children for table in _tables({language, ENGLISH})))
    folded = analysis.folded_words(words)
    return " ".join([word for word in folded if word not in small] or folded)


def read_question(words: str, language: str) -> Question:
    """What a question about groups says. It is read in the reader's language, in English, and in a language that it is
    evidently typed in. The child words stay, since groups are for ages."""
    folded = analysis.folded_words(words)
    tables = _tables({language, ENGLISH, *_languages_typed(folded, language)})
    small = frozenset().union(*(table.small | table.seeking for table in tables))
    pieces = list(_pieces(" ".join([*folded, ""]), tables))
    said = [meaning for _text, meanings in pieces for meaning in meanings]
    left = [text for text, meanings in pieces if _is_left(text, meanings, small)]
    ages = [value for name, value in said if name == "ages"]
    return Question(
        words=" ".join(left) if left or _understood(said) else " ".join(folded),
        days=frozenset(value for name, value in said if name == "day"),
        parts=frozenset(value for name, value in said if name == "part"),
        place=next((value for name, value in said if name == "place"), ""),
        near_me=("near_me", True) in said,
        free=("free", True) in said,
        ages_months=(min(first for first, _ in ages), max(last for _, last in ages)) if ages else None,
    )


def _tables(languages: Iterable[str]) -> list[QuestionWords]:
    return [QUESTION_WORDS[language] for language in sorted(languages) if language in QUESTION_WORDS]


def _languages_typed(words: Sequence[str], language: str) -> list[str]:
    """The languages that more of the small words are of than of the reader's."""
    counts = {code: len(table.small.intersection(words)) for code, table in QUESTION_WORDS.items()}
    fewest = max(FEWEST_SMALL_WORDS, counts.get(language, 0) + 1)
    return [code for code, count in counts.items() if count >= fewest]


def _is_left(text: str, meanings: Sequence[Meaning], small: frozenset[str]) -> bool:
    return ("kept", True) in meanings or (not meanings and text not in small)


def _understood(said: Iterable[Meaning]) -> bool:
    return any(name != "kept" for name, _value in said)


def _pieces(text: str, tables: Sequence[QuestionWords]) -> Iterable[tuple[str, Sequence[Meaning]]]:
    """The text's phrases and words in order, each with what it says; each word of the text has a space after it."""
    at = 0
    while at < len(text):
        read = [*_phrases(text, at, tables), *_ages(text, at, tables), *_place(text, at, tables)]
        end, meanings = max(read, key=lambda found: found[0], default=(text.index(" ", at) + 1, ()))
        yield text[at : end - 1], meanings
        at = end


def _phrases(text: str, at: int, tables: Sequence[QuestionWords]) -> Iterable[tuple[int, Sequence[Meaning]]]:
    for table in tables:
        if found := table.phrase.match(text, at):
            yield found.end(), table.meanings[found[0].rstrip()]


def _ages(text: str, at: int, tables: Sequence[QuestionWords]) -> Iterable[tuple[int, Sequence[Meaning]]]:
    for table in tables:
        if found := table.age.match(text, at):
            numbers = [_number(found[group], table) for group in ("first", "second") if found[group]]
            unit = table.units[found["unit"]]
            first, last = _months(min(numbers), unit)[0], _months(max(numbers), unit)[1]
            yield found.end(), [("ages", (0, max(0, first - 1)) if found["under"] else (first, last))]


def _number(written: str, table: QuestionWords) -> int:
    word = written.strip()
    return int(word) if word.isdigit() else table.numbers[word]


def _months(number: int, unit: str) -> Ages:
    """The months of an age: a child is two years old for twelve of them."""
    if unit == "years":
        return number * MONTHS_A_YEAR, number * MONTHS_A_YEAR + MONTHS_A_YEAR - 1
    month = number if unit == "months" else number * MONTHS_A_YEAR // WEEKS_A_YEAR
    return month, month


def _place(text: str, at: int, tables: Sequence[QuestionWords]) -> Iterable[tuple[int, Sequence[Meaning]]]:
    found = POSTCODE.match(text, at)
    if found and found["sector"] and any(table.age.match(text, found.start("sector")) for table in tables):
        found = POSTCODE.fullmatch(text, at, found.start("sector"))  # "LU4 2 year old"
    if found and _is_likely(found) and (names := names_of(found[0])):
        yield found.end(), [("place", names[0])]


def _is_likely(postcode: re.Match[str]) -> bool:
    area = postcode["outcode"].rstrip("abcdefghijklmnopqrstuvwxyz").rstrip("0123456789")
    return bool(postcode["incode"]) or len(area) > 1 or area in AREAS_OF_ONE_LETTER
