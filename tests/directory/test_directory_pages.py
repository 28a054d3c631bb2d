import re

from django.utils import translation
from django.utils.html import strip_tags

import pytest

from directory.filter_names import age_band
from directory.templatetags.directory_tags import ages, cost
from words.templatetags.words_tags import marked
from words.text import Text


@pytest.fixture
def page(client, directory):
    def page(address="/en/groups/", **parameters):
        response = client.get(address, parameters)
        assert response.status_code == 200
        return response.content.decode()

    return page


def names(html):
    return [re.sub(r"<[^>]+>", "", name) for name in re.findall(r"<h3><a [^>]+>(.*?)</a></h3>", html)]


def links(html):
    return [link.replace("&amp;", "&").removesuffix("#groups-title") for link in re.findall(r'href="([^"]*)"', html)]


def test_the_page_lists_every_listed_listing_with_what_a_family_needs(directory, page):
    play = directory.category(label="Stay and play")
    directory.listing(
        summary_en="Hot tea and toys",
        categories=[play],
        age_from_months=6,
        age_to_months=24,
        cost_pence=250,
        languages_spoken=["en", "ur"],
        group=directory.group(is_example=True),
    )
    directory.listing("draft", name="Not yet", live=False)
    html = page()
    assert names(html) == ["Tea together"]
    for words in (
        "1 group",
        "Hot tea and toys",
        "Stay and play",
        "Example, not a real group",
        "Tuesday",
        "Long Hall (LU4)",
        "6 months to 2 years",
        "£2.50",
        "English, Urdu",
    ):
        assert words in html
    assert "LU4 8ZX" not in html


@pytest.mark.parametrize("wrong", [{"day": "9"}, {"age": "x"}, {"category": "-"}, {"spoken": "xx"}, {"page": "many"}])
def test_a_value_that_means_nothing_is_passed_over_and_the_rest_is_kept(directory, page, wrong):
    directory.listing(cost_pence=0)
    directory.listing("paid", name="Paid", cost_pence=100)
    html = page(q="tea", free="yes", **wrong)
    assert names(html) == ["Tea together"]
    assert 'value="tea"' in html


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "\x00", "a" * 10_000, "'; --", "%%(x)s {{ x }}"])
def test_nothing_typed_breaks_the_page(directory, page, hostile):
    directory.listing()
    html = page(q=hostile, category=hostile, page=hostile)
    assert "<script>alert" not in html


def test_an_empty_directory_still_offers_a_person(page):
    assert "/en/help-now/" in links(page())


def test_long_results_come_in_pages_that_keep_the_search(directory, page):
    for number in range(23):
        directory.listing(f"tea-{number}", name=f"Tea {number:02}", cost_pence=0)
    first = page(q="tea", free="yes")
    assert len(names(first)) == 20
    assert "/en/groups/?q=tea&free=yes&page=2" in links(first)
    assert len(names(page(q="tea", free="yes", page="2"))) == 3
    assert len(names(page(q="tea", free="yes", page="99"))) == 3


def test_english_on_a_page_in_another_language_is_marked_as_english(directory, page):
    directory.listing(summary_en="Hot tea", name_ur="چائے")
    html = page("/ur/groups/")
    assert '<span lang="en" dir="ltr">Hot tea</span>' in html
    assert names(html) == ["چائے"]


def test_an_urdu_category_word_finds_a_listing_written_only_in_english(directory, page):
    directory.listing(categories=[directory.category(label_ur="کھیل کود")])
    directory.listing("other", name="Other")
    html = page("/ur/groups/", q="کھیل")
    assert names(html) == ["Tea together"]
    assert '<span lang="en" dir="ltr">Tea together</span>' in html


def test_a_listings_page_says_everything(directory, page):
    group = directory.group(
        is_example=True, phone="01632 960101", email="tea@example.org", website="https://example.org/"
    )
    directory.listing(
        group=group,
        description_en="Come in.\n\nSit down.",
        sessions=[directory.session(1), directory.session(3, online=True, term_time_only=True)],
        step_free="yes",
        accessible_toilet="no",
        booking="required",
        languages_spoken=["en", "bfi"],
    )
    html = page("/en/groups/tea/")
    for words in (
        "<title>Tea together",
        "<p>Sit down.</p>",
        "Long Hall, Long Lane, Luton, LU4 8ZX",
        "Thursday",
        "Online",
        "School term only",
        "Any age",
        "Ask the group",
        "This is an example.",
        'href="tel:01632960101"',
        'href="mailto:tea@example.org"',
        'href="https://example.org/"',
        "Ask the group for a place before you come.",
        "British Sign Language (BSL)",
        "Not known: ask the group",
    ):
        assert words in html, words


def test_a_machines_draft_says_so_until_a_person_has_checked_it(directory, page):
    listing = directory.listing(name_ur="چائے", machine_drafted=["ur"])
    assert "/choose/en/groups/tea/" in links(page("/ur/groups/tea/"))
    listing.machine_drafted = []
    listing.save()
    assert "notice" not in page("/ur/groups/tea/").split("<main")[1].split("</main>")[0]


def test_a_page_without_a_translation_is_in_english_and_marked(directory, page):
    directory.listing(description_en="Come in.")
    html = page("/ur/groups/tea/")
    assert '<h1><span lang="en" dir="ltr">Tea together</span></h1>' in html
    assert '<div class="prose" lang="en" dir="ltr"><p>Come in.</p></div>' in html
    assert '<div class="notice">' in html


@pytest.mark.parametrize("address", ["/en/groups/draft/", "/en/groups/unheard-of/"])
def test_what_is_not_listed_has_no_page(directory, client, address):
    directory.listing("draft", live=False)
    assert client.get(address).status_code == 404


class Ages:
    def __init__(self, age_from_months, age_to_months):
        self.age_from_months, self.age_to_months = age_from_months, age_to_months


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ((None, None), "Any age"),
        ((0, None), "Any age"),
        ((96, None), "From 8 years"),
        ((0, 48), "Birth to 4 years"),
        ((None, 12), "Birth to 1 year"),
        ((6, 24), "6 months to 2 years"),
        ((1, 18), "1 month to 18 months"),
    ],
)
def test_ages_are_in_words(limits, words):
    assert ages(Ages(*limits)) == words


@pytest.mark.parametrize(("key", "words"), [("0", "Under 1 year"), ("1", "1 year"), ("3-4", "3 to 4 years")])
def test_the_ages_to_choose_from_are_in_words(key, words):
    assert age_band(key) == words


@pytest.mark.parametrize(("pence", "words"), [(None, "Ask the group"), (0, "Free"), (300, "£3"), (250, "£2.50")])
def test_the_cost_is_in_words(pence, words):
    assert strip_tags(cost(pence)) == words


def test_marked_text_is_escaped():
    with translation.override("ur"):
        assert marked(Text("<b>", "en")) == '<span lang="en" dir="ltr">&lt;b&gt;</span>'
        assert marked(Text("<b>", "ur")) == "&lt;b&gt;"
