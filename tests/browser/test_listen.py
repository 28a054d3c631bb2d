"""Listen: only with a voice of the phone itself that speaks the page's language, only when asked, silent at once."""

import json
import re

import pytest
from playwright.sync_api import expect

PATH = "/{}/self-help/safe-sleep/"
NOT_READ = [
    "Learn at home", "On this page", "Save for offline", "Share", "minutes to read", "Was this page useful",
    "Groups near you", "What next?", "Where this comes from", "What these words mean", "http",
]  # fmt: skip
STUB = """
const voices = %s;
window.said = [];
window.silenced = 0;
let changed = () => {};
window.giveVoices = (late) => { voices.push(...late); changed(); };
window.finishSentence = () => window.speaking.onend();
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => voices,
  addEventListener: (type, listener) => { if (type === "voiceschanged") changed = listener; },
  speak: (sentence) => { window.speaking = sentence; window.said.push(sentence.text); },
  cancel: () => { window.silenced += 1; },
} });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


def voice(lang, local=True):
    return {"lang": lang, "localService": local, "name": lang}


@pytest.fixture
def hear(page, site):
    """Opens a page on a phone that has these voices."""

    def open_with(language, *voices, path=PATH):
        page.add_init_script(STUB % json.dumps(voices))
        page.goto(site + path.format(language))
        return page.locator("[data-listen]")

    return open_with


def hear_all(page):
    """Everything that is said, to the end."""
    for _ in range(500):
        if page.locator("[data-listen] button").last.is_hidden():
            break
        page.evaluate("finishSentence()")
    return page.evaluate("said")


@pytest.mark.parametrize(
    ("language", "voices", "is_offered"),
    [
        ("ur", [], False),
        ("ur", [voice("en-GB")], False),
        ("ur", [voice("ur-PK", local=False)], False),
        ("ur", [voice("ur-PK")], True),
        ("ur", [voice("ur_PK")], True),  # as Android writes it
        ("en", [voice("en-US", local=False), voice("en-IN")], True),
        ("pa", [voice("pa")], True),
        ("pl", [voice("pt-PL")], False),
        ("pa", [voice("pap-AW")], False),
    ],
)
def test_it_is_offered_only_with_a_voice_of_the_phone_in_the_pages_language(hear, language, voices, is_offered):
    box = hear(language, *voices)

    expect(box).to_be_visible() if is_offered else expect(box).to_be_hidden()


def test_voices_that_come_late_are_found(hear, page):
    box = hear("ur")
    expect(box).to_be_hidden()

    page.evaluate("giveVoices([{ lang: 'ur-PK', localService: true }])")

    expect(box).to_be_visible()


def test_a_phone_that_cannot_speak_offers_nothing(page, site):
    page.add_init_script("Object.defineProperty(window, 'speechSynthesis', { value: undefined })")
    page.goto(site + PATH.format("en"))

    expect(page.locator("[data-listen]")).to_be_hidden()


def test_nothing_is_said_until_somebody_asks(hear, page):
    hear("en", voice("en-GB"))
    page.wait_for_timeout(500)

    assert page.evaluate("said") == []


def test_the_article_is_read_in_order_as_it_is_written(hear, page):
    box = hear("en", voice("en-US"), voice("en-GB"))
    box.get_by_role("button", name="Listen").click()
    assert page.evaluate("speaking.voice.lang") == "en-GB"

    said = hear_all(page)

    assert said[0] == "Safe sleep for your baby"
    assert said[1].strip() == "Babies sometimes die suddenly in their sleep."
    whole = " ".join(said)
    order = ["Put your baby on their back", "16 °C", "2.5 kg", "When it is an emergency: call 999", "0808 802 6869"]
    places = [whole.index(words) for words in order]
    assert places == sorted(places)
    assert max(len(sentence) for sentence in said) < 250


def test_menus_buttons_groups_sources_and_folded_words_are_not_read(hear, page):
    box = hear("en", voice("en-GB"))
    box.get_by_role("button", name="Listen").click()

    whole = " ".join(hear_all(page))

    for words in NOT_READ:
        assert words not in whole, words


def test_beside_a_translation_the_english_is_not_read_in_the_translations_voice(hear, page):
    box = hear("bn", voice("bn-IN"), voice("en-GB"))
    assert page.locator(".original").count() > 1
    box.locator("button").first.click()

    whole = " ".join(hear_all(page))

    assert re.search("[ঀ-৿]", whole)
    assert "Put your baby on their back" not in whole
    assert page.evaluate("speaking.lang") == "bn-IN"


def test_what_stands_in_the_readers_language_round_an_english_page_is_not_read_in_english(hear, page):
    def as_if_not_translated(route):
        html = route.fetch().text()
        route.fulfill(
            body=html.replace('<div lang="en" dir="ltr">', '<div lang="ur" dir="rtl">'), content_type="text/html"
        )

    page.route("**" + PATH.format("en"), as_if_not_translated)
    box = hear("en", voice("en-GB"))
    expect(page.locator(".talk:lang(ur)")).to_have_count(1)
    box.get_by_role("button", name="Listen").click()

    assert "Lullaby Trust: safer sleep" not in " ".join(hear_all(page))


@pytest.mark.parametrize(("language", "lang"), [("en", "en-GB"), ("bn", "bn-IN")])
def test_help_now_is_read_with_its_numbers_and_without_the_english_beside_it(hear, page, language, lang):
    box = hear(language, voice(lang), path="/{}/help-now/")
    box.locator("button").first.click()

    whole = " ".join(hear_all(page))

    assert "999" in whole
    assert "01582 547653" in whole
    assert ("Someone is in danger now" in whole) == (language == "en")


def test_it_pauses_goes_on_with_the_same_sentence_and_stops(hear, page):
    box = hear("en", voice("en-GB"))
    box.get_by_role("button", name="Listen").click()
    page.evaluate("finishSentence()")
    page.evaluate("finishSentence()")
    third = page.evaluate("speaking.text")

    box.get_by_role("button", name="Pause").click()
    assert page.evaluate("silenced") == 1
    page.evaluate("finishSentence()")  # some browsers end a sentence that was cut off
    assert page.evaluate("said.length") == 3

    box.get_by_role("button", name="Continue").click()
    assert page.evaluate("speaking.text") == third

    box.get_by_role("button", name="Stop").click()
    assert page.evaluate("silenced") == 2
    expect(box.get_by_role("button", name="Stop")).to_be_hidden()
    box.get_by_role("button", name="Listen").click()
    assert page.evaluate("speaking.text") == "Safe sleep for your baby"


def test_a_voice_that_fails_leaves_the_button_to_try_again(hear, page):
    box = hear("en", voice("en-GB"))
    box.get_by_role("button", name="Listen").click()

    page.evaluate("speaking.onerror()")

    expect(box.get_by_role("button", name="Continue")).to_be_visible()


def test_it_falls_silent_when_the_page_is_left(hear, page):
    box = hear("en", voice("en-GB"))
    box.get_by_role("button", name="Listen").click()

    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")

    assert page.evaluate("silenced") == 1
    expect(box.get_by_role("button", name="Listen")).to_be_visible()


@pytest.mark.parametrize("leave", ["document.querySelector('.leave').click()", None], ids=["tap", "shift"])
def test_leaving_this_site_silences_it_before_anything_else(hear, page, leave):
    # Elsewhere cannot be reached, so that the page is still there to ask.
    page.route("https://www.bbc.co.uk/**", lambda route: route.abort("aborted"))
    box = hear("en", voice("en-GB"))
    box.get_by_role("button", name="Listen").click()

    if leave:
        page.evaluate(leave)
    for _ in range(0 if leave else 3):
        page.keyboard.press("Shift")

    assert page.evaluate("silenced") >= 1
    page.evaluate("finishSentence()")
    assert page.evaluate("said.length") == 1
