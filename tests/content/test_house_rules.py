"""What we ask of a page's words, as truth tables; no page of the seed asks for a pardon."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from content.care import against_house_rules, english_pages, paragraphs_of
from content.house_rules import LONGEST_SENTENCE, Paragraphs, reading_age, warnings

FINE = Paragraphs(
    texts=["Put your baby on their back to sleep.", "Call {cry-sis} at any hour."],
    link_words=["safe sleep"],
    has_picture=True,
    picture_alt="Drawing of a baby on their back in a cot",
    has_sources=True,
    needs_sources=True,
)
LONG = "and ".join(["you sing "] * 10)  # 29 words, all of them short


def test_a_page_that_follows_the_rules_has_nothing_to_look_at():
    assert list(warnings(FINE)) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            {"texts": [f"{LONG}."]},
            ["A sentence is longer than 25 words: “you sing and you sing and you sing…”"],
            id="a long sentence",
        ),
        pytest.param({"texts": [LONG.replace("and", ". ")]}, [], id="the same in several"),
        pytest.param({"texts": [LONG.replace("and", "\n")]}, [], id="the same in lines"),
        pytest.param({"link_words": ["here"]}, ["A link says only “here”: say where it leads."], id="here"),
        pytest.param(
            {"link_words": ["Read more", " Click Here "]},
            [
                "A link says only “Read more”: say where it leads.",
                "A link says only “ Click Here ”: say where it leads.",
            ],
            id="read more",
        ),
        pytest.param({"link_words": ["read more about sleep", "help here"]}, [], id="links that say where they lead"),
        pytest.param(
            {"picture_alt": ""},
            ["The picture has no words for people who cannot see it."],
            id="a picture without words",
        ),
        pytest.param({"picture_alt": "", "has_picture": False}, [], id="no picture"),
        pytest.param({"has_sources": False}, ["No section says where the facts come from."], id="no sources"),
        pytest.param({"has_sources": False, "needs_sources": False}, [], id="a page that needs none"),
        pytest.param({"texts": []}, [], id="an empty page"),
    ],
)
def test_warnings(changes, expected):
    assert list(warnings(replace(FINE, **changes))) == expected


@pytest.mark.parametrize(("words", "is_long"), [(LONGEST_SENTENCE, False), (LONGEST_SENTENCE + 1, True)])
def test_the_longest_sentence(words, is_long):
    told = list(warnings(replace(FINE, texts=["go " * words + "{crying-peak} 24."])))

    assert (told != []) is is_long


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Call 01582 547653.", "01582 547653"),
        ("Call 0808 2000 247 now.", "0808 2000 247"),
        ("0300 100 0212", "0300 100 0212"),
        ("Text 07700900123.", "07700900123"),
        ("Call +44 1582 547653.", "+44 1582 547653"),
        ("Call 01582-547653.", "01582-547653"),
        ("Call 0800 1111.", "0800 1111"),
        ("Call 999 or 111, option 2.", None),
        ("Call 116 123.", None),
        ("Call {mash} or {cry-sis}.", None),
        ("From 0 to 6 months, 10 to 20 minutes.", None),
        ("Costs nothing in 2026.", None),
        ("On 2026-11-21 at 09:30.", None),
    ],
)
def test_a_number_to_call_is_a_fact(text, number):
    expected = [f"A telephone number is typed: {number}. Make it a fact and embed it as {{key}}."] if number else []
    assert list(warnings(replace(FINE, texts=[text]))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The cat sat on the mat.", 5),
        ("Put your baby down on their back to sleep. Do this day and night.", 5),
        # Published examples of the Flesch-Kincaid grade: 11.3 for the platypus.
        ("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.", 16),
        ("Wait {formula-cooling} minutes.", 14),
        ("Wait 30 minutes.", 14),
        ("", 0),
        ("112. 38.", 0),
    ],
)
def test_reading_age(text, expected):
    assert reading_age([text]) == expected


def test_a_page_that_is_hard_to_read_says_so():
    hard = "Administer appropriate medication whenever elevated temperature necessitates intervention."

    assert "never above 14" in list(warnings(replace(FINE, texts=[hard])))[0]


@pytest.mark.django_db
def test_no_page_of_the_seed_breaks_a_rule():
    assert {care.page.slug: care.what for care in against_house_rules()} == {}


@pytest.mark.django_db
def test_every_page_of_the_seed_can_be_read_at_twelve():
    ages = {page.slug: reading_age(paragraphs_of(page).texts) for page in english_pages()}

    assert {slug: age for slug, age in ages.items() if not 5 <= age <= 12} == {}


@pytest.mark.django_db
def test_a_page_is_read_for_the_rules_as_a_reader_reads_it(library):
    page = library.page("privacy", "en")
    page.summary = "Summary."
    page.body = [
        ("introduction", {"text": "<p>One <b>and</b> two.</p><p>Three.</p>"}),
        ("section", {"heading": "H", "text": '<ul><li>Four</li><li><a href="https://a.example">Five</a></li></ul>'}),
        ("steps", {"heading": "S", "steps": [{"picture": None, "text": "<p>Six.</p>"}]}),
    ]

    paragraphs = paragraphs_of(page)

    read = [text for text in paragraphs.texts if text]
    assert read == ["Summary.", "One and two.", "Three.", "Four", "Five", "Six."]
    assert paragraphs.link_words == ["Five"]
    assert not paragraphs.has_sources
    assert not paragraphs.needs_sources
    assert paragraphs_of(library.page("safe-sleep", "en")).needs_sources


@pytest.mark.django_db
def test_the_editor_shows_the_warnings_of_an_english_page_and_none_of_a_translation(library):
    page = library.page("privacy", "en")
    page.body = [("section", {"heading": "H", "text": '<p>Call 01582 547653, or look <a href="/x">here</a>.</p>'})]
    library.publish(page)
    cms = library.sign_in("editor")

    editor = BeautifulSoup(cms.get(f"/cms/pages/{page.pk}/edit/").content, "html.parser").get_text()

    assert "Reading age: about" in editor
    assert "A telephone number is typed: 01582 547653." in editor
    assert "A link says only “here”" in editor
    assert "Nothing to look at." in cms.get(f"/cms/pages/{library.page('teeth', 'en').pk}/edit/").content.decode()
    urdu = cms.get(f"/cms/pages/{library.page('privacy').pk}/edit/")
    assert "Wording to look at" not in urdu.content.decode()


@pytest.mark.parametrize("amount", ["£4.25", "38 °C", "70°C", "10 µg", "5 ml", "1000 ppm"])
def test_an_amount_that_families_act_on_is_a_fact(amount):
    (warning,) = warnings(replace(FINE, texts=[f"It is {amount} now."]))

    assert warning.startswith(f"An amount is typed: {amount}.")
