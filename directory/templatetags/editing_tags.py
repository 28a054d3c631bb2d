from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import get_language

from directory.editing.queries import Overview, name_of
from directory.editing.reasons import WHY
from words.text import ENGLISH, Text

register = template.Library()


@register.simple_tag
def item(words: Mapping[str, Any], key: str) -> Any:
    """What a table of words has under a key."""
    return words[key]


@register.filter
def name_for_reader(overview: Overview) -> Text:
    return name_of(overview.content, overview.listing.slug, get_language() or ENGLISH)


@register.filter
def reason(overview: Overview) -> str:
    """Why families need what is missing most; empty where nothing is."""
    piece = overview.completeness.next
    return str(WHY[piece.key]) if piece else ""
