"""Dates, times and language names in the reader's language, from CLDR (Babel). Digits stay 0-9 in every language, as on
clocks, bank notes and phones here, and so that a number reads the same in all seven."""

from datetime import date, datetime, time

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language

from babel import Locale
from babel.dates import format_date

from portal.languages import BY_CODE, ENGLISH
from words.spoken import spoken_name

register = template.Library()
register.filter("language_name", spoken_name)


def active_locale() -> Locale:
    return Locale.parse(get_language() or ENGLISH.code)


@register.filter
def day(value: date | datetime | None) -> str:
    """A date in words: "Tuesday 4 March 2025"; empty for None."""
    return "" if value is None else _in_words(value, _date_pattern())


@register.filter
def day_ahead(value: date | datetime) -> str:
    """A day of the year ahead, which need not be named: "Tuesday 4 March"."""
    return _in_words(value, _date_pattern().removesuffix(" y"))


@register.filter
def month(value: date) -> str:
    """A month in words: "March 2025"."""
    return format_date(value, "LLLL y", locale=active_locale())


def _date_pattern() -> str:
    return BY_CODE[get_language() or ENGLISH.code].date_pattern


def _in_words(value: date | datetime, pattern: str) -> str:
    day = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return format_date(day, pattern, locale=active_locale())


@register.filter
def clock(value: time | datetime) -> str:
    """A time as "10:00", on the town's clock, held left to right inside any script."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).time()
    return format_html('<bdi dir="ltr">{}</bdi>', value.strftime("%H:%M"))


@register.simple_tag
def phone(number: str) -> str:
    """A number to tap, held left to right inside any script."""
    dialled = "".join(character for character in number if character.isdigit() or character == "+")
    return format_html('<a class="phone" href="tel:{}"><bdi dir="ltr">{}</bdi></a>', dialled, number)
