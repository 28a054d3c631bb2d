"""Where a page of one part shows what another part knows: content and directory do not know each other."""

from collections.abc import Sequence

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from directory import queries as directory_queries
from directory.queries import CategoryLabel, ListingCard
from words.text import ENGLISH

GROUPS_SHOWN = 3

register = template.Library()


@register.simple_tag
def groups_in(categories: Sequence[str]) -> list[ListingCard]:
    """A few groups that fit these categories."""
    if not categories:
        return []
    return directory_queries.suggest(categories, get_language() or ENGLISH, GROUPS_SHOWN, now=timezone.now())


@register.simple_tag
def categories_named(keys: Sequence[str]) -> list[CategoryLabel]:
    labels = {category.key: category for category in directory_queries.category_labels(get_language() or ENGLISH)}
    return [labels[key] for key in keys if key in labels]
