"""Every type of page, in three scripts and both directions: nothing for axe to find, no sideways scroll, valid HTML."""

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.pages import PAGES, open_page, sent, sign_in

WINDOWLESS = True
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Told that only violations are read, axe takes less than half the time.
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
TEXT_SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"


def scrolls_sideways(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def assert_valid(page) -> None:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(page.content())
    ids = page.eval_on_selector_all("[id]", "elements => elements.map(element => element.id)")
    assert parser.errors == []
    assert len(ids) == len(set(ids)), "an id stands twice"


def assert_accessible(page) -> None:
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        found = Axe().run(page, options=OPTIONS)
        assert found.violations_count == 0, found.generate_report()
        assert not scrolls_sideways(page), f"scrolls sideways at {width} px"


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["en", "ur", "bn"])
def test_a_page_is_valid_and_accessible_on_a_phone_and_a_desktop(page, site, language, name):
    open_page(page, site, language, name)

    assert_valid(page)
    assert_accessible(page)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_filters_and_the_map_are_accessible_when_unfolded(page, site, language):
    open_page(page, site, language, "groups near a place")
    page.evaluate("document.querySelectorAll('main details').forEach(details => { details.open = true; })")

    assert_accessible(page)


def test_the_teams_pages_are_accessible(page, site):
    sent(page, site, "en")
    page.goto(f"{site}/team/login/")
    assert_accessible(page)

    sign_in(page, site, "west-1")
    assert_accessible(page)

    page.locator("main table a").first.click()
    assert_accessible(page)


@pytest.mark.parametrize("name", ["topic", "groups", "many choices", "referral with errors"])
def test_text_can_be_spaced_out_without_losing_any(page, site, name):
    open_page(page, site, "pl", name)
    page.set_viewport_size({"width": 320, "height": 740})
    page.evaluate(
        "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]; }",
        TEXT_SPACING,
    )

    assert not scrolls_sideways(page)


@pytest.mark.parametrize("name", ["question with an error", "referral with errors"])
def test_an_error_takes_the_focus_and_leads_to_its_field(page, site, name):
    open_page(page, site, "ur", name)

    page.locator(".error-summary:focus").wait_for()
    link = page.locator(".error-summary a").first
    target = link.get_attribute("href")
    link.click()

    assert page.evaluate("document.activeElement.id") == target.removeprefix("#")


def test_what_is_happening_is_told_first(page, site):
    page.goto(f"{site}/ur/support/form/reply/")
    page.locator("#step button").click()
    page.locator(".error-summary:focus").wait_for()
    assert_accessible(page)

    page.fill("[name=reference]", "FP-7K2M-9QX4")
    page.fill("[name=code]", "wrong")
    page.locator("#step button").click()
    page.locator("#answer:focus").wait_for()
    assert_accessible(page)


def test_the_keyboard_skips_to_the_content(page, site):
    page.goto(f"{site}/en/self-help/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_focus_is_never_hidden_behind_the_bar_on_top(page, site):
    page.set_viewport_size({"width": 320, "height": 480})
    page.goto(f"{site}/en/groups/")
    bar = page.locator(".safety").bounding_box()

    for _ in range(60):
        page.keyboard.press("Tab")
        inside = page.evaluate("document.activeElement.closest('main, footer') !== null")
        top = page.evaluate("document.activeElement.getBoundingClientRect().bottom")
        assert not inside or top > bar["height"]
