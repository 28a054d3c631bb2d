"""A plain Wagtail site with the pages of a portal that runs, as one has it who takes Wagtail alone.

PLAIN_FOLDER=… DJANGO_SETTINGS_MODULE=benchmarks.plain.settings python -m benchmarks.plain.site http://127.0.0.1:8000
"""

import re
import sys
import urllib.request
from html import unescape

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.urls import include, path

application = get_wsgi_application()

from wagtail import urls as wagtail_urls  # noqa: E402  once the apps are there
from wagtail.models import Page, Site  # noqa: E402

from benchmarks.plain.models import PlainPage  # noqa: E402

urlpatterns = [path("", include(wagtail_urls))]


def fill(portal: str) -> None:
    """All pages of the library, each below the page that its address names, at the same address."""
    call_command("migrate", verbosity=0)
    top = Page.objects.get(depth=1).add_child(instance=PlainPage(title="Top", slug="top", body=""))
    Site.objects.update(root_page=top)
    pages: dict[tuple[str, ...], Page] = {(): top}
    for address in sorted(set(re.findall("<loc>https?://[^/]+(/[^<]*)</loc>", _read(f"{portal}/sitemap-library.xml")))):
        *above, slug = steps = tuple(address.strip("/").split("/"))
        if not all(steps):
            continue
        html = _read(portal + address)
        body = re.search("<main[^>]*>(.*)</main>", html, re.DOTALL)
        title = re.search("<title>([^<]*)</title>", html)
        assert body and title, address
        new = PlainPage(title=unescape(title[1]).strip(), slug=slug, body=body[1], show_in_menus=True)
        pages[steps] = pages[tuple(above)].add_child(instance=new)


def _read(address: str) -> str:
    with urllib.request.urlopen(address) as answer:
        return answer.read().decode()


if __name__ == "__main__":
    fill(sys.argv[1])
