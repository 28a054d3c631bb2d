"""What answers the words typed: the words themselves, and where they find too little, words that are like them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from directory.search import analysis
from directory.search.engine import SearchQuery, Why
from directory.search.matching import ANY_LANGUAGE, Asked, Reading
from directory.search.sound import sound_key
from directory.search.typos import SLIPS_FROM, close_words

# The languages that are typed in Latin letters too, though they are not written in them.
SPELT_BY_EAR = frozenset({"ur", "bn", "pa", "gu"})
STEM_WEIGHT, ENDING_WEIGHT, PREFIX_WEIGHT, TYPO_WEIGHT, SOUND_WEIGHT = 0.6, 0.5, 0.1, 0.5, 0.4
# So many of the words are asked that differ from one in their endings, and that one may be a slip for.
ENDINGS, CLOSE_WORDS, SOUNDING = 20, 4, 30
SAME_SCRIPT_WEIGHT = 0.5
SHORTEST_WITH_SLIPS = min(letters for letters, _slips in SLIPS_FROM)


@dataclass(frozen=True)
class Typed:
    """A word typed, folded, and what answers it in each way."""

    word: str
    ways: dict[Why, list[Asked]]


def plain(query: SearchQuery, reading: Reading) -> list[Typed]:
    """The words themselves, their stems and, if the query asks for them, those with other endings."""
    words = dict.fromkeys(analysis.folded_words(query.words))
    terms = analysis.query_words(query.words, query.language)
    return [
        Typed(word, {Why.NAME: _terms(word, any_of) + (_endings(word, query, reading) if query.any_ending else [])})
        for word, any_of in zip(words, terms, strict=True)
    ]


def add_beginnings(typed: Sequence[Typed], query: SearchQuery, reading: Reading) -> None:
    """The words with other endings, and the last as the beginning of one."""
    prefix = analysis.prefix_of(query.words)
    for one in typed:
        unfinished = [Asked(prefix, PREFIX_WEIGHT, is_beginning=True)] if one.word == prefix else []
        one.ways[Why.PREFIX] = _endings(one.word, query, reading) + unfinished


def add_likenesses(unknown: Sequence[Typed], query: SearchQuery, reading: Reading) -> None:
    """What words that occur nowhere may be slips for, and what sounds as they do."""
    for one in unknown:
        sounding = _sounding(one.word, reading)
        by_ear = [other for other in sounding if not other.isascii()] if _is_by_ear(one.word, query) else []
        one.ways[Why.SOUND] = [Asked(other, _likeness(one.word, other)) for other in by_ear or sounding]
        if not by_ear:
            close = enumerate(_close(one.word, reading), 1)
            one.ways[Why.TYPO] = [Asked(other, TYPO_WEIGHT / place) for place, other in close]


def put_right(typed: Sequence[Typed], misspelt: Sequence[Typed]) -> str:
    """What was typed, with the word that each misspelt one may be meant for."""
    return " ".join(one.ways[Why.TYPO][0].text if one in misspelt else one.word for one in typed)


def _is_by_ear(word: str, query: SearchQuery) -> bool:
    """Whether a word is likelier one of the reader's language, spelt by ear, than an English one with a slip."""
    return word.isascii() and query.language in SPELT_BY_EAR


def _terms(word: str, any_of: frozenset[str]) -> list[Asked]:
    return [Asked(term, 1.0 if term == word else STEM_WEIGHT) for term in sorted(any_of)]


def _endings(word: str, query: SearchQuery, reading: Reading) -> list[Asked]:
    """Each by itself, as one that is rare says more than all together."""
    start = "" if _is_by_ear(word, query) else analysis.beginning_of(word, query.language)
    words = dict.fromkeys(other for segment in reading.segments for other in segment.words(start)) if start else {}
    return [Asked(other, ENDING_WEIGHT) for other in list(words)[:ENDINGS]]


def _close(word: str, reading: Reading) -> list[str]:
    """Nearest first. Each segment has words of its own."""
    if len(word) < SHORTEST_WITH_SLIPS:
        return []
    found = [close for segment in reading.segments for close in close_words(word, segment.lexicon(word[0]))]
    held = (close for close in close_words(word, found) if reading.occurrences(Asked(close), ANY_LANGUAGE))
    return list(islice(held, CLOSE_WORDS))


def _sounding(word: str, reading: Reading) -> list[str]:
    key = sound_key(word)
    words = dict.fromkeys(other for segment in reading.segments for other in segment.sounding(key)) if key else {}
    return list(words)[:SOUNDING]


def _likeness(word: str, other: str) -> float:
    return SOUND_WEIGHT * (SAME_SCRIPT_WEIGHT if word.isascii() == other.isascii() else 1.0)
