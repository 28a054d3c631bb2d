"""How text becomes the words that are indexed and asked for: the same for every engine, and for both sides.

Folding makes equal what readers type as equal (accents left off, an Arabic keyboard's letters, any script's digits) and
keeps apart what only looks alike: vowel signs stay, since કામ (work) without its own is કમ (less).
"""

import unicodedata
from collections.abc import Callable, Iterable
from functools import partial

import snowballstemmer

from directory.search.endings import ENDINGS, stem

ENGLISH = "en"
# Stemmed only where the stemmer is a good one; other languages find word endings by prefix.
STEMMERS = {"en": "english", "ro": "romanian"}
PREFIX_MINIMUM = 3
# Without a stemmer: the longest ending that a word may have, and what must be left of it. Bengali and Gujarati write
# "in", "of" and "to" as endings (સ્તનપાનમાં), and a vowel sign counts as a letter.
ENDING_MAXIMUM = 2
LONGER_ENDINGS = {"bn": 3, "gu": 3}
BEGINNING_MINIMUM = 4

# After decomposition (NFD), so that "آ" is "ا" and a mark, and "ড়" is "ড" and a nukta.
LETTERS = str.maketrans(
    {
        # Urdu: one letter a sound, whichever keyboard typed it.
        "ي": "ی", "ى": "ی", "ك": "ک", "ه": "ہ", "ة": "ہ", "ھ": "ہ", "ٱ": "ا",
        # Bengali: khanda-ta is ta and virama; ঙ and ং are spelt for each other; chandrabindu and nukta are often left
        # off.
        "\u09ce": "\u09a4\u09cd", "ঙ": "ং", "\u0981": None, "\u09bc": None,
        # Gurmukhi: addak and nukta are often left off, tippi and bindi sound the same.
        "\u0a71": None, "\u0a70": "\u0a02", "\u0a3c": None,
        # Gujarati nukta.
        "\u0abc": None,
        # Latin letters that do not decompose.
        "ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i",
        # Not part of a word.
        "\u0640": None, "'": None, "’": None, "‘": None, "ʼ": None, "`": None, "´": None, "′": None, "＇": None,
    }
)  # fmt: skip


def folded_words(text: str) -> list[str]:
    """The words of a text, folded but not stemmed, in their order.

    A word is a letter or digit and the letters, digits and marks that follow it. `\\w` knows no marks, and would break
    Bengali, Panjabi and Gujarati at every vowel sign.
    """
    words, word = [], ""
    for character in _fold(text):
        if _is_letter_or_digit(character) or (word and unicodedata.category(character) in ("Mn", "Mc")):
            word += character
        elif word:
            words.append(word)
            word = ""
    return [*words, word] if word else words


def index_terms(text: str, language: str) -> list[str]:
    """What a text is filed under: each word, and beside it its stem where that is another."""
    words = folded_words(text)
    stem_of = _stemmer(language)
    stems = {word: stem_of(word) for word in set(words)}
    return [term for word in words for term in dict.fromkeys((word, stems[word]))]


def query_words(text: str, language: str) -> list[frozenset[str]]:
    """For each different word typed, the terms of which any one answers it.

    Readers of every language type English words too, so each word is also stemmed as English.
    """
    stems = [_stemmer(code) for code in (language, ENGLISH)]
    words = dict.fromkeys(folded_words(text))
    return [frozenset({word, *(stem_of(word) for stem_of in stems)}) for word in words]


def prefix_of(text: str) -> str:
    """The last word typed, which may be unfinished; empty where it is too short to guess from."""
    words = folded_words(text)
    return words[-1] if words and len(words[-1]) >= PREFIX_MINIMUM else ""


def forms(word: str, language: str) -> frozenset[str]:
    """A folded word and what may be left of it without its ending. Two words that share one are taken for the same."""
    stems = {word, *(_stemmer(code)(word) for code in (language, ENGLISH))}
    if language in STEMMERS or language in ENDINGS:
        return frozenset(stems)
    shortest = max(BEGINNING_MINIMUM, len(word) - ENDING_MAXIMUM)
    return frozenset(stems | {word[:length] for length in range(shortest, len(word))})


def beginning_of(word: str, language: str) -> str:
    """A folded word without the ending that no stemmer of its language knows; empty where one does, or it is short."""
    ending = LONGER_ENDINGS.get(language, ENDING_MAXIMUM)
    beginning = word[: max(BEGINNING_MINIMUM, len(word) - ending)]
    return "" if language in STEMMERS or len(word) <= BEGINNING_MINIMUM else beginning


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(_without_marks_of_latin_and_arabic(decomposed.translate(LETTERS)))
    return unicodedata.normalize("NFKC", "".join(_ascii_digit(c) for c in kept if unicodedata.category(c) != "Cf"))


def _without_marks_of_latin_and_arabic(decomposed: str) -> Iterable[str]:
    base = ""
    for character in decomposed:
        if unicodedata.combining(character) and _script(base) in ("LATIN", "ARABIC"):
            continue
        if not unicodedata.category(character).startswith("M"):
            base = character
        yield character


def _script(character: str) -> str:
    return unicodedata.name(character, "").split(" ")[0] if character else ""


def _ascii_digit(character: str) -> str:
    return str(unicodedata.decimal(character, character))


def _is_letter_or_digit(character: str) -> bool:
    category = unicodedata.category(character)
    return category.startswith("L") or category == "Nd"


def _stemmer(language: str) -> Callable[[str], str]:
    """A function from word to stem. A new stemmer a text: Snowball's keep state, and threads would share it."""
    if language in ENDINGS:
        return partial(stem, language=language)
    if language not in STEMMERS:
        return str
    return snowballstemmer.stemmer(STEMMERS[language]).stemWord
