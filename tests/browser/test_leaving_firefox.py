"""P1: leave this site, in Firefox: with its back-forward cache on; and a window that is closed and opened again."""

import time

import pytest

from tests.browser.conftest import free_port
from tests.browser.elsewhere import elsewhere
from tests.browser.firefox import SHIFT, firefox
from tests.browser.leaving import SECRET

WEATHER = "https://www.bbc.co.uk/weather"
FORM = "/en/support/form/"
CODE_WORD = "input[name=code_word]"


@pytest.fixture(scope="module")
def weather(tmp_path_factory):
    with elsewhere(tmp_path_factory.mktemp("elsewhere")) as port:
        yield {"network.dns.localDomains": "www.bbc.co.uk", "network.socket.forcePort": f"443={port}"}


@pytest.fixture(scope="module", params=[True, False], ids=["script", "no script"])
def fox(request, weather):
    with firefox(free_port(), {**weather, "javascript.enabled": request.param}) as browser:
        browser.has_script = request.param
        yield browser


def first_question(fox, site):
    fox.goto(f"{site}/en/")
    fox.click("main a[href='/en/support/']")
    fox.click("input[value=may_get_worse]")


def many_choices(fox, site):
    first_question(fox, site)
    for option in ("no", "my_child"):
        answer(fox, option)
    fox.click("input[value=domestic_abuse]")


def form_with_errors(fox, site):
    fox.goto(f"{site}/en/")
    fox.goto(site + FORM)
    fox.fill(CODE_WORD, SECRET)
    fox.click("main button[value=continue]")
    fox.find(".error-summary")
    assert fox.value(CODE_WORD) == SECRET


PLACES = [first_question, many_choices, form_with_errors]


def answer(fox, option):
    fox.click(f"input[value={option}]")
    fox.click("main button[value=continue]")


def leave_by_link(fox):
    fox.click("a.leave")


def leave_by_keyboard(fox):
    fox.press(SHIFT, times=3)


def leave(fox, way=leave_by_link):
    way(fox)
    fox.wait_for_address(WEATHER)


def seen(fox) -> str:
    typed = [fox.value(CODE_WORD)] if fox.has(CODE_WORD) else []
    ticked = ["ticked"] if fox.has("main input:checked") else []
    return " ".join([fox.address, fox.text("body"), *typed, *ticked])


def seen_on_the_way_back(fox) -> list[str]:
    shown = []
    for command in ("Back",) * 4 + ("Forward", "Refresh"):
        fox.do(command)
        time.sleep(0.3)
        shown.append(seen(fox))
    return shown


@pytest.mark.parametrize("place", PLACES)
def test_after_leaving_no_key_of_the_browser_brings_anything_back(fox, site, place):
    place(fox, site)

    leave(fox)

    expect_nothing_on_the_way_back(fox, site)


@pytest.mark.parametrize("fox", [True], ids=["script"], indirect=True)
def test_three_presses_of_shift_do_the_same(fox, site):
    many_choices(fox, site)

    leave(fox, leave_by_keyboard)

    expect_nothing_on_the_way_back(fox, site)


def expect_nothing_on_the_way_back(fox, site):
    assert fox.has_no_cookies_of(site)
    for shown in seen_on_the_way_back(fox):
        assert SECRET not in shown
        assert "ticked" not in shown
        assert not fox.has_script or site not in shown


@pytest.mark.parametrize("place", PLACES)
def test_a_window_closed_after_leaving_and_opened_again_shows_nothing_that_was_told(fox, site, place):
    """It may show the page of the library that was read before: Firefox brings back the window without its marks."""
    fox.in_new_window()
    place(fox, site)
    leave(fox)

    fox.close_and_reopen()

    fox.wait_for_address(WEATHER)
    assert fox.has_no_cookies_of(site)
    for shown in seen_on_the_way_back(fox):
        assert SECRET not in shown
        assert "ticked" not in shown


def test_the_back_forward_cache_is_on(fox, site):
    """So that the tests above do not pass for want of it: it brings back what was typed on a page that is no answer."""
    fox.goto(f"{site}/en/groups/")
    fox.fill("main input[name=q]", "massage")
    fox.goto(WEATHER)

    fox.do("Back")

    assert fox.value("main input[name=q]") == "massage"
