"""A list of groups on a phone, on paper and without signal; and groups in a frame of somebody else's page."""

import io
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.test_accessibility import scrolls_sideways

PLAY = "/{}/groups/?category=stay-and-play"
LIST = "/{}/groups/list/18-1-24/"
STORED = """() => [document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage)].join("")"""


def squeezed(text):
    return re.sub(r"\s", "", text)


def tap(page, link):
    link.click()
    page.wait_for_load_state()
    assert not scrolls_sideways(page)


@pytest.mark.parametrize("has_javascript", [True, False])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_groups_are_put_on_a_list_and_read_there(browser, site, language, has_javascript):
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=has_javascript)
    page = context.new_page()
    page.goto(site + PLAY.format(language))
    cards = page.locator(".results > li")
    chosen = [card.locator("h3 a").inner_text() for card in (cards.nth(2), cards.nth(0))]

    for number in (2, 0):
        tap(page, cards.nth(number).locator(".on-list a"))
        assert 0 < cards.nth(number).bounding_box()["y"] < 640
    tap(page, page.locator(".my-list a"))

    assert page.locator(".listed h2").all_inner_texts() == chosen
    expect(page.locator(".tools [data-print]:visible")).to_have_count(1 if has_javascript else 0)
    tap(page, page.locator(".listed li").first.locator("a[href*='/groups/list/']"))
    assert page.locator(".listed h2").all_inner_texts() == chosen[1:]
    assert context.cookies() == []
    if has_javascript:
        assert page.evaluate(STORED) == ""
    context.close()


@pytest.mark.parametrize("language", ["en", "ur"])
def test_it_is_printed_with_places_times_numbers_and_the_way_back(page, site, language):
    page.goto(site + LIST.format(language))
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    whole = squeezed("".join(sheet.extract_text() for sheet in sheets))

    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in sheets} == {(595, 842)}
    assert len(sheets) <= 2
    told = ("LU2", "LU48ZX", "ReedmoorCommunityCentre", "16:30", "12:30", "19:30", "01632960109", "01632960101", "999")
    for words in (*told, f"/{language}/groups/list/18-1-24/"):
        assert words in whole, words
    page.emulate_media(media="print")
    expect(page.locator(".leaflet-end svg")).to_be_visible()
    target = page.locator(".leaflet-end use").get_attribute("href")
    expect(page.locator(f".share svg{target} path")).to_have_count(1)
    expect(page.locator(".listed a:visible:has-text('.ics'), .actions:visible, .tools:visible")).to_have_count(0)


def test_it_opens_without_signal_when_it_was_saved(page, site):
    page.goto(site + LIST.format("en"))
    box = page.locator("[data-save]")
    box.locator("summary").click()
    box.locator("[data-paths]").click()
    expect(box.locator("[role=status]")).to_have_text(box.get_attribute("data-saved"))

    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    page.context.set_offline(True)
    page.goto(site + LIST.format("en"))

    expect(page.locator(".listed h2")).to_have_count(3)
    expect(page.locator("[data-no-signal]")).to_be_visible()
    page.context.set_offline(False)


@pytest.fixture
def school(site):
    """The page of a school, on an origin of its own, with the portal's list and its search in frames of 320 pixels."""
    frames = "".join(
        f'<iframe name="{name}" src="{site}/ur/groups/{path}" title="Groups" width="320" height="500"></iframe>'
        for name, path in (("list", "embed/?category=stay-and-play"), ("search", ""))
    )

    class School(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>School</title>{frames}".encode())

        def log_message(self, *facts):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), School) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


def test_a_school_shows_the_list_and_nothing_else_of_the_portal(page, school):
    page.goto(school)
    groups = page.frame("list")

    expect(groups.locator("h3").first).to_be_visible()
    assert groups.evaluate("document.dir") == "rtl"
    assert groups.evaluate("document.documentElement.scrollWidth") <= 320
    expect(page.frame("search").locator(".search-form")).to_have_count(0)
    with page.expect_popup() as opened:
        groups.locator("h3 a").first.click()
    expect(opened.value.locator("h1")).to_be_visible()
    assert opened.value.evaluate("window.opener") is None
    assert page.context.cookies() == []
