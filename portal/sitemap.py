"""What search engines are told of, in each language that it is in: the library's pages, and groups that are listed."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from wagtail.models import Page, Site

from directory.models import Listing


class LibraryPages(Sitemap):
    """Wagtail's own tells of one language, with the host that its table of sites names."""

    def items(self) -> QuerySet[Page]:
        below = Page.objects.none()
        for home in Site.objects.get(is_default_site=True).root_page.get_translations(inclusive=True):
            below |= Page.objects.descendant_of(home, inclusive=True)
        return below.live().public().order_by("path").select_related("locale")

    def location(self, item: Page) -> str:
        return item.url

    def lastmod(self, item: Page) -> datetime | None:
        return item.last_published_at


class Groups(Sitemap):
    i18n, alternates = True, True
    limit = 7_000  # addresses in a file, each of which names its seven languages

    def items(self) -> QuerySet[Listing]:
        """Not the examples: nobody shall find one who looks for a group."""
        return Listing.objects.listed().filter(group__is_example=False).order_by("pk").only("slug")

    def location(self, item: Listing) -> str:
        return reverse("directory:listing", args=[item.slug])


SITEMAPS = {"library": LibraryPages, "groups": Groups}
