from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_info

from words.text import ENGLISH, Text, text

register = template.Library()


@register.filter
def marked(words: Text) -> str:
    """Text to show inside a line, marked with its language where that is not the page's."""
    if words.language == get_language():
        return format_html("{}", words.value)
    return format_html('<span lang="{}" dir="{}">{}</span>', words.language, direction(words.language), words.value)


@register.filter
def direction(language: str) -> str:
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


@register.filter
def in_words(record: Any, field: str) -> str:
    """A translated field of a record, in the reader's language or else in English and marked so."""
    return marked(text(record, field, get_language() or ENGLISH))
