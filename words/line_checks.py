"""Whether a translated line may take the place of its English: what a machine can see without knowing the language."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from words.glossary import found_in
from words.parity import PLACEHOLDER, differences

TAG = re.compile(r"</?[a-zA-Z][^>]*>")
WORD = re.compile(r"[A-Za-z]{2,}")
# Names such as NHS 111 stay in Latin letters, so a line may hold some; a line of them alone says nothing.
SMALLEST_SHARE = 0.4
STILL_ENGLISH = 4
CEDILLA = "şŞţŢ"


@dataclass(frozen=True)
class Script:
    """How a language is written: `name` as Unicode names its letters, and its ten digits."""

    name: str = "LATIN"
    digits: str = "0123456789"


@dataclass(frozen=True)
class Term:
    """A glossary term: the forms that English pages write, and those of the translation."""

    key: str
    english: tuple[str, ...]
    translated: tuple[str, ...]


@dataclass(frozen=True)
class Rules:
    script: Script = field(default_factory=Script)
    terms: tuple[Term, ...] = ()


def refusals(english: str, translation: str, rules: Rules) -> list[str]:
    """Why `translation` cannot stand for `english`, in words for a translator; empty where it can."""
    found = list(differences(english, translation, rules.script.digits))
    if Counter(TAG.findall(english)) != Counter(TAG.findall(translation)):
        found.append("has other markup")
    if not found:
        found += _script(english, translation, rules.script)
        found += _glossary(english, translation, rules.terms)
    return found


def says_something(line: str) -> bool:
    """Whether a line has words; names, numbers and facts alone are the same in every language."""
    return bool(_words(line))


def is_a_sentence(line: str) -> bool:
    """Whether a line has too many words to be the same in another language."""
    return len(_words(line)) >= STILL_ENGLISH


def _script(english: str, translation: str, script: Script) -> Iterable[str]:
    if translation == english and is_a_sentence(english):
        yield "is still in English"
        return
    letters = [character for character in _text(translation) if character.isalpha()]
    ours = [letter for letter in letters if unicodedata.name(letter, "").startswith(script.name)]
    if says_something(english) and letters and len(ours) < SMALLEST_SHARE * len(letters):
        yield f"is not written in {script.name.title()} letters"
    if any(letter in CEDILLA for letter in unicodedata.normalize("NFC", translation)):
        yield "has ş or ţ with a cedilla: write ș and ț"


def _glossary(english: str, translation: str, terms: Iterable[Term]) -> Iterable[str]:
    """A term that English names is named, in the words settled for it or in English."""
    named = set(found_in(_text(english), {term.key: term.english for term in terms}))
    kept = set(found_in(_text(translation), {term.key: (*term.translated, *term.english) for term in terms}))
    for term in terms:
        if term.key in named - kept and term.translated:
            yield f"does not name “{term.english[0]}” as the glossary does: {', '.join(term.translated)}"


def _words(line: str) -> list[str]:
    return [word for word in WORD.findall(_text(line)) if word.islower()]


def _text(line: str) -> str:
    return PLACEHOLDER.sub("", TAG.sub("", line))
