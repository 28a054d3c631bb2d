"""Which category a word means: its key, its label or one of its synonyms, in any language."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from directory.models import Category
from directory.spreadsheets.cells import items
from directory.spreadsheets.vocabulary import folded


@dataclass(frozen=True)
class Categories:
    by_word: dict[str, Category]

    def sorted_out(self, words: Iterable[str]) -> tuple[list[Category], list[str]]:
        """The categories that are meant, each once, and the words that mean none."""
        meant = {word: self.by_word.get(folded(word)) for word in words}
        known = {category.pk: category for category in meant.values() if category}
        return list(known.values()), [word for word, category in meant.items() if not category]


def read_categories() -> Categories:
    """Where a word stands in two categories: a label goes before a synonym, then the first by key."""
    categories = list(Category.objects.order_by("key"))
    by_word: dict[str, Category] = {}
    for words in (_names, _synonyms):
        for category in categories:
            for word in words(category):
                by_word.setdefault(folded(word), category)
    by_word.pop("", None)
    return Categories(by_word)


def written_name(category: Category, categories: Categories) -> str:
    """Its English label, or its key where the label would mean another category or two of them."""
    label = getattr(category, f"label_{settings.LANGUAGE_CODE}")
    return label if categories.sorted_out(items(label)) == ([category], []) else category.key


def _names(category: Category) -> list[str]:
    return [category.key, *_each_language(category, "label")]


def _synonyms(category: Category) -> list[str]:
    return [line for text in _each_language(category, "synonyms") for line in text.splitlines()]


def _each_language(category: Category, field: str) -> list[str]:
    return [getattr(category, f"{field}_{code}") or "" for code, _name in settings.LANGUAGES]
