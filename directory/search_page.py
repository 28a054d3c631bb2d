"""What the search page shows: results, the filters with what each would give, and ways on where nothing was found."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from modeltranslation.settings import AVAILABLE_LANGUAGES

from directory import queries
from directory.ages import AGE_BANDS
from directory.models import Category
from directory.queries import CategoryLabel, ListingCard
from directory.search import index
from directory.search.engine import ANY, Filters, Results, SearchQuery
from directory.search.nearest import nearest
from words.spoken import SPOKEN_LANGUAGES
from words.text import Text

RESULTS_A_PAGE = 20
NEAREST_SHOWN = 6
# Comparing words letter by letter is slow; the first few say what somebody looks for.
WORDS_COMPARED = 6


@dataclass(frozen=True)
class Option:
    """A value of a filter and the number of results it would give; `label` only where the value is a category's key."""

    value: str
    count: int
    chosen: bool
    label: Text | None = None


@dataclass(frozen=True)
class Chosen:
    """A filter that is on; `count` is the number of results without it."""

    facet: str
    value: str
    count: int
    label: Text | None = None


@dataclass(frozen=True)
class WaysOn:
    """Where to go from a search that found nothing. `count_without_words` keeps the filters."""

    filters_to_drop: tuple[Chosen, ...]
    count_without_words: int
    nearest_categories: tuple[CategoryLabel, ...]


@dataclass(frozen=True)
class SearchPage:
    words: str
    state: Mapping[str, str]
    total: int
    cards: list[ListingCard]
    page: Page
    some_words: bool
    options: Mapping[str, tuple[Option, ...]]
    chosen: tuple[Chosen, ...]
    ways_on: WaysOn | None


def search_page(
    *, words: str, filters: Filters, language: str, page_number: int, categories: list[CategoryLabel]
) -> SearchPage:
    found = index.find(SearchQuery(words, language, filters))
    page = Paginator(found.hits, RESULTS_A_PAGE).get_page(page_number)
    labels = {category.key: category.label for category in categories}
    chosen = tuple(
        Chosen(facet, value, found.counts[facet][ANY], labels.get(value)) for facet, value in filters.items()
    )
    return SearchPage(
        words=words,
        state={"q": words, **filters} if words else filters,
        total=len(found.hits),
        cards=queries.cards([hit.key for hit in page.object_list], language),
        page=page,
        some_words=found.some_words,
        options=_options(found, filters, labels),
        chosen=chosen,
        ways_on=None if found.hits else _ways_on(words, language, filters, chosen, categories, found),
    )


def _options(found: Results, filters: Filters, labels: Mapping[str, Text]) -> dict[str, tuple[Option, ...]]:
    """Every category, age and day, and those spoken languages that would find something."""
    spoken = [code for code in SPOKEN_LANGUAGES if found.counts["spoken"][code] or filters.get("spoken") == code]
    values = {
        "category": list(labels),
        "age": [band.key for band in AGE_BANDS],
        "day": [str(number) for number in range(7)],
        "spoken": spoken,
        "free": ["yes"],
    }
    return {
        facet: tuple(
            Option(value, found.counts[facet][value], filters.get(facet) == value, labels.get(value))
            for value in listed
        )
        for facet, listed in values.items()
    }


def _ways_on(
    words: str,
    language: str,
    filters: Filters,
    chosen: tuple[Chosen, ...],
    categories: list[CategoryLabel],
    found: Results,
) -> WaysOn:
    wordless = index.find(SearchQuery("", language, filters))
    likely = nearest(" ".join(words.split()[:WORDS_COMPARED]), _category_words()) if words else []
    fitting = _most_first(found.counts["category"]) + _most_first(wordless.counts["category"])
    order = list(dict.fromkeys([*likely, *fitting, *(category.key for category in categories)]))[:NEAREST_SHOWN]
    by_key = {category.key: category for category in categories}
    return WaysOn(
        filters_to_drop=tuple(item for item in chosen if item.count),
        count_without_words=len(wordless.hits) if words else 0,
        nearest_categories=tuple(by_key[key] for key in order if key in by_key),
    )


def _most_first(counts: Counter[str]) -> list[str]:
    return [key for key, _count in counts.most_common() if key != ANY]


def _category_words() -> dict[str, str]:
    fields = [f"{field}_{language}" for field in ("label", "synonyms") for language in AVAILABLE_LANGUAGES]
    return {
        key: " ".join(filter(None, words))
        for key, *words in Category.objects.order_by("pk").values_list("key", *fields)
    }
