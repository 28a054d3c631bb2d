"""Pages as what they are, and in which language."""

from wagtail.models import Locale
from wagtail.query import PageQuerySet


def with_locales(pages: PageQuerySet) -> list:
    """The specific pages, whose languages are then known: `specific` forgets what was selected with them."""
    found = list(pages.specific())
    locales = Locale.objects.in_bulk({page.locale_id for page in found})
    for page in found:
        page.locale = locales[page.locale_id]
    return found
