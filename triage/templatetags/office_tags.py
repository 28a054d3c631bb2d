"""Whom to call now, and when the office is open, in the reader's language."""

from collections.abc import Iterator, Mapping
from datetime import time
from itertools import groupby

from django import template
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from babel import Locale
from babel.dates import get_day_names

from content.registry import Fact
from triage import office
from words.text import ENGLISH

Times = tuple[time, time]

register = template.Library()


@register.simple_tag
def office_now() -> office.Now:
    """Only for pages that no browser keeps: on a saved one, "now" would be long ago."""
    return office.now(timezone.now())


@register.filter
def hours_of(helpline: Fact) -> SafeString:
    """ "Monday–Friday 09:00–17:00" for the office's own number; empty for any other."""
    if helpline.key != office.office().open:
        return SafeString()
    names = get_day_names("wide", "stand-alone", Locale.parse(get_language() or ENGLISH))
    return format_html_join(
        " · ",
        '{} <bdi dir="ltr">{}–{}</bdi>',
        (
            ("–".join(dict.fromkeys((names[first], names[last]))), f"{opens:%H:%M}", f"{closes:%H:%M}")
            for first, last, (opens, closes) in _days_alike(office.office().week)
        ),
    )


def _days_alike(week: Mapping[int, Times]) -> Iterator[tuple[int, int, Times]]:
    """The first and the last of days in a row with the same hours, and those hours."""
    in_rows = groupby(enumerate(sorted(week)), key=lambda numbered: (numbered[1] - numbered[0], week[numbered[1]]))
    for (_row, times), numbered in in_rows:
        days = [day for _number, day in numbered]
        yield days[0], days[-1], times
