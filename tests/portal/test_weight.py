"""What a page weighs for a phone: compressed as it is sent, before the pictures that lie further down."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.test import Client

from wagtail.models import Page

import brotli
import pytest

from content.models import LibraryPage
from content.queries import page_url
from portal.page_files.folder import BROTLI_QUALITY
from tests.browser.pages import ADDRESSES

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES]
OF_A_CONTENT_PAGE = 14_000
OF_A_FIRST_VISIT = 60_000
OF_SCRIPTS = 5_000
LONGEST = 6
STYLES = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
SCRIPTS = re.compile(r'<script src="([^"]+)"')
PICTURES = re.compile(r"<img (?![^>]*loading=.lazy)[^>]*src=\"([^\"]+)\"")


def weight(content: bytes) -> int:
    return len(brotli.compress(content, quality=BROTLI_QUALITY))


@cache
def weight_of(address: str) -> int:
    root = settings.STATICFILES_DIRS[0] if address.startswith("/static/") else Path(settings.MEDIA_ROOT)
    content = (root / address.split("/", 2)[2]).read_bytes()
    return min(len(content), weight(content))


def named(pattern: re.Pattern, html: str) -> set[str]:
    return set(pattern.findall(html))


def page(path: str) -> str:
    return Client().get(path).content.decode()


def longest(language: str) -> list[str]:
    """Of the library's pages."""
    english = Page.objects.live().type(LibraryPage).filter(locale__language_code="en").specific()
    return [page_url(one, language) for one in sorted(english, key=lambda one: len(str(one.body.raw_data)))[-LONGEST:]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_content_page_with_its_styles_weighs_little(language):
    paths = [*longest(language), f"/{language}/self-help/", f"/{language}/help-now/"]
    weights = {}
    for path in paths:
        html = page(path)
        weights[path] = weight(html.encode()) + sum(map(weight_of, named(STYLES, html)))

    assert len(paths) == LONGEST + 2
    assert {path: found for path, found in weights.items() if found > OF_A_CONTENT_PAGE} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_first_visit_weighs_little_whatever_it_is_to(language):
    for address in ADDRESSES.values():
        path, _, query = address.format(language).partition("?")
        html = Client().get(path, query_string=query, headers={"accept-encoding": "identity"}).content.decode()
        scripts = sum(map(weight_of, named(SCRIPTS, html)))
        shown = sum(map(weight_of, named(STYLES, html) | named(PICTURES, html)))

        assert scripts <= OF_SCRIPTS, path
        assert weight(html.encode()) + scripts + shown <= OF_A_FIRST_VISIT, path


def test_a_picture_says_its_size_so_that_nothing_jumps():
    for path in (ADDRESSES["home"], ADDRESSES["topic"], ADDRESSES["topic index"], ADDRESSES["easy read"]):
        pictures = re.findall(r"<img [^>]*>", page(path.format("en")))
        assert pictures
        assert [one for one in pictures if "width=" not in one or "height=" not in one] == []
