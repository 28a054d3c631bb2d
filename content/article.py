"""A page as a reader meets it: its sections, each with the English beside it where a translation may not stand alone,
the words explained where they first appear, an outline, and whether its numbers are still within their dates."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import strip_tags

from wagtail.blocks import StreamValue

from content import embedding, queries
from content.models import LibraryPage, TopicPage
from content.registry import Fact, Term
from content.translation_states import State, stands_alone
from words import glossary
from words.text import ENGLISH, Text, text

WORDS_A_MINUTE = 180
# Of any page: when to call 999 or 111. An unchecked translation of it is shown beside the English.
NEVER_ALONE = ("emergency", "urgent")


@dataclass(frozen=True)
class Explained:
    """A term in the reader's language, and in English as it stands beside what nobody has checked."""

    name: Text
    meaning: Text
    english: str


@dataclass(frozen=True)
class Section:
    """A block of the page, its English where that must stand beside it, and the terms that first appear in it."""

    block: Any
    english: Any
    anchor: str
    terms: tuple[Explained, ...]


@dataclass(frozen=True)
class Article:
    """`by_machine`: a machine wrote some of it. `minutes` is how long reading takes. `check_numbers`: a number is past
    its date."""

    state: State | None
    by_machine: bool
    beside: bool
    english_title: str
    sections: tuple[Section, ...]
    outline: tuple[Section, ...]
    minutes: int
    facts: Mapping[str, Fact]
    check_numbers: bool


def article(page: LibraryPage, today: date) -> Article:
    """The page as it is now; `state` is None for an English page."""
    language = page.locale.language_code
    facts = Fact.objects.all().by_key()
    state = queries.translation_state(page) if language != ENGLISH else None
    english = None if state in (None, State.CHECKED) else queries.english_of(page)
    # The English page may have become one about safety since it was translated.
    is_about_safety = page.safety_critical or bool(english and english.safety_critical)
    beside = state is not None and not stands_alone(state, safety_critical=is_about_safety)
    originals = [block for block in english.body if beside or block.block_type in NEVER_ALONE] if english else []
    body = _with_english(page.body, english.body, beside=beside) if english else page.body
    sections = tuple(_sections(body, originals, list(Term.objects.all()), language))
    words = " ".join(words_of(page.body))
    named = [facts[key] for key in facts_named_by(page) if key in facts]
    return Article(
        state=state,
        by_machine=state is not None and queries.is_by_machine(page),
        beside=beside,
        english_title=english.title if english and beside else "",
        sections=sections,
        outline=tuple(section for section in sections if section.anchor and section.block.block_type != "activity"),
        minutes=max(1, math.ceil(len(words.split()) / WORDS_A_MINUTE)),
        facts=facts,
        check_numbers=any(fact.is_overdue(today) for fact in named),
    )


def facts_named_by(page: LibraryPage) -> set[str]:
    """The keys of the facts that a page embeds, and of the helplines that it leads to."""
    named = embedding.keys_in(words_of(page.body))
    if isinstance(page, TopicPage):
        named |= {block.value.key for block in page.related if block.block_type == "helpline" and block.value}
    return named


def words_of(body: StreamValue) -> Iterator[str]:
    """The words of a page, block by block, without markup; facts as {key}."""
    for block in body:
        yield " ".join(_words(block.value))


def _words(value: Any) -> Iterator[str]:
    if hasattr(value, "source"):
        yield strip_tags(value.source.replace("<", " <"))
    elif isinstance(value, str):
        yield value
    elif hasattr(value, "values"):
        for child in value.values():
            yield from _words(child)
    elif hasattr(value, "bound_blocks"):
        for child in value:
            yield from _words(child)


def _explained(term: Term, language: str) -> Explained:
    english = f"{text(term, 'name', ENGLISH)}: {text(term, 'meaning', ENGLISH)}"
    return Explained(text(term, "name", language), text(term, "meaning", language), english)


def _with_english(body: StreamValue, english: StreamValue, *, beside: bool) -> list:
    """A translation's blocks without those that may not stand alone and whose English is gone."""
    kept = {block.id for block in english}
    return [block for block in body if block.id in kept or not (beside or block.block_type in NEVER_ALONE)]


def _sections(body: Iterable, english: list, terms: list[Term], language: str) -> Iterator[Section]:
    """The translation's blocks in order, each with the English of the same id; then the English it does not have."""
    originals = {block.id: block for block in english}
    waiting = {term.key: term for term in terms}
    for number, block in enumerate(body, start=1):
        words = "" if block.block_type == "sources" else " ".join(_words(block.value))
        forms = {key: text(term, "forms", language).value.splitlines() for key, term in waiting.items()}
        found = [waiting.pop(key) for key in glossary.found_in(words, forms)]
        explained = tuple(_explained(term, language) for term in found)
        anchor = f"part-{number}" if block.value.get("heading") else ""
        yield Section(block, originals.pop(block.id, None), anchor, explained)
    for block in originals.values():
        yield Section(None, block, "", ())
