"""Which categories a misspelt or unknown word may have meant."""

from collections.abc import Mapping
from difflib import SequenceMatcher

from directory.search import analysis

ALIKE = 0.75


def nearest(typed: str, category_words: Mapping[str, str]) -> list[str]:
    """The keys of the categories with a word that looks like one typed, most alike first.

    `category_words` holds each category's labels and synonyms, in any languages.
    """
    asked = analysis.folded_words(typed)
    likeness = {key: _likeness(asked, analysis.folded_words(words)) for key, words in category_words.items()}
    return sorted((key for key in likeness if likeness[key] >= ALIKE), key=lambda key: -likeness[key])


def _likeness(asked: list[str], words: list[str]) -> float:
    pairs = ((one, other) for one in set(asked) for other in set(words) if len(one) >= analysis.PREFIX_MINIMUM)
    return max((SequenceMatcher(None, one, other).ratio() for one, other in pairs if _worth(one, other)), default=0.0)


def _worth(one: str, other: str) -> bool:
    """Whether lengths alone allow two words to be alike; comparing them takes a hundred times longer."""
    return 2 * min(len(one), len(other)) / (len(one) + len(other)) >= ALIKE
