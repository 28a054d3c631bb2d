"""Every page of the library in every language: it renders, validates, is accessible, is light, prints, names its
sources."""

import io
import re
import tomllib

from django.conf import settings

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.conftest import ROOT
from tests.browser.test_accessibility import OPTIONS, assert_valid, scrolls_sideways
from tests.browser.test_print import A4, squeezed

WINDOWLESS = True
# What a phone loads before anybody scrolls: pictures further down wait.
BUDGET_BYTES = 100_000
MOST_SHEETS = 4
YEAR = re.compile(r"\b20\d\d\b")
FOLDERS = {"TopicPage": "self-help/", "EasyReadPage": "easy-read/"}
PLAN = tomllib.loads((ROOT / "content/seed/pages.toml").read_text(encoding="utf-8"))["page"]
PATHS = {"home": ("", "HomePage")} | {
    item["key"]: (f"{FOLDERS.get(item['kind'], '')}{item['key']}/", item["kind"]) for item in PLAN
}


class Weight:
    """Counts the bytes that come over the network, as they come: compressed, with their headers."""

    def __init__(self, page):
        self.bytes = 0
        self.session = page.context.new_cdp_session(page)
        self.session.send("Network.enable")
        self.session.on("Network.loadingFinished", self.add)

    def add(self, event):
        self.bytes += event["encodedDataLength"]


@pytest.mark.parametrize("key", PATHS)
@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_page_in_every_language(page, site, language, key):
    path, kind = PATHS[key]
    page.set_viewport_size({"width": 320, "height": 740})
    weight = Weight(page)
    page.goto(f"{site}/{language}/{path}")

    assert page.evaluate("document.documentElement.lang") == language
    assert page.locator("main").get_attribute("lang") is None, "the page is English, for want of a translation"
    assert "{" not in page.locator("main").inner_text(), "a fact is not written out"
    assert weight.bytes < BUDGET_BYTES
    assert not scrolls_sideways(page)
    assert_valid(page)
    found = Axe().run(page, options=OPTIONS)
    assert found.violations_count == 0, found.generate_report()
    if kind in ("TopicPage", "EasyReadPage"):
        expect(page.locator(".sources li").first).to_be_attached()
    if kind in ("TopicPage", "EasyReadPage", "InformationPage"):
        expect(page.locator(".byline")).to_have_count(1)
        expect(page.locator(".byline")).to_contain_text(YEAR)
    leaflet = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert_a_leaflet(leaflet, f"/{language}/{path}" if kind in FOLDERS else "")


def assert_a_leaflet(leaflet, address) -> None:
    end = squeezed("".join(sheet.extract_text() for sheet in leaflet.pages[-2:]))
    assert len(leaflet.pages) <= MOST_SHEETS
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in leaflet.pages} == {A4}
    assert all(words in end for words in ("999", "111", "01582547653", address))
