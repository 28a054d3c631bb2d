"""Leave this site: at once, by tap, keyboard and link, and with no way Back to what was typed."""

import re

import pytest

from tests.browser.pages import open_page

ELSEWHERE = re.compile(r"^https://www\.bbc\.co\.uk/")
SECRET = "Please do not ring my husband"


@pytest.fixture
def page(page):
    """A page for which the harmless site is a local one: nothing here leaves the machine."""
    page.context.route(ELSEWHERE, lambda route: route.fulfill(body="<h1>Weather</h1>", content_type="text/html"))
    return page


def type_secret(page, site):
    page.goto(f"{site}/en/")
    open_page(page, site, "en", "referral form")
    page.locator("main input[type=text], main textarea").first.fill(SECRET)


def click(page):
    page.locator("a.leave").click()


def press_shift_three_times(page):
    for _ in range(3):
        page.keyboard.press("Shift")


@pytest.mark.parametrize("leave", [click, press_shift_three_times])
def test_leaving_shows_the_weather_and_back_shows_nothing_that_was_typed(page, site, leave):
    type_secret(page, site)

    leave(page)
    page.wait_for_url(ELSEWHERE)
    page.go_back(wait_until="commit")

    assert SECRET not in page.content()
    typed = page.locator("main input[type=text], main textarea")
    assert typed.evaluate_all("fields => fields.map(field => field.value).join('')") == ""


def test_leaving_works_without_javascript(browser, site):
    context = browser.new_context(java_script_enabled=False)
    context.route(ELSEWHERE, lambda route: route.fulfill(body="<h1>Weather</h1>", content_type="text/html"))
    page = context.new_page()
    open_page(page, site, "en", "many choices")

    click(page)
    page.wait_for_url(ELSEWHERE)

    assert [cookie["name"] for cookie in context.cookies() if cookie["name"] == "journey"] == []
    context.close()


@pytest.mark.parametrize("name", ["home", "topic", "question", "referral form", "listing"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_way_out_is_in_sight_on_a_small_phone_however_far_one_has_read(page, site, language, name):
    page.set_viewport_size({"width": 320, "height": 568})
    open_page(page, site, language, name)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")

    box = page.locator("a.leave").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    assert box["y"] >= 0 and box["y"] + box["height"] <= 568
    assert page.evaluate("([x, y]) => document.elementFromPoint(x, y).className", middle) == "leave"
