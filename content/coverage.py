"""How much of the library each language has, and in what state."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from wagtail.models import Locale, Page

from content.models import (
    EasyReadIndexPage,
    EasyReadPage,
    HomePage,
    InformationPage,
    LibraryPage,
    TopicIndexPage,
    TopicPage,
)
from content.queries import SOURCE_LANGUAGE, translation_states
from content.translation_states import State

KINDS: tuple[type[LibraryPage], ...] = (
    HomePage,
    TopicIndexPage,
    TopicPage,
    EasyReadIndexPage,
    EasyReadPage,
    InformationPage,
)
TARGETS = [(code, name) for code, name in settings.LANGUAGES if code != SOURCE_LANGUAGE]


@dataclass(frozen=True)
class Cell:
    """A page in a language; `page` is None where there is none at all."""

    language: str
    state: State
    page: Page | None


@dataclass(frozen=True)
class Row:
    page: LibraryPage
    cells: tuple[Cell, ...]


def english_pages() -> list[LibraryPage]:
    """Every English page of the library that families can read, in the order of the tree."""
    locale = Locale.objects.get(language_code=SOURCE_LANGUAGE)
    found = [page for kind in KINDS for page in kind.objects.live().filter(locale=locale)]
    return sorted(found, key=lambda page: page.path)


def coverage() -> list[Row]:
    """Each English page with the state of its translations."""
    pages = english_pages()
    translations = Page.objects.filter(translation_key__in=[page.translation_key for page in pages], alias_of=None)
    others = list(translations.exclude(locale__language_code=SOURCE_LANGUAGE).select_related("locale"))
    states = translation_states(others)
    by_place = {(page.translation_key, page.locale.language_code): page for page in others}
    return [Row(page, tuple(_cell(page, code, by_place, states) for code, _name in TARGETS)) for page in pages]


def totals(rows: list[Row]) -> dict[str, Counter[State]]:
    """How many pages each language has in each state."""
    return {
        code: Counter(cell.state for row in rows for cell in row.cells if cell.language == code)
        for code, _name in TARGETS
    }


def _cell(page: Page, code: str, by_place: Mapping, states: Mapping[int, State]) -> Cell:
    translation = by_place.get((page.translation_key, code))
    return Cell(code, states[translation.pk] if translation else State.MISSING, translation)
