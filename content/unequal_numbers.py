"""What in a translation has other numbers, facts or placeholders than its English."""

import unicodedata
from collections import Counter

from wagtail_localize.models import StringSegment, Translation

from content.article import words_of
from content.models import LibraryPage
from words.parity import differences, numbers

DIGITS = "0123456789"


def pieces_with_other_numbers(translation: Translation) -> list[str]:
    """The English of each translated piece whose translation does not have the same numbers and {facts}."""
    segments = StringSegment.objects.filter(source=translation.source).select_related("string")
    return [
        segment.string.data
        for segment in segments.annotate_translation(translation.target_locale)
        if segment.translation and differences(segment.string.data, _in_our_digits(segment.translation), DIGITS)
    ]


def has_other_numbers(page: LibraryPage, english: LibraryPage) -> bool:
    """Whether a whole page has other numbers or {facts} than its English has now."""
    return _numbers(page) != _numbers(english)


def _numbers(page: LibraryPage) -> Counter[str]:
    words = _in_our_digits(" ".join(words_of(page.body)))
    # A fact counts as what is in its braces.
    return numbers(words) + Counter(part.partition("}")[0] for part in words.split("{")[1:])


def _in_our_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text)
