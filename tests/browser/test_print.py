"""On paper: a leaflet of a few A4 pages, without what only a screen needs, with the numbers and the way back."""

import io
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

WINDOWLESS = True
SLEEP = "/{}/self-help/safe-sleep/"
HELP_NOW = "/{}/help-now/"
ACTIVITIES = "/{}/activities/?age=12&minutes=10"
LIST = "/{}/groups/list/18-1-6-24-999999/"
A4 = (595, 842)
ONLY_ON_SCREEN = [
    ".skip", ".safety", "nav.languages", "nav.sections", ".back", ".tools", ".outline", ".article-picture", ".useful",
    ".related-groups", "nav.next", ".footer-links", "button", ".button",
]  # fmt: skip


def printed(page, site, path):
    page.goto(site + path)
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def squeezed(text):
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("language", ["en", "ur", "bn"])
@pytest.mark.parametrize("path", [SLEEP, "/{}/easy-read/easy-safe-sleep/", HELP_NOW, ACTIVITIES])
def test_a_page_prints_on_one_to_three_a4_pages(page, site, language, path):
    leaflet = printed(page, site, path.format(language))

    assert 1 <= len(leaflet.pages) <= 3
    for sheet in leaflet.pages:
        assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == A4


@pytest.mark.parametrize("language", ["en", "ur", "bn"])
def test_the_numbers_to_call_and_the_address_are_written_out_at_the_end(page, site, language):
    leaflet = printed(page, site, SLEEP.format(language))

    whole = squeezed("".join(sheet.extract_text() for sheet in leaflet.pages))
    last = squeezed(leaflet.pages[-1].extract_text())
    for words in ("0808 802 6869", "999", "111", "01582 547653", f"/{language}/self-help/safe-sleep/"):
        assert squeezed(words) in last, words
    assert "safe-sleep" in whole


@pytest.mark.parametrize("language", ["en", "ur", "bn"])
def test_help_now_prints_every_number_and_beside_words_that_nobody_checked_the_english(page, site, language):
    whole = squeezed("".join(sheet.extract_text() for sheet in printed(page, site, HELP_NOW.format(language)).pages))

    numbers = page.locator(".card .phone").all_inner_texts()
    assert {"999", "111", "01582 547653", "0808 2000 247", "116 123"} <= set(numbers)
    assert [number for number in numbers if squeezed(number) not in whole] == []
    assert f"/{language}/help-now/" in whole
    page.emulate_media(media="print")
    expect(page.locator(".card .original:visible")).to_have_count(
        0 if language == "en" else page.locator(".reference .phone").count()
    )
    expect(page.locator("main > .notice-draft:visible")).to_have_count(0 if language == "en" else 1)
    assert squeezed("Someone is in danger now, or very ill.") in whole


@pytest.mark.parametrize("language", ["en", "ur"])
def test_activities_print_as_they_are_filtered_with_the_way_back_to_them(page, site, language):
    leaflet = printed(page, site, ACTIVITIES.format(language))

    whole = squeezed("".join(sheet.extract_text() for sheet in leaflet.pages))
    last = squeezed(leaflet.pages[-1].extract_text())
    assert f"/{language}/activities/?age=12&minutes=10" in last
    assert "01582547653" in last
    if language == "en":
        for heading in page.locator(".activity h3").all_inner_texts():
            assert squeezed(heading) in whole
    page.emulate_media(media="print")
    expect(page.locator(".filter-row, .tools")).to_have_count(2)
    expect(page.locator(":is(.filter-row, .tools):visible")).to_have_count(0)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_what_only_a_screen_needs_is_not_printed(page, site, language):
    page.goto(site + SLEEP.format(language))
    page.emulate_media(media="print")

    for what in ONLY_ON_SCREEN:
        assert page.locator(what).count() > 0 or what in (".useful", ".related-groups"), f"no {what} to hide"
        expect(page.locator(f"{what}:visible")).to_have_count(0)
    expect(page.locator(".leaflet-end svg")).to_be_visible()
    expect(page.locator(".talk")).to_be_visible()
    expect(page.locator(".help-strip li").first).to_be_visible()


def test_the_code_on_paper_is_the_one_of_the_page(page, site):
    page.goto(site + SLEEP.format("en"))

    target = page.locator(".leaflet-end use").get_attribute("href")

    expect(page.locator(f".share svg{target} path")).to_have_count(1)


@pytest.mark.parametrize("has_javascript", [True, False])
def test_words_that_are_folded_away_are_printed(browser, site, has_javascript):
    context = browser.new_context(java_script_enabled=has_javascript)
    page = context.new_page()
    page.goto(site + SLEEP.format("en"))
    expect(page.locator("details.terms dd").first).to_be_hidden()

    leaflet = printed(page, site, SLEEP.format("en"))

    assert squeezed("A baby's bed with high sides") in squeezed(leaflet.pages[0].extract_text())
    context.close()


@pytest.mark.parametrize("path", [SLEEP, HELP_NOW, ACTIVITIES, LIST])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_it_is_black_on_white(page, site, language, path):
    page.goto(site + path.format(language))
    page.emulate_media(media="print")

    colours = page.evaluate("""[...document.querySelectorAll("main *, header *, footer *")]
      .filter((element) => element.checkVisibility() && !element.closest("svg"))
      .map((element) => getComputedStyle(element))
      .flatMap((style) => [style.color, style.backgroundColor])""")

    assert set(colours) == {"rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"}


@pytest.mark.parametrize("language", ["en", "ur", "bn", "gu"])
@pytest.mark.parametrize("path", [SLEEP, HELP_NOW, ACTIVITIES, LIST])
def test_nothing_is_wider_than_the_paper(page, site, language, path):
    page.set_viewport_size({"width": 688, "height": 1000})  # A4 between its margins
    page.goto(site + path.format(language))
    page.emulate_media(media="print")

    assert page.evaluate("document.documentElement.scrollWidth") <= 688


def test_the_button_prints_when_the_pictures_are_there(page, site):
    page.add_init_script("window.print = () => { window.printedWith = [...document.querySelectorAll('main img')]"
                         ".filter((picture) => !picture.complete).length; };")  # fmt: skip
    page.goto(site + SLEEP.format("en"))

    page.get_by_role("button", name="Print").click()
    page.wait_for_timeout(1500)

    assert page.evaluate("window.printedWith") == 0
