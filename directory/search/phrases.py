"""Which categories a question names: by a whole phrase that they are known by, in the reader's language or in English.

Each word of "mum is ill" stands in many texts. Together they are what young carers type.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from directory.search import analysis
from directory.search.engine import ENGLISH
from directory.search.question_words import QUESTION_WORDS, QuestionWords
from directory.search.sound import PRECISE_FROM, sound_key
from directory.search.widening import SPELT_BY_EAR

# A category's key, a language, and its label and synonyms in it, one a line.
CategoryWords = tuple[str, str, str, str]
BETWEEN_PHRASES = re.compile(r"[\n,;()/]+")
# No word is spelt so.
SOUND = "~"
Forms = frozenset[str]


@dataclass(frozen=True)
class Phrase:
    """`words` has the forms of each word, any of which is that word."""

    category: str
    words: tuple[Forms, ...]


def categories_named(question: str, language: str, categories: tuple[CategoryWords, ...]) -> frozenset[str]:
    """The keys of those that have a phrase all of whose words are asked, in any order. Who asks for what dad's illness
    brings does not ask for dads: what is in a longer phrase counts for that alone."""
    usual = _usual(language)
    asked = [_forms_asked(word, language, usual) for word in analysis.folded_words(question)]
    every = frozenset().union(*asked)
    found = {
        (phrase.category, _covered(phrase, asked))
        for phrase in _phrases(categories)
        if all(not forms.isdisjoint(every) for forms in phrase.words)
    }
    return frozenset(key for key, places in found if not any(places < others for _key, others in found))


def _covered(phrase: Phrase, asked: Sequence[Forms]) -> frozenset[int]:
    return frozenset(
        place for place, forms in enumerate(asked) if any(not forms.isdisjoint(word) for word in phrase.words)
    )


@lru_cache(maxsize=64)
def _phrases(categories: tuple[CategoryWords, ...]) -> tuple[Phrase, ...]:
    labels = Counter(word for _, _, label, _ in categories for word in set(analysis.folded_words(label)))
    return tuple(
        Phrase(key, _forms(words, language))
        for key, language, label, synonyms in categories
        for words in [*_pieces(label, language, labels), *_synonyms(synonyms, language)]
    )


def _pieces(label: str, language: str, labels: Counter[str]) -> Iterator[list[str]]:
    """A label puts several things together: "Pregnancy and birth". But "play" alone may be any kind of play."""
    usual = _usual(language)
    for piece in BETWEEN_PHRASES.split(label):
        for is_usual, run in groupby(analysis.folded_words(piece), key=usual.__contains__):
            words = list(run)
            if not is_usual and (len(words) > 1 or labels[words[0]] == 1):
                yield words


def _synonyms(synonyms: str, language: str) -> Iterator[list[str]]:
    """What each says beyond the words that any question has; all of it, where that is nothing but "group"."""
    usual, seeking = _usual(language), _seeking(language)
    for words in map(analysis.folded_words, BETWEEN_PHRASES.split(synonyms)):
        telling = [word for word in words if word not in usual]
        if words:
            yield telling if not seeking.issuperset(telling) else words


def _usual(language: str) -> frozenset[str]:
    return frozenset().union(*(table.small | table.children for table in _tables(language)))


def _seeking(language: str) -> frozenset[str]:
    return frozenset().union(*(table.seeking for table in _tables(language)))


def _tables(language: str) -> list[QuestionWords]:
    return [QUESTION_WORDS[code] for code in {language, ENGLISH} if code in QUESTION_WORDS]


def _forms(words: Sequence[str], language: str) -> tuple[Forms, ...]:
    """A single word is known by its sound if that is precise; one in Latin letters has its spelling."""
    fewest = 1 if len(words) > 1 else PRECISE_FROM
    sounds = [frozenset() if word.isascii() else _sounds(word, fewest) for word in words]
    return tuple(analysis.forms(word, language) | sound for word, sound in zip(words, sounds, strict=True))


def _forms_asked(word: str, language: str, usual: frozenset[str]) -> Forms:
    """A small word is that word alone: "for" is not "of mud" without its ending."""
    forms = frozenset({word}) if word in usual else analysis.forms(word, language)
    return forms | (_sounds(word) if word.isascii() and language in SPELT_BY_EAR else frozenset())


def _sounds(word: str, fewest_consonants: int = 1) -> Forms:
    key = sound_key(word, fewest_consonants)
    return frozenset({SOUND + key} if key else ())
