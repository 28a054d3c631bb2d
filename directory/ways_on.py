"""Where to go from a search that found nothing: what to ask less of, and which kinds of groups are like the words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from modeltranslation.settings import AVAILABLE_LANGUAGES

from directory.asked import WORDS, Asked
from directory.filter_options import labels_of, names_in_use
from directory.models import Category
from directory.queries import CategoryLabel
from directory.search.engine import ANY
from directory.search.nearest import nearest
from directory.searching import results
from words.text import Text

NEAREST_SHOWN = 6
# Comparing words letter by letter is slow; the first few say what somebody looks for.
WORDS_COMPARED = 6


@dataclass(frozen=True)
class Less:
    """A search that asks for less, and how many groups it gives. `name` is what it leaves out."""

    query: str
    count: int
    name: str = ""


@dataclass(frozen=True)
class Kind:
    """A category, and how many groups it has."""

    key: str
    label: Text
    count: int


@dataclass(frozen=True)
class WaysOn:
    """`without_words` keeps the filters, and `without_filters` the words; None where that gives nothing either, or
    leaves nothing out that is not in `filters_to_drop`. `groups` are how many there are in all."""

    filters_to_drop: tuple[Less, ...]
    without_words: Less | None
    without_filters: Less | None
    nearest_categories: tuple[Kind, ...]
    groups: int


def ways_on(asked: Asked, language: str, categories: Sequence[CategoryLabel]) -> WaysOn:
    names = names_in_use(asked, labels_of(categories))
    wordless, everything = asked.without(WORDS), results(Asked(), language)
    order = _nearest(asked.words, results(wordless, language).counts["category"], everything.counts["category"])
    return WaysOn(
        filters_to_drop=tuple(_giving([(name, asked.without(facet)) for facet, name in names.items()], language)),
        without_words=_first(_giving([("", wordless)], language)) if asked.words else None,
        without_filters=_first(_giving([("", asked.without_filters())], language)) if len(names) > 1 else None,
        nearest_categories=tuple(_kinds(order, everything.counts["category"], categories))[:NEAREST_SHOWN],
        groups=len(everything.hits),
    )


def _giving(less: Iterable[tuple[str, Asked]], language: str) -> Iterable[Less]:
    for name, asked in less:
        if count := len(results(asked, language).hits):
            yield Less(asked.query, count, name)


def _first(found: Iterable[Less]) -> Less | None:
    return next(iter(found), None)


def _nearest(words: str, counts: Counter[str], of_all: Counter[str]) -> Iterable[str]:
    """Those with a word like the ones typed, then those with the most groups without the words, then the others."""
    likely = nearest(" ".join(words.split()[:WORDS_COMPARED]), _category_words()) if words else []
    return dict.fromkeys([*likely, *_most_first(counts), *_most_first(of_all)])


def _kinds(keys: Iterable[str], counts: Counter[str], categories: Sequence[CategoryLabel]) -> Iterable[Kind]:
    """Those that have groups: one that has none leads to nothing again."""
    labels = labels_of(categories)
    return (Kind(key, labels[key], counts[key]) for key in keys if key in labels and counts[key])


def _most_first(counts: Counter[str]) -> list[str]:
    return [key for key, count in counts.most_common() if count and key != ANY]


def _category_words() -> dict[str, str]:
    fields = [f"{field}_{language}" for field in ("label", "synonyms") for language in AVAILABLE_LANGUAGES]
    return {
        key: " ".join(filter(None, words))
        for key, *words in Category.objects.order_by("pk").values_list("key", *fields)
    }
