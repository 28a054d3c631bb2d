"""What the questions lead to, as a family sees it: whom to call at once, and what stands on paper."""

import io

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.pages import answer

LANGUAGES = ["en", "ur", "pl", "ro", "bn", "pa", "gu"]
# Of the smallest phones that are still about.
SMALL = {"width": 320, "height": 568}
NUMBERS = ("999", "18000", "01582 547653", "0300 300 8123", "999bsl.co.uk")
# Whether what is found at an element's middle is the element, above the fold.
IN_SIGHT = """(element) => {
  const box = element.getBoundingClientRect();
  const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return box.bottom <= window.innerHeight && element.contains(hit);
}"""


@pytest.mark.parametrize("has_javascript", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
def test_whom_to_call_is_in_sight_at_once_on_a_small_phone(browser, site, language, has_javascript):
    context = browser.new_context(viewport=SMALL, java_script_enabled=has_javascript)
    page = context.new_page()
    page.goto(f"{site}/{language}/support/")

    answer(page, "now")

    panel = page.locator("#emergency")
    for number in NUMBERS:
        assert panel.get_by_role("link", name=number, exact=True).evaluate(IN_SIGHT), number
    silent = panel.locator("li", has_text="55").first.bounding_box()
    assert silent["y"] + silent["height"] <= SMALL["height"]
    assert page.evaluate("document.documentElement.scrollWidth") == SMALL["width"]
    context.close()


def lead(page, site, language, *answers):
    page.goto(f"{site}/{language}/support/")
    for chosen in answers:
        answer(page, chosen)
        page.wait_for_load_state()


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize(
    "answers",
    [
        ("no", "my_child", "baby_care", "coping"),
        ("no", "myself", "domestic_abuse", "cannot_cope", "nobody"),
        ("no", "young_person", "young_carer", "struggling", "nobody"),
        ("no", "someone_else", "child_at_risk", "struggling", "nobody"),
        ("no", "professional", "send", "cannot_cope", "nobody"),
    ],
)
def test_on_paper_are_numbers_and_groups_and_nothing_of_what_was_answered(page, site, language, answers):
    lead(page, site, language, *answers)
    on_screen = page.locator("main h1, main .lede, main .on-screen, #emergency").all_inner_texts()
    kept = page.locator("main > :not(.on-screen, #emergency) :is(.phone, .card h3)").all_inner_texts()

    page.emulate_media(media="print")

    left, on_every_page = page.locator("main").inner_text(), page.locator("footer").inner_text()
    told = [line.strip() for words in on_screen for line in words.splitlines() if len(line.strip()) > 12]
    assert told and [line for line in told if line in left] == []
    assert [one for one in kept if one not in left] == []
    assert "999" in on_every_page
    expect(page.locator("button:visible, form:visible, .masthead:visible")).to_have_count(0)
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert 1 <= len(sheets) <= 3


@pytest.mark.parametrize("has_javascript", [True, False])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_groups_near_are_asked_for_and_the_address_stays_neutral(browser, site, language, has_javascript):
    context = browser.new_context(viewport=SMALL, java_script_enabled=has_javascript)
    page = context.new_page()
    lead(page, site, language, "no", "my_child", "baby_care", "coping")

    page.fill("[name=postcode]", "LU4 8BW")
    page.locator(".near-form summary").click()
    page.select_option("[name=spoken]", "en")
    page.locator("button[value=groups]").click()

    expect(page.locator(".away").first).to_be_visible()
    assert page.url == f"{site}/{language}/support/"
    assert page.locator("[name=postcode]").input_value() == "LU4 8"
    assert page.evaluate("document.documentElement.scrollWidth") == SMALL["width"]
    page.fill("[name=postcode]", "nowhere")
    page.locator("button[value=groups]").click()
    expect(page.locator(".error-summary")).to_be_visible()
    assert page.locator("[name=spoken]").input_value() == "en"
    context.close()
