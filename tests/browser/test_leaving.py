"""Leave this site: at once, by tap, keyboard and link, and with no way Back to what was typed."""

import re

import pytest

from tests.browser.pages import continue_, open_page

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


def test_leaving_after_an_error_brings_nothing_back_and_stores_nothing_again(page, site):
    page.goto(f"{site}/en/")
    page.goto(f"{site}/en/support/form/")
    page.locator("input[name=code_word]").fill(SECRET)
    continue_(page)
    page.locator(".error-summary").wait_for()
    page.locator("input[name=ways][value=none]").check()
    continue_(page)
    page.locator("input[name=name]").wait_for()

    click(page)
    page.wait_for_url(ELSEWHERE)

    for _ in range(4):
        page.go_back(wait_until="commit")
        page.wait_for_timeout(300)
        assert SECRET not in page.content()
        typed = page.locator("main input[type=text]").evaluate_all(
            "fields => fields.map(field => field.value).join('')"
        )
        assert SECRET not in typed
    assert "journey" not in {cookie["name"] for cookie in page.context.cookies()}


def test_leaving_works_without_javascript(browser, site):
    context = browser.new_context(java_script_enabled=False)
    context.route(ELSEWHERE, lambda route: route.fulfill(body="<h1>Weather</h1>", content_type="text/html"))
    page = context.new_page()
    open_page(page, site, "en", "many choices")

    click(page)
    page.wait_for_url(ELSEWHERE)

    assert {cookie["name"] for cookie in context.cookies()} == set()
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
