"""P1: leave this site, in Firefox and WebKit, with their back-forward caches on; a window closed and opened again."""

import functools
import time
from contextlib import contextmanager

import pytest

from tests.browser.conftest import free_port
from tests.browser.driven import SHIFT, Refused
from tests.browser.elsewhere import elsewhere, over_tls, way_to
from tests.browser.firefox import firefox
from tests.browser.leaving import SECRET
from tests.browser.webkit import webkit

WEATHER = "https://www.bbc.co.uk/weather"
FORM = "/en/support/form/"
CODE_WORD = "input[name=code_word]"


@pytest.fixture(scope="module")
def site(site, tmp_path_factory):
    """Over TLS, as families have it: without, WebKit keeps for Back what says `no-store`."""
    with over_tls(tmp_path_factory.mktemp("over-tls"), site) as address:
        yield address


@pytest.fixture(scope="module")
def weather(tmp_path_factory):
    """The port at which the harmless site is served."""
    with elsewhere(tmp_path_factory.mktemp("elsewhere")) as port:
        yield port


@contextmanager
def opened(name, weather, *, has_script):
    if name == "Firefox":
        leads_there = {"network.dns.localDomains": "www.bbc.co.uk", "network.socket.forcePort": f"443={weather}"}
        with firefox(free_port(), {**leads_there, "javascript.enabled": has_script}) as browser:
            yield browser
    else:
        with way_to(weather) as proxy, webkit(free_port(), proxy, has_script=has_script) as browser:
            yield browser


BROWSERS = {
    f"{name}, {'script' if has_script else 'no script'}": (name, has_script)
    for name in ("Firefox", "WebKit")
    for has_script in (True, False)
}
only_in = functools.partial(pytest.mark.parametrize, "driven", indirect=True)


@pytest.fixture(scope="module", params=BROWSERS)
def driven(request, weather):
    name, has_script = BROWSERS[request.param]
    with opened(name, weather, has_script=has_script) as browser:
        browser.has_script = has_script
        yield browser


def first_question(driven, site):
    driven.goto(f"{site}/en/")
    driven.click("main a[href='/en/support/']")
    driven.click("input[value=may_get_worse]")


def many_choices(driven, site):
    first_question(driven, site)
    for option in ("no", "my_child"):
        answer(driven, option)
    driven.click("input[value=domestic_abuse]")


def form_with_errors(driven, site):
    driven.goto(f"{site}/en/")
    driven.goto(site + FORM)
    driven.fill(CODE_WORD, SECRET)
    driven.click("main button[value=continue]")
    driven.find(".error-summary")
    assert driven.values(CODE_WORD) == [SECRET]


PLACES = [first_question, many_choices, form_with_errors]


def answer(driven, option):
    driven.click(f"input[value={option}]")
    driven.click("main button[value=continue]")


def leave_by_link(driven):
    driven.click("a.leave")


def leave_by_keyboard(driven):
    driven.press(SHIFT, times=3)


def leave(driven, way=leave_by_link):
    way(driven)
    driven.wait_for_address(WEATHER)
    assert "Weather" in settled(driven)


def seen(driven) -> str:
    typed = driven.values(CODE_WORD)
    ticked = ["ticked"] if driven.values("main input:checked") else []
    return " ".join([driven.address, driven.text("body"), *typed, *ticked])


def seen_on_the_way_back(driven) -> list[str]:
    shown = []
    for command in ("Back",) * 4 + ("Forward", "Refresh"):
        driven.do(command)
        shown.append(settled(driven))
    return shown


def settled(driven) -> str:
    """What is seen once the window has come to rest."""
    before = None
    for _ in range(60):
        time.sleep(0.3)
        try:
            now = seen(driven)
        except Refused:  # on its way to another page
            continue
        if now == before:
            return now
        before = now
    raise AssertionError("the window does not come to rest")


@pytest.mark.parametrize("place", PLACES)
def test_after_leaving_no_key_of_the_browser_brings_anything_back(driven, site, place):
    place(driven, site)

    leave(driven)

    expect_nothing_on_the_way_back(driven, site)


@only_in(argvalues=["Firefox, script", "WebKit, script"])
def test_three_presses_of_shift_do_the_same(driven, site):
    many_choices(driven, site)

    leave(driven, leave_by_keyboard)

    expect_nothing_on_the_way_back(driven, site)


def expect_nothing_on_the_way_back(driven, site):
    assert driven.has_no_cookies_of(site)
    for shown in seen_on_the_way_back(driven):
        assert SECRET not in shown
        assert "ticked" not in shown
        assert not driven.has_script or site not in shown


@only_in(argvalues=["Firefox, script", "Firefox, no script"])
@pytest.mark.parametrize("place", PLACES)
def test_a_window_closed_after_leaving_and_opened_again_shows_nothing_that_was_told(driven, site, place):
    """It may show the page of the library that was read before: Firefox brings back the window without its marks."""
    driven.in_new_window()
    place(driven, site)
    leave(driven)

    driven.close_and_reopen()

    driven.wait_for_address(WEATHER)
    assert driven.has_no_cookies_of(site)
    for shown in seen_on_the_way_back(driven):
        assert SECRET not in shown
        assert "ticked" not in shown


@only_in(argvalues=["Firefox, script", "Firefox, no script"])
def test_the_back_forward_cache_is_on(driven, site):
    """So that the tests above do not pass for want of it: it brings back what was typed on a page that is no answer."""
    driven.goto(f"{site}/en/groups/")
    driven.fill("main input[name=q]", "massage")
    driven.goto(WEATHER)

    driven.do("Back")

    assert driven.values("main input[name=q]") == ["massage"]


@only_in(argvalues=["WebKit, script", "WebKit, no script"])
def test_the_back_forward_cache_is_on_within_the_site(driven, site):
    """WebKit empties fields without autofill, and asks anew after another site; what was unfolded here still is."""
    driven.goto(f"{site}/en/groups/")
    assert not driven.has("main details[open]")
    driven.click("main details summary")
    driven.find("main details[open]")
    driven.goto(f"{site}/en/privacy/")
    driven.wait_for_address(f"{site}/en/privacy/")
    settled(driven)

    driven.do("Back")

    driven.find("main details[open]")
