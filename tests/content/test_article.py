"""A page as a reader meets it: an outline that leads, words explained once, pictures beside steps, ways on."""

import re
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext, override

import pytest

from content.article import WORDS_A_MINUTE
from content.models import EasyReadPage, TopicPage
from content.registry import Fact, Term

pytestmark = pytest.mark.django_db
CODES = [code for code, _name in settings.LANGUAGES]


def main(soup):
    return soup.select_one("main")


def only_section(library, slug, *texts, kind="section"):
    """The English page with these texts as its only sections, published."""
    page = library.page(slug, "en")
    page.body = [(kind, {"heading": f"Part {number}", "text": text}) for number, text in enumerate(texts, start=1)]
    library.publish(page)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("slug", ["play-0-1", "when-a-child-is-ill"])
def test_the_outline_leads_to_every_section_and_to_nothing_else(library, slug, code):
    page = main(library.read(slug, code))

    links = page.select(".outline a")
    led_to = [page.find(id=link["href"].removeprefix("#")) for link in links]
    headings = [
        heading for heading in page.select("section > h2[id^=part-]") if not heading.find_parent(class_="original")
    ]
    assert [target.text for target in led_to] == [link.text for link in links] == [heading.text for heading in headings]
    assert len(links) > 5
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))


def test_a_short_page_has_no_outline(library):
    only_section(library, "contact", "<p>One.</p>", "<p>Two.</p>")

    assert not library.read("contact", "en").select(".outline")


def test_the_outline_of_an_english_page_reads_left_to_right_in_an_urdu_tree(library):
    library.page("play-0-1").unpublish()

    outline = library.read("play-0-1").select_one(".outline")

    assert (outline["lang"], outline["dir"]) == ("ur", "rtl")
    assert (outline.select_one("ol")["lang"], outline.select_one("ol")["dir"]) == ("en", "ltr")


@pytest.mark.parametrize(("words", "minutes"), [(1, 1), (WORDS_A_MINUTE - 2, 1), (WORDS_A_MINUTE, 2), (720, 5)])
def test_how_long_reading_takes(library, words, minutes):
    only_section(library, "teeth", f"<p>{'word ' * words}</p>")  # its heading has two words more

    expected = "1 minute to read" if minutes == 1 else f"{minutes} minutes to read"
    assert expected in library.read("teeth", "en").select_one(".byline").text


@pytest.fixture
def spoon():
    """A term that no page of the seed knows, with Polish words and no Urdu ones."""
    Term.objects.all().delete()
    return Term.objects.create(
        key="spork",
        name_en="spork",
        forms_en="sporks\nspork",
        meaning_en="A spoon with teeth.",
        name_pl="łyżkowidelec (spork)",
        forms_pl="łyżkowidel*",
        meaning_pl="Łyżka z zębami.",
    )


def explained(soup):
    """Each list of terms, with the heading that it follows."""
    return [
        (box.find_previous("h2").text, [term.text for term in box.select("dt")]) for box in soup.select("main .terms")
    ]


def test_a_term_is_explained_where_it_first_appears_and_only_there(library, spoon):
    only_section(library, "privacy", "<p>No word.</p>", "<p>Sporks, and a <b>spork</b>.</p>", "<p>A spork.</p>")

    page = library.read("privacy", "en")

    assert explained(page) == [("Part 2", ["spork"])]
    assert page.select_one(".terms dd").text == "A spoon with teeth."
    assert "spork" in page.select_one(".terms summary").text


@pytest.mark.parametrize("text", ["<p>Sporkish or spor k.</p>", '<p><a href="https://a.example/spork">Look</a></p>'])
def test_a_part_of_a_word_or_an_address_is_no_term(library, spoon, text):
    only_section(library, "privacy", text)

    assert explained(library.read("privacy", "en")) == []


def test_a_term_is_not_explained_among_the_sources(library, spoon):
    only_section(library, "privacy", "<p>A spork.</p>", kind="sources")

    assert explained(library.read("privacy", "en")) == []


def test_a_word_in_a_heading_is_explained(library, spoon):
    page = library.page("privacy", "en")
    page.body = [("section", {"heading": "Your spork", "text": "<p>One.</p>"})]
    library.publish(page)

    assert explained(library.read("privacy", "en")) == [("Your spork", ["spork"])]


def test_a_term_is_found_in_a_step_and_in_the_things_of_an_activity(library, spoon):
    for slug, block in {
        "privacy": ("steps", {"heading": "Steps", "steps": [{"picture": None, "text": "<p>Take a spork.</p>"}]}),
        "contact": (
            "activity",
            {
                "heading": "Dig",
                "age_from": 6,
                "age_to": 12,
                "minutes": 5,
                "kit": ["kitchen"],
                "things": "A spork",
                "text": "",
            },
        ),
    }.items():
        page = library.page(slug, "en")
        page.body = [block]
        library.publish(page)

        assert [box.select_one("dt").text for box in library.read(slug, "en").select(".terms")] == ["spork"]


@pytest.mark.parametrize(
    ("code", "words", "name", "language"),
    [
        ("pl", "To jest łyżkowidelcem.", "łyżkowidelec (spork)", None),
        ("ur", "یہ ایک spork ہے۔", "spork", "en"),
    ],
)
def test_a_term_is_in_the_readers_language_or_marked_as_english(library, spoon, code, words, name, language):
    page = library.page("privacy", code)
    others = [(block.block_type, block.value) for block in page.body]
    page.body = [("section", {"heading": "A", "text": f"<p>{words}</p>"}), *others]
    page.save_revision().publish()

    box = library.read("privacy", code).select_one(".terms")

    assert [term.text for term in box.select("dt")] == [name]
    marks = [box.select_one(f"{place} span[lang]") for place in ("summary", "dt", "dd")]
    assert [mark and mark["lang"] for mark in marks] == [language] * 3
    assert [mark and mark["dir"] for mark in marks] == [language and "ltr"] * 3


@pytest.mark.parametrize("code", CODES)
def test_the_seed_explains_a_term_once_a_page(library, code):
    page = library.read("feeding-your-new-born", code)

    names = [term.text for term in page.select("main .terms dt")]
    assert len(names) == len(set(names)) > 1


def picture_file(image):
    return Path(settings.MEDIA_ROOT) / image["src"].removeprefix(settings.MEDIA_URL)


@pytest.mark.parametrize("code", ["en", "ur"])
@pytest.mark.parametrize(
    ("slug", "items"), [("bottle-and-formula", "ol > li.has-picture"), ("easy-crying", "ul > li.has-picture")]
)
def test_every_step_has_a_picture_that_exists_and_says_nothing_twice(library, slug, items, code):
    found = main(library.read(slug, code)).select(items)

    images = [item.find("img") for item in found]
    assert len(images) >= 7
    assert {image["alt"] for image in images} == {""}
    assert all(image["loading"] == "lazy" and image["width"] and image["height"] for image in images)
    assert [image["src"] for image in images if not picture_file(image).is_file()] == []
    assert all(item.text.strip() for item in found)


def test_steps_are_numbered_and_ideas_are_not(library):
    assert library.read("bottle-and-formula", "en").select("section.steps > ol > li")
    assert library.read("easy-crying", "en").select("section.ideas > ul > li")


def test_a_step_without_a_picture_is_only_words(library):
    page = library.page("privacy", "en")
    page.body = [("steps", {"heading": "Steps", "steps": [{"picture": None, "text": "<p>Breathe.</p>"}]})]
    library.publish(page)

    step = library.read("privacy", "en").select_one("section.steps li")

    assert step.text.strip() == "Breathe."
    assert not step.find("img")


@pytest.mark.parametrize("code", CODES)
def test_a_topic_leads_on_to_pages_people_and_groups(library, code):
    page = library.read("feeding-your-new-born", code)

    addresses = [link["href"] for link in page.select("nav.next a")]
    related = ["breastfeeding-help", "bottle-and-formula", "crying-and-coping"]
    assert addresses[:3] == [f"/{code}/self-help/{slug}/" for slug in related]
    assert [link["href"] for link in page.select(".talk a.phone")] == ["tel:03001000212", "tel:111"]
    with override(code):
        assert gettext("Talk to someone") in page.select_one(".talk").text
    assert page.select(f'main a[href^="/{code}/groups/"]')


def test_every_way_on_from_every_topic_is_there(library, client):
    found = {
        link["href"]
        for topic in TopicPage.objects.filter(locale__language_code="en")
        for link in library.read(topic.slug, "en").select("nav.next a, .talk a, main .back a")
    }

    inside = sorted(address for address in found if address.startswith("/"))
    assert {address: client.get(address).status_code for address in inside} == dict.fromkeys(inside, 200)


def test_a_related_page_that_is_down_is_not_led_to(library):
    library.page("bottle-and-formula", "en").unpublish()

    page = library.read("feeding-your-new-born")

    assert not page.select('nav.next a[href*="bottle-and-formula"]')
    assert page.select('nav.next a[href*="crying-and-coping"]')


def test_a_related_page_that_is_not_translated_is_named_in_english_and_says_so(library):
    library.page("bottle-and-formula").unpublish()

    link = library.read("feeding-your-new-born").select_one('nav.next a[href="/ur/self-help/bottle-and-formula/"]')

    assert (link["lang"], link["dir"]) == ("en", "ltr")
    assert link.text == library.page("bottle-and-formula", "en").title


def test_a_helpline_that_nobody_keeps_any_more_is_not_led_to(library):
    Fact.objects.get(key="breastfeeding").delete()

    page = library.read("feeding-your-new-born")

    assert [link["href"] for link in page.select(".talk a.phone")] == ["tel:111"]


@pytest.mark.parametrize("code", CODES)
def test_a_topic_and_its_easy_read_page_lead_to_each_other(library, code):
    topic, easy = library.read("safe-sleep", code), library.read("easy-safe-sleep", code)

    assert topic.select_one(f'.byline a[href="/{code}/easy-read/easy-safe-sleep/"]')
    assert easy.select_one(f'main a[href="/{code}/self-help/safe-sleep/"].button')


def test_an_easy_read_page_without_a_full_page_leads_to_none(library):
    assert not library.read("easy-ask-for-help", "en").select("main p > a.button-secondary")


@pytest.mark.parametrize(("gone", "left"), [("safe-sleep", "easy-safe-sleep"), ("easy-safe-sleep", "safe-sleep")])
def test_a_page_that_is_down_is_led_to_from_neither_side(library, gone, left):
    library.page(gone, "en").unpublish()

    assert not library.read(left, "en").select(f'main a[href$="/{gone}/"]:not(.outline a)')


@pytest.mark.parametrize("code", CODES)
def test_the_easy_read_index_lists_every_page(library, code):
    links = library.read("easy-read", code).select("main .plain-links a")

    pages = EasyReadPage.objects.live().filter(locale__language_code="en").order_by("path")
    assert [link["href"] for link in links] == [f"/{code}/easy-read/{page.slug}/" for page in pages]
    assert len(links) >= 6


def test_the_easy_read_index_marks_what_is_still_english(library):
    library.page("easy-crying").unpublish()

    link = library.read("easy-read").select_one('a[href="/ur/easy-read/easy-crying/"]')

    assert (link.parent["lang"], link.parent["dir"]) == ("en", "ltr")


@pytest.mark.parametrize("slug", ["safe-sleep", "easy-crying", "privacy", "self-help"])
def test_a_page_that_is_not_translated_is_english_marked_and_says_so(library, slug):
    library.page(slug).unpublish()

    page = library.read(slug)

    assert (page.html["lang"], page.html["dir"]) == ("ur", "rtl")
    assert (main(page)["lang"], main(page)["dir"]) == ("en", "ltr")
    assert main(page).h1.text == library.page(slug, "en").title
    notice = page.select_one("main .notice-draft")
    assert (notice["lang"], notice["dir"]) == ("ur", "rtl")
    with override("ur"):
        assert gettext("This page is not translated yet. You are reading it in English.") in notice.text


def test_an_english_page_in_another_tree_has_no_english_beside_it(library):
    library.page("safe-sleep").unpublish()

    assert not library.read("safe-sleep").select("main .beside")
    assert library.read("safe-sleep", "pl").select("main .beside")


def test_what_is_urdu_on_an_english_page_is_marked_as_urdu(library):
    """Every piece of Urdu script stands inside something that says so, however much of the page is English."""
    library.page("play-0-1").unpublish()

    page = main(library.read("play-0-1"))

    urdu = [words for words in page.find_all(string=re.compile("[\u0600-\u06ff]")) if words.parent.name != "script"]
    wrong = [words for words in urdu if words.find_parent(lang=True)["lang"] != "ur"]
    assert wrong == []


@pytest.mark.parametrize("code", ["ur", "bn", "pl"])
def test_the_english_beside_a_translation_has_nothing_of_the_translation_in_it(library, code):
    page = library.read("home-safety-and-choking", code)
    english = library.read("home-safety-and-choking", "en")

    beside = [tag.text for tag in page.select(".original .activity .tag, .original .activity strong")]

    assert beside
    assert beside == [tag.text for tag in english.select(".activity .tag, .activity strong")]


def test_a_term_on_an_unchecked_page_about_safety_is_explained_in_english_too(library):
    meanings = library.read("safe-sleep").select(".terms dd")

    assert meanings
    assert all(meaning.select_one("[lang=en]") for meaning in meanings)
    assert library.read("play-0-1").select(".terms dd .original") == []
