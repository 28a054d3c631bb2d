"""What the questions lead to, as a family sees it: whom to call at once, and what stands on paper."""

import pytest

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
