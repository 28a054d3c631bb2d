"""Words that somebody may have meant who mistyped another: as many letters off as the word's length allows."""

from collections.abc import Iterable, Sequence
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

# Letters of a word, and how many may be wrong from there on: left out, put in, another, or two that changed places.
# A vowel sign counts as a letter, so that it is one slip to type another.
SLIPS_FROM = ((8, 2), (4, 1))


class Lexicon:
    """Words to look among, in the order in which equals are given. To be kept: it sorts them by first letter and length
    once, and 100,000 words take a tenth of a second."""

    def __init__(self, words: Iterable[str]) -> None:
        self._places = {word: place for place, word in enumerate(dict.fromkeys(filter(None, words)))}
        self._buckets: dict[tuple[str, int], list[str]] = {}
        for word in self._places:
            self._buckets.setdefault((word[0], len(word)), []).append(word)

    def close_to(self, word: str, slips: int) -> list[str]:
        """The other words with the same first letter, so few slips away; nearest first, then in their order."""
        lengths = range(len(word) - slips, len(word) + slips + 1)
        buckets = (self._buckets.get((word[0], length), []) for length in lengths)
        found = [
            process.extract(word, bucket, scorer=OSA.distance, score_cutoff=slips, limit=None) for bucket in buckets
        ]
        near = sorted((distance, self._places[close], close) for close, distance, _ in chain.from_iterable(found))
        return [close for distance, _place, close in near if distance]


def close_words(word: str, lexicon: Lexicon | Sequence[str]) -> list[str]:
    """The words of the lexicon that a folded word may be a slip for, nearest first, then in the lexicon's order.

    None for a short word, or one with a digit: LU3 is no slip for LU4. The first letter is taken to be right.
    """
    slips = _slips(word)
    if not slips:
        return []
    known = lexicon if isinstance(lexicon, Lexicon) else Lexicon(lexicon)
    return known.close_to(word, slips)


def _slips(word: str) -> int:
    """How many letters of a word may be wrong."""
    if any(character.isdigit() for character in word):
        return 0
    return next((slips for letters, slips in SLIPS_FROM if len(word) >= letters), 0)
