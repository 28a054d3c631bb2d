from collections.abc import Mapping
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from wagtail.images.models import Image

from content import embedding, queries
from content.article import Article, article
from content.facts_checked import facts_checked_on
from content.models import LibraryPage
from content.pictures import CARD, STEP
from content.registry import Fact

register = template.Library()

register.simple_tag(queries.shelves, name="shelves")
register.simple_tag(queries.pages, name="pages")
register.simple_tag(queries.alternates, name="alternates")
register.simple_tag(queries.alternates_at, name="alternates_at")
register.simple_tag(queries.translation_check, name="translation_check")
register.simple_tag(queries.page_url, name="page_url")
register.simple_tag(queries.easy_read_pages, name="easy_read_pages")
register.simple_tag(queries.easy_read_of, name="easy_read_of")
register.simple_tag(queries.onward, name="onward")
register.simple_tag(queries.recordings_of, name="recordings_of")
register.simple_tag(facts_checked_on, name="facts_checked_on")


@register.simple_tag(name="article")
def article_of(page: LibraryPage) -> Article:
    return article(page, timezone.localdate())


@register.filter
def with_facts(rich_text: Any, facts: Mapping[str, Fact]) -> SafeString:
    """Rendered text with its {facts} written out, whose numbers read left to right in every script."""
    return mark_safe(embedding.html(str(rich_text), facts))


@register.filter
def numbers_in_order(words: Any) -> SafeString:
    """Words of a record, their {facts} written out, whose numbers read left to right in every script."""
    facts = Fact.objects.all().by_key() if "{" in str(words) else {}
    return mark_safe(embedding.html(str(words), facts))


@register.simple_tag
def fact(key: str) -> str:
    """The value of a fact, for a sentence of the interface; empty where nobody keeps it."""
    found = Fact.objects.filter(key=key).first()
    return found.shown if found else ""


@register.inclusion_tag("content/number_to_call.html")
def number_to_call(helpline: Fact, facts: Mapping[str, Fact] | None = None) -> dict[str, Any]:
    """A helpline's number to tap; past its date, or that of a number in its words, it says so. A page that shows many
    hands all `facts` over."""
    today, named = timezone.localdate(), helpline.facts_named()
    if facts is None:
        facts = Fact.objects.filter(key__in=named).by_key() if named else {}
    shown = [helpline, *(facts[key] for key in named if key in facts)]
    return {"helpline": helpline, "is_overdue": any(fact.is_overdue(today) for fact in shown)}


@register.filter
def megabytes(size: int) -> str:
    """ "1.4": never 0, so that a parent with little data knows that it costs some."""
    return f"{max(0.1, size / 1_000_000):.1f}"


@register.simple_tag
def small_picture(image: Image) -> SafeString:
    """A picture beside words that say the same, so it needs no words of its own."""
    return _picture(image, STEP, "step-picture", 120, 120)


@register.simple_tag
def card_picture(image: Image | None) -> SafeString:
    return _picture(image, CARD, "card-picture", 840, 525) if image else SafeString()


def _picture(image: Image, size: str, name: str, width: int, height: int) -> SafeString:
    """A drawing is sent as it is; a photograph in the size it is shown in."""
    file = image.file if image.is_svg() else image.get_rendition(size).file
    return format_html(
        '<img class="{}" src="{}" alt="" width="{}" height="{}" loading="lazy">', name, file.url, width, height
    )
