"""The questionnaire's editor, where only a browser can tell: accessible, and a keyboard is enough for all of it."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

PASSWORD = "family-portal-demo"
PAGES = [
    "",
    "copy/",
    "copy/questions/needs/",
    "copy/questions/new/",
    "copy/rules/struggling/",
    "copy/rules/new/",
    "copy/families/new/",
    "copy/content/send/",
    "words/",
    "words/danger/",
    "words/danger/?language=ur",
]


def sign_in(page: Page, site: str, name: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{site}/cms/login/")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url(f"{site}/cms/")


@pytest.fixture
def complaints(page):
    """What the browser refused or could not do."""
    found = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def press_on(page: Page, role: str, name: str | re.Pattern) -> None:
    """Reach it with the keyboard alone, and press it."""
    found = page.get_by_role(role, name=name, exact=isinstance(name, str)).first
    found.focus()
    expect(found).to_be_focused()
    page.keyboard.press("Enter" if role in ("link", "button") else "Space")


def test_every_page_is_accessible_wide_and_narrow(page, site, complaints):
    sign_in(page, site, "editor")
    for width in (1400, 360):
        page.set_viewport_size({"width": width, "height": 900})
        for path in PAGES:
            page.goto(f"{site}/cms/questionnaire/{path}")
            found = Axe().run(page, context=".questionnaire").response["violations"]
            assert not found, (path, width, [(one["id"], one["nodes"][0]["html"]) for one in found])
            overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert overflow <= 0, (path, width, overflow)
    assert complaints == []


def test_a_family_is_added_proposed_and_refused_with_the_keyboard_alone(page, site):
    page.set_viewport_size({"width": 1400, "height": 900})
    sign_in(page, site, "editor")
    press_on(page, "link", "Questionnaire")
    press_on(page, "link", "Work on it")
    press_on(page, "link", "Add a family")
    page.get_by_label("Short name").focus()
    page.keyboard.type("Rainy afternoon")
    page.get_by_label("Who they are").focus()
    page.keyboard.type("A grandmother looks for something to do on a rainy afternoon.")
    for label, place in (("Is anyone in danger right now?", 3), ("Who is this about?", 1)):
        page.get_by_label(label).focus()
        for _ in range(place):
            page.keyboard.press("ArrowDown")
    press_on(page, "checkbox", "None of these")
    press_on(page, "button", "Save in the working copy")
    expect(page.get_by_text("Kept in the working copy.")).to_be_visible()
    expect(page.get_by_text("It holds.")).to_be_visible()

    press_on(page, "link", "Back to the working copy")
    page.get_by_label("What it changes and why").focus()
    page.keyboard.type("One more family that we agreed on.")
    press_on(page, "button", "Propose it")
    expect(page.get_by_text("Another person decides, who has the right to.")).to_be_visible()
    address = page.url

    sign_in(page, site, "admin")
    page.goto(address)
    page.get_by_label("Or say why not").focus()
    page.keyboard.type("Not agreed with the health visitors yet.")
    press_on(page, "button", "Refuse it")
    expect(page.get_by_text("Refused by admin")).to_be_visible()
