"""Reads: the library's pages by number, whose names would tell what a list is about."""

from collections.abc import Iterable, Sequence

from wagtail.models import Page
from wagtail.query import PageQuerySet

from content import queries as content_queries
from content.models import EasyReadPage, TopicPage
from content.queries import PageCard


def titles(first: Iterable[str] = ()) -> dict[int, str]:
    """English titles of the live pages about a subject, by number: those of the slugs named first, then by title."""
    order = list(dict.fromkeys(first))
    found = sorted(
        _english().order_by("title").values_list("pk", "slug", "title"),
        key=lambda row: order.index(row[1]) if row[1] in order else len(order),
    )
    return {number: title for number, _slug, title in found}


def cards(numbers: Sequence[int], language: str) -> list[PageCard]:
    slugs = dict(_english().filter(pk__in=numbers).values_list("pk", "slug"))
    return content_queries.pages([slugs[number] for number in numbers if number in slugs], language)


def _english() -> PageQuerySet:
    """Pages about a subject: none about the portal, and none that only leads to others."""
    about = Page.objects.live().type(TopicPage, EasyReadPage)
    return about.filter(locale__language_code=content_queries.SOURCE_LANGUAGE)
