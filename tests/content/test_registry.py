"""A number is kept once: changed in the CMS it is changed wherever it stands, and past its date its pages say so."""

import json
from datetime import timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext, override

from wagtail.test.utils.form_data import rich_text

import pytest
from bs4 import BeautifulSoup

from content.coverage import english_pages
from content.registry import Fact, Term
from portal.languages import BY_CODE
from words.parity import numbers

pytestmark = pytest.mark.django_db
CODES = [code for code, _name in settings.LANGUAGES]
PAGE_WARNS = "A number on this page is past the date when we should have checked it. Check before you call."
NUMBER_WARNS = "Check before you call: we have not checked this number lately."
COLUMNS = ["key", "value", "unit", "says", "source", "checked_on", "check_again_by", "text_relay", "position"]


@pytest.fixture
def cms(library):
    return library.sign_in("editor")


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def form_of(fact, **changes):
    """The form of a fact in the CMS as it is now, with some fields changed."""
    words = [f"{name}_{code}" for name in ("name", "when_to_call", "hours") for code in CODES]
    data = {name: getattr(fact, name) for name in [*COLUMNS, *words]}
    filled = {name: str(value) for name, value in data.items() if value not in (None, "")}
    return {
        **filled,
        "languages_spoken": fact.languages_spoken,
        **({"is_first": "on"} if fact.is_first else {}),
        **changes,
    }


def save(cms, which, /, **changes):
    fact = Fact.objects.get(key=which)
    return cms.post(f"/cms/snippets/content/fact/edit/{fact.pk}/", form_of(fact, **changes))


def let_pass(key, **changes):
    """The day by which the fact was to be checked was yesterday."""
    yesterday = timezone.localdate() - timedelta(days=1)
    Fact.objects.filter(key=key).update(checked_on=yesterday, check_again_by=yesterday, **changes)


def test_a_number_that_an_editor_changes_is_changed_in_every_language_at_once(library, cms):
    old = Fact.objects.get(key="cry-sis").value

    assert save(cms, "cry-sis", value="0800 123 4567").status_code == 302

    for code in CODES:
        for slug in ("easy-crying", "crying-and-coping"):
            html = library.get(slug, code).content.decode()
            assert '<a class="phone" href="tel:08001234567"><bdi dir="ltr">0800 123 4567</bdi></a>' in html
            assert old not in html
        help_now = cms.get(f"/{code}/help-now/").content.decode()
        assert "0800 123 4567" in help_now
        assert old not in help_now


def test_a_dose_that_an_editor_changes_is_changed_in_every_language_and_in_both_columns(library, cms):
    save(cms, "formula-heat", value="71")

    for code in CODES:
        main = library.read("bottle-and-formula", code).select_one("main")
        assert main.get_text().count("71 °C") == (2 if code == "en" else 4)  # the English stands beside the others
        assert "70 °C" not in main.get_text()


def test_a_fact_that_is_deleted_leaves_a_gap_and_no_braces(library):
    Fact.objects.get(key="formula-heat").delete()

    words = library.read("bottle-and-formula").select_one("main").get_text()

    assert "{" not in words
    assert "°C" in words  # other temperatures
    assert "70 °C" not in words


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    ("key", "slug"),
    [
        pytest.param("crying-peak", "easy-crying", id="embedded"),
        pytest.param("healthy-start", "starting-solids", id="led to"),
    ],
)
def test_a_page_says_that_its_number_is_past_its_date(library, code, key, slug):
    with override(code):
        words = gettext(PAGE_WARNS)
    assert words not in library.read(slug, code).get_text()

    let_pass(key)

    notice = next(box for box in library.read(slug, code).select("main .notice") if words in box.get_text())
    assert notice["lang"] == code
    assert notice["dir"] == ("rtl" if code == "ur" else "ltr")


def test_a_page_without_that_number_says_nothing(library):
    let_pass("crying-peak")

    assert PAGE_WARNS not in library.read("privacy", "en").get_text()


def test_on_its_last_day_a_number_still_holds(library):
    Fact.objects.filter(key="crying-peak").update(check_again_by=timezone.localdate())

    assert PAGE_WARNS not in library.read("easy-crying", "en").get_text()


def test_an_english_page_in_another_languages_tree_warns_in_the_readers_language(library):
    library.page("easy-crying").unpublish()
    let_pass("crying-peak")
    with override("ur"):
        words = gettext(PAGE_WARNS)

    page = library.read("easy-crying")

    assert page.select_one("main")["lang"] == "en"
    assert next(box for box in page.select("main .notice") if words in box.get_text())["lang"] == "ur"


@pytest.mark.parametrize("code", CODES)
def test_help_now_marks_the_number_itself(client, code):
    Fact.objects.update(check_again_by=timezone.localdate())
    let_pass("samaritans")
    with override(code):
        words = gettext(NUMBER_WARNS)

    cards = soup(client.get(f"/{code}/help-now/")).select(".card")

    assert [card.select_one(".phone").text for card in cards if words in card.text] == ["116 123"]


def test_a_number_past_its_date_is_in_the_report_for_editors(cms):
    assert "crying-peak" not in cms.get("/cms/reports/care/").content.decode()

    let_pass("crying-peak")

    fact = Fact.objects.get(key="crying-peak")
    assert f"{fact}</a>: check again by" in cms.get("/cms/reports/care/").content.decode()


BAD = [
    ("cry-sis", "value", "0800 CRY SIS", "digits and spaces only"),
    ("cry-sis", "value", "call us", "Begin with a digit or capital"),
    ("cry-sis", "value", "۰۸۰۰ ۴۴۸", "Begin with a digit or capital"),
    ("cry-sis", "value", "", "This field is required"),
    ("formula-heat", "value", "৭০", "Begin with a digit or capital"),
    ("formula-heat", "value", "<70", "Begin with a digit or capital"),
    ("cry-sis", "text_relay", "18001 ask", "digits and spaces only"),
    ("cry-sis", "check_again_by", "2020-01-01", "must not be before the day it was checked"),
    ("cry-sis", "checked_on", "yesterday", "Enter a valid date"),
    ("cry-sis", "source", "", "This field is required"),
    ("cry-sis", "key", "cry sis", "valid “slug”"),
    ("cry-sis", "key", "samaritans", "Make a new record instead"),
]


@pytest.mark.parametrize(("key", "field", "bad", "says"), BAD, ids=[f"{row[1]}={row[2]}" for row in BAD])
def test_a_bad_value_is_refused_in_words_and_nothing_typed_is_lost(cms, key, field, bad, says):
    before = Fact.objects.filter(key=key).values().get()

    response = save(cms, key, **{field: bad, "says": "Typed just now", "name_ur": "ابھی لکھا"})

    assert response.status_code == 200
    page = soup(response)
    assert says in page.select_one(f"[data-contentpath={field}], #panel-child-the_number-{field}-section").get_text()
    assert page.select_one(f"[name={field}]")["value" if bad else "name"] == (bad or field)
    assert page.select_one("[name=says]")["value"] == "Typed just now"
    assert page.select_one("[name=name_ur]")["value"] == "ابھی لکھا"
    assert Fact.objects.filter(key=key).values().get() == before


@pytest.mark.parametrize("action", [{}, {"action-publish": "action-publish"}], ids=["draft", "publish"])
@pytest.mark.parametrize(
    ("written", "named"),
    [("{fever-under-2-months}", "fever-under-2-months"), ("{MASH}", "MASH"), ("{ mash }", " mash "), ("{میش}", "میش")],
)
def test_a_key_that_no_fact_has_is_refused_by_name_and_the_page_keeps_what_was_typed(
    library, cms, written, named, action
):
    page = library.page("contact", "en")
    typed = f"<p>Typed just now: call at {written}.</p>"
    form = library.form(page, title="A title typed just now") | {"body-2-value-text": rich_text(typed)} | action

    response = cms.post(f"/cms/pages/{page.pk}/edit/", form)

    editor = soup(response)
    value, error = json.loads(editor.select_one("#body")["data-w-block-arguments-value"])
    assert error["messages"] == [f"No fact has the key {named}. See Facts and helplines."]
    assert f"Typed just now: call at {written}." in json.loads(value[2]["value"]["text"])["blocks"][0]["text"]
    assert "A title typed just now" in str(editor.select_one("#id_title"))
    assert "just now" not in library.get("contact", "en").content.decode()


def test_a_key_that_a_fact_has_is_taken(library, cms):
    page = library.page("contact", "en")
    form = library.form(page) | {"body-2-value-text": rich_text("<p>Call {cry-sis} now.</p>")}

    response = cms.post(f"/cms/pages/{page.pk}/edit/", form | {"action-publish": "action-publish"})

    assert response.status_code == 302
    assert '<bdi dir="ltr">0800 448 0737</bdi></a> now.' in library.get("contact", "en").content.decode()


@pytest.mark.parametrize("field", ["title", "summary", "picture_alt"])
def test_a_fact_cannot_stand_where_words_are_shown_as_they_are(library, cms, field):
    page = library.page("contact", "en")

    response = cms.post(f"/cms/pages/{page.pk}/edit/", library.form(page, **{field: "Call {mash}"}))

    assert response.context["form"].errors[field] == ["A fact can only stand in a paragraph or a list."]
    assert "Call {mash}" in str(soup(response).select_one(f"#id_{field}"))


def test_a_fact_cannot_stand_in_a_heading(library, cms):
    page = library.page("contact", "en")
    form = library.form(page) | {"body-2-value-heading": "Call {mash}"}

    error = cms.post(f"/cms/pages/{page.pk}/edit/", form).context["form"].errors["body"][0]

    assert error == "A fact can only stand in a paragraph or a list. “Call {mash}”"


def numbers_of(page, facts):
    """The numbers on a page's article as it is shown, each as often as it stands there."""
    language = BY_CODE[page.locale.language_code]
    with override(language.code):
        context = {"facts": facts, "content_language": language.code}
        html = "".join(
            render_to_string("content/section.html", {**context, "block": block, "section": None})
            for block in page.body
        )
    return numbers(BeautifulSoup(html, "html.parser").get_text(" "), language.digits)


def test_every_translation_shows_exactly_the_numbers_of_its_english():
    facts, compared, wrong = Fact.objects.all().by_key(), 0, {}
    for english in english_pages():
        expected = numbers_of(english, facts)
        for page in english.get_translations().live().filter(alias_of=None).specific():
            compared += 1
            if (shown := numbers_of(page, facts)) != expected:
                wrong[page.locale.language_code, page.slug] = {"missing": expected - shown, "more": shown - expected}

    assert wrong == {}
    assert compared > 100


def test_hours_that_change_in_english_leave_no_old_hours_in_other_languages(library, cms):
    new = "From 8:00 to 18:00"

    assert save(cms, "samaritans", hours_en=new, hours_pl="Od 8:00 do 18:00").status_code == 302

    fact = Fact.objects.get(key="samaritans")
    assert {code: getattr(fact, f"hours_{code}") for code in CODES} == {
        **dict.fromkeys(CODES, ""),
        "en": new,
        "pl": "Od 8:00 do 18:00",
    }
    card = next(card for card in soup(cms.get("/ur/help-now/")).select(".card") if "116 123" in card.text)
    assert new in card.select_one('span[lang="en"][dir="ltr"]').parent.text


@pytest.mark.parametrize("model", [Fact, Term])
def test_every_record_of_the_seed_could_be_saved_as_it_is(model):
    for record in model.objects.all():
        record.full_clean()
