"""What a browser loads, and how often."""

import pytest

from tests.browser.pages import ADDRESSES, answer

WINDOWLESS = True
OF_A_FIRST_VISIT = 60_000


def test_a_step_is_sent_once_and_the_next_is_asked_for_once(page, site):
    page.goto(f"{site}/en/support/")
    asked = []
    page.on("request", lambda request: asked.append((request.method, request.url.removeprefix(site))))
    answer(page, "no")
    page.locator("input[name=answer][value=my_child]").wait_for()

    assert [one for one in asked if "/static/" not in one[1]] == [("POST", "/en/support/"), ("GET", "/en/support/")]


@pytest.mark.parametrize("language", ["en", "ur", "bn"])
@pytest.mark.parametrize("name", ["home", "topic", "topic index", "help now"])
def test_a_first_visit_weighs_little(page, site, name, language):
    address = site + ADDRESSES[name].format(language)
    page.request.get(address)  # so that it is kept, and sent compressed
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    loaded = []
    session.on("Network.loadingFinished", lambda event: loaded.append(event["encodedDataLength"]))
    page.goto(address)
    page.wait_for_load_state("networkidle")

    assert sum(loaded) <= OF_A_FIRST_VISIT
