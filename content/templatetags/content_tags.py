import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from content import queries
from content.models import Helpline

register = template.Library()

register.simple_tag(queries.topics, name="topics")
register.simple_tag(queries.alternates, name="alternates")
register.simple_tag(queries.translation_check, name="translation_check")
register.simple_tag(queries.page_url, name="page_url")

TAG = re.compile(r"(<[^>]+>)")
TELEPHONE = r"\b0\d{2,4}(?: \d{3,6}){1,2}\b"
# What a right-to-left line would turn round: a number in groups, a temperature, a span of time.
NUMBER = re.compile(rf"(?P<telephone>{TELEPHONE})|\d+(?: \d+)+|\d+ ?°C|\d\d:\d\d")


@register.filter
def numbers_in_order(rich_text) -> SafeString:
    """Rendered text whose numbers read left to right in every script, and whose telephone numbers can be tapped."""
    parts = TAG.split(str(rich_text))
    return mark_safe("".join(part if part.startswith("<") else NUMBER.sub(_isolated, part) for part in parts))


@register.filter
def words(helpline: Helpline, field: str) -> SafeString:
    """A field of a helpline in the reader's language or, where it has none, in English and marked so."""
    translated = getattr(helpline, f"{field}_{get_language()}")
    if translated:
        return format_html("{}", translated)
    return format_html('<span lang="en" dir="ltr">{}</span>', getattr(helpline, f"{field}_en"))


def _isolated(match: re.Match[str]) -> str:
    number = match[0]
    if match["telephone"]:
        return format_html(
            '<a class="phone" href="tel:{}"><bdi dir="ltr">{}</bdi></a>', number.replace(" ", ""), number
        )
    return format_html('<bdi dir="ltr">{}</bdi>', number)
