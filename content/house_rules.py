"""What we ask of a page beyond its being accessible: words that a tired parent can read, facts with a source."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LONGEST_SENTENCE = 25
# The Flesch-Kincaid grade plus five is roughly the age; the NHS aims for 9 to 11, and takes 14 for medical words.
OLDEST_READER = 14
VAGUE_LINKS = {"here", "click here", "this page", "read more", "more", "link", "this link"}
TELEPHONE = re.compile(r"(?<![\d{-])(?:\+44|0)(?:\)?[ -]?\d){6,10}(?!\d)")
# What the registry keeps: a dose, a temperature, a strength, an amount of money.
AMOUNT = re.compile(r"(?<![\d{])(?:£\d[\d.,]*|\d[\d.,]* ?(?:°C|µg|mcg|mg|ml|ppm)(?!\w))")
SENTENCE_END = re.compile(r"[.!?](?:\s+|$)|\n")
FACT = re.compile(r"\{[^{}]*\}")
WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
VOWELS = re.compile(r"[aeiouy]+")


@dataclass(frozen=True)
class Paragraphs:
    """A page for these rules: its text by paragraph, the words of its links, and what it has."""

    texts: Sequence[str]
    link_words: Sequence[str]
    has_picture: bool
    picture_alt: str
    has_sources: bool
    needs_sources: bool


def warnings(page: Paragraphs) -> Iterator[str]:
    """What an editor should look at, in English, as editors read it."""
    for sentence in _sentences(page.texts):
        if len(_words(sentence)) > LONGEST_SENTENCE:
            yield f"A sentence is longer than {LONGEST_SENTENCE} words: “{_start(sentence)}”"
    age = reading_age(page.texts)
    if age > OLDEST_READER:
        yield f"The reading age is about {age}: aim for 9 to 11, and never above {OLDEST_READER}."
    for words in page.link_words:
        if words.strip().casefold() in VAGUE_LINKS:
            yield f"A link says only “{words}”: say where it leads."
    for text in page.texts:
        yield from _typed_numbers(text)
    if page.has_picture and not page.picture_alt:
        yield "The picture has no words for people who cannot see it."
    if page.needs_sources and not page.has_sources:
        yield "No section says where the facts come from."


def _typed_numbers(text: str) -> Iterator[str]:
    for number in TELEPHONE.findall(text):
        yield f"A telephone number is typed: {number}. Make it a fact and embed it as {{key}}."
    for amount in AMOUNT.findall(text):
        yield f"An amount is typed: {amount}. If families act on it, make it a fact and embed it as {{key}}."


def reading_age(texts: Sequence[str]) -> int:
    """The age, in years, at which most children read such text with ease (Flesch-Kincaid grade plus five)."""
    sentences = list(_sentences(texts))
    words = [word for sentence in sentences for word in _words(sentence)]
    if not words:
        return 0
    syllables = sum(_syllables(word) for word in words)
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    return max(5, round(grade + 5))


def _sentences(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        yield from (sentence for sentence in SENTENCE_END.split(text) if WORD.search(sentence))


def _words(sentence: str) -> list[str]:
    """The words of a sentence; a number, typed or embedded as {key}, is none."""
    return WORD.findall(FACT.sub("", sentence))


def _syllables(word: str) -> int:
    """Groups of vowels, a silent e at the end aside."""
    lower = word.casefold()
    count = len(VOWELS.findall(lower))
    return max(1, count - (lower.endswith("e") and not lower.endswith("le") and count > 1))


def _start(sentence: str) -> str:
    words = sentence.split()
    return " ".join(words[:8]) + "…"
