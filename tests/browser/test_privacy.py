"""P2, S4: no page calls anybody else, and none breaks its own security policy."""

import pytest

from tests.browser.pages import PAGES, open_page


@pytest.mark.parametrize("language", ["en", "ur"])
def test_no_page_loads_anything_from_elsewhere_or_breaks_its_policy(page, site, language):
    elsewhere, complaints = [], []
    page.on("request", lambda request: request.url.startswith((site, "data:")) or elsewhere.append(request.url))
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))

    for name in PAGES:
        page.context.clear_cookies()
        open_page(page, site, language, name)

    assert elsewhere == []
    assert [text for text in complaints if "Content Security Policy" in text] == []


CMS = ["/cms/", "/cms/pages/5/edit/", "/cms/pages/15/edit/", "/cms/snippets/directory/listing/add/", "/cms/images/"]


@pytest.mark.parametrize("address", CMS)
def test_the_editor_calls_nobody_else_either(page, site, address):
    elsewhere = []
    page.on(
        "request", lambda request: request.url.startswith((site, "data:", "blob:")) or elsewhere.append(request.url)
    )
    page.goto(f"{site}/cms/login/")
    page.fill("input[name=username]", "admin")
    page.fill("input[name=password]", "family-portal-demo")
    page.click("button[type=submit]")

    assert page.goto(site + address).status == 200
    page.wait_for_load_state("networkidle")

    assert elsewhere == []


def test_an_answer_is_never_in_an_address(page, site):
    addresses = []
    page.on("framenavigated", lambda frame: addresses.append(frame.url))

    open_page(page, site, "en", "high outcome")

    assert set(addresses) == {f"{site}/en/support/"}
