"""When the numbers that a page gives were last held against their sources: the date in its byline."""

from datetime import date

from django.db.models import Min

from content.article import facts_named_by
from content.models import EasyReadPage, LibraryPage, TopicPage
from content.registry import Fact


def facts_checked_on(page: LibraryPage) -> date | None:
    """The topic's own date, which is also that of its Easy Read page; for others, the earliest date of the facts that
    the page names. None where it names none."""
    full = page.full_page.specific if isinstance(page, EasyReadPage) and page.full_page else page
    if isinstance(full, TopicPage):
        return full.facts_checked_on
    return Fact.objects.filter(key__in=facts_named_by(page)).aggregate(earliest=Min("checked_on"))["earliest"]
