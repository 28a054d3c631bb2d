"""The editors' side, where only a browser can tell: previews in their frame, a translation's direction, publishing."""

import pytest

LOGIN = {"username": "editor", "password": "family-portal-demo"}


@pytest.fixture
def page(page, site):
    page.set_viewport_size({"width": 1400, "height": 900})
    page.goto(f"{site}/cms/login/")
    for name, value in LOGIN.items():
        page.fill(f"input[name={name}]", value)
    page.click("button[type=submit]")
    return page


def test_an_editor_sees_a_preview_of_the_page_in_its_frame(page, site):
    page.goto(f"{site}/cms/reports/library/")
    page.get_by_role("link", name="Feeding your new born", exact=True).click()
    page.locator("[data-side-panel-toggle=preview]").click()

    heading = page.frame_locator("#w-preview-iframe").locator("h1")

    heading.wait_for(timeout=15_000)
    assert heading.inner_text() == "Feeding your new born"
