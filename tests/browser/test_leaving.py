"""P1, P3, P4: leave this site: at once, by tap, key and link, with the back-forward cache on; nothing told is left."""

import pytest

from tests.browser.conftest import CHROMIUM
from tests.browser.leaving import ELSEWHERE, PLACES, SECRET, seen_on_the_way_back, settled
from tests.browser.pages import open_page
from tests.browser.screen import press, screen

WEATHER = "<title>Weather</title><h1>Weather</h1>"
PHONE, DESKTOP = {"width": 320, "height": 568}, {"width": 1280, "height": 800}


@pytest.fixture
def window(browser):
    """Opens a window for which the harmless site is a local one: nothing here leaves the machine."""
    contexts = []

    def opened(**options):
        context = browser.new_context(**{"viewport": PHONE, **options})
        context.route(ELSEWHERE, lambda route: route.fulfill(body=WEATHER, content_type="text/html"))
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def click(page):
    page.locator("a.leave").click()


def tap(page):
    page.locator("a.leave").tap()


def press_shift_three_times(page):
    for _ in range(3):
        page.keyboard.press("Shift")


def no_cookies(page) -> bool:
    """The script forgets by a beacon, which the harmless site does not wait for."""
    for _ in range(50):
        if not page.context.cookies():
            return True
        page.wait_for_timeout(100)
    return False


WAYS = [
    *((click, {}, place) for place in PLACES),
    *((press_shift_three_times, {"viewport": DESKTOP}, place) for place in ("first_question", "outcome", "story")),
    *((tap, {"has_touch": True}, place) for place in ("many_choices", "form_with_errors", "sent")),
]


@pytest.mark.parametrize(("leave", "options", "place"), WAYS, ids=lambda value: getattr(value, "__name__", str(value)))
def test_after_leaving_no_key_of_the_browser_brings_anything_of_this_site_back(window, site, leave, options, place):
    page = window(**options)
    PLACES[place](page, site)

    leave(page)
    page.wait_for_url(ELSEWHERE)

    assert no_cookies(page)
    for shown in seen_on_the_way_back(page):
        assert site not in shown
        assert SECRET not in shown


@pytest.mark.parametrize("place", PLACES)
def test_after_leaving_without_javascript_nothing_that_was_told_comes_back(window, site, place):
    page = window(java_script_enabled=False)
    PLACES[place](page, site)

    click(page)
    page.wait_for_url(ELSEWHERE)

    assert page.context.cookies() == []
    for shown in seen_on_the_way_back(page):
        assert SECRET not in shown
        assert "ticked" not in shown
        assert "Your reference is" not in shown


def test_without_leaving_the_back_forward_cache_would_bring_it_back(window, site):
    """So that the tests above do not pass for want of that cache."""
    page = window(java_script_enabled=False)
    PLACES["form_begun"](page, site)

    page.goto("https://www.bbc.co.uk/weather")
    page.go_back(wait_until="commit")

    assert SECRET in settled(page)


def test_a_browser_that_was_closed_and_restores_its_windows_shows_nothing(playwright_, site, tmp_path):
    first = opened_at(playwright_, tmp_path)
    page = first.new_page()
    PLACES["story"](page, site)
    click(page)
    page.wait_for_url(ELSEWHERE)
    page.wait_for_timeout(2000)  # the browser writes down its windows once in a while
    first.close()

    again = opened_at(playwright_, tmp_path, "--restore-last-session")
    again.pages[0].wait_for_timeout(1000)
    restored = max(again.pages, key=lambda page: page.evaluate("history.length"))

    assert restored.evaluate("history.length") > 1
    for shown in seen_on_the_way_back(restored):
        assert site not in shown
        assert SECRET not in shown
    again.close()


def test_a_window_closed_after_leaving_and_opened_again_shows_nothing(playwright_, site, tmp_path):
    """As Ctrl+Shift+T does it, which only a browser on a screen hears."""
    with screen() as environment:
        context = opened_at(playwright_, tmp_path, headless=False, env=environment)
        page = context.new_page()
        PLACES["story"](page, site)
        click(page)
        page.wait_for_url(ELSEWHERE)
        assert no_cookies(page)
        page.close()

        with context.expect_page() as opened:
            press("ctrl+shift+t", environment)
        again = opened.value
        again.wait_for_url(ELSEWHERE)

        assert again.evaluate("history.length") > 1
        for shown in seen_on_the_way_back(again):
            assert site not in shown
            assert SECRET not in shown
        context.close()


def opened_at(playwright, profile, *arguments, **options):
    context = playwright.chromium.launch_persistent_context(
        profile,
        executable_path=CHROMIUM,
        args=["--no-sandbox", *arguments],
        ignore_default_args=["--disable-back-forward-cache"],
        **options,
    )
    context.route(ELSEWHERE, lambda route: route.fulfill(body=WEATHER, content_type="text/html"))
    return context


def test_somebody_who_opens_the_site_again_after_leaving_stays(window, site):
    page = window()
    PLACES["many_choices"](page, site)
    click(page)
    page.wait_for_url(ELSEWHERE)

    page.goto(f"{site}/en/")
    page.goto(f"{site}/en/help-now/")
    page.go_back(wait_until="commit")
    settled(page)

    assert page.url == f"{site}/en/"
    assert page.evaluate("[...Object.keys(sessionStorage), ...Object.keys(localStorage)]") == []


def test_the_page_is_blank_at_once_although_the_other_site_does_not_answer(window, site):
    page = window()
    page.context.unroute(ELSEWHERE)
    waiting = []
    page.context.route(ELSEWHERE, lambda route: waiting.append(route))
    PLACES["story"](page, site)

    left = page.evaluate(
        "() => { document.querySelector('a.leave').click(); return [document.body.childNodes.length, document.title]; }"
    )

    assert left == [0, "www.bbc.co.uk"]


# Phones upright and across, a tablet, a desktop, and what zoom makes of it. Then all with letters twice as large.
SIZES = [(320, 568), (360, 740), (412, 915), (568, 320), (768, 1024), (1280, 800), (640, 400), (320, 256)]
HIT_TEST = """() => {
  const link = document.querySelector("a.leave");
  const { left, top, width, height, right, bottom } = link.getBoundingClientRect();
  const inside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
  return inside && link.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}"""
SHOWN = ["home", "topic", "listing", "not found", "help now", "question with an error", "urgent", "many choices",
         "low outcome", "high outcome", "referral with errors", "check answers", "sent"]  # fmt: skip


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_way_out_is_in_sight_and_covered_by_nothing_at_every_size(window, site, language, name):
    page = window()
    open_page(page, site, language, name)
    missed = []
    for letters in ("100%", "200%"):
        page.evaluate("size => { document.documentElement.style.fontSize = size; }", letters)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            for place in ("0", "document.body.scrollHeight"):
                page.evaluate(f"scrollTo(0, {place})")
                if not page.evaluate(HIT_TEST):
                    missed.append((letters, width, height, place))

    assert missed == []
