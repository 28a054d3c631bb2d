import re
from datetime import UTC, datetime

from wagtail.models import Page

import pytest
from bs4 import BeautifulSoup

from content.models import EasyReadPage, Fact, HomePage, InformationPage, TopicPage
from content.seeding import seed_library
from portal.languages import LANGUAGES

pytestmark = pytest.mark.django_db
CODES = [language.code for language in LANGUAGES]
BY_CODE = {language.code: language for language in LANGUAGES}


def topic(language, slug="baby-talk"):
    return TopicPage.objects.get(slug=slug, locale__language_code=language)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("path", ["", "self-help/", "self-help/baby-talk/", "privacy/", "help-now/"])
def test_every_page_says_its_language_and_direction(client, code, path):
    page = client.get(f"/{code}/{path}")

    assert page.status_code == 200
    assert f'<html lang="{code}" dir="{BY_CODE[code].direction}">' in page.content.decode()
    assert page.headers["Content-Language"] == code


@pytest.mark.parametrize("code", CODES)
def test_a_page_has_the_same_slug_in_every_language(code):
    assert topic(code).slug == "baby-talk"
    assert topic(code).title != topic("en").title or code == "en"


def test_a_missing_page_shows_the_english_marked_as_english(client):
    topic("ur").delete()

    page = client.get("/ur/self-help/baby-talk/")

    assert page.headers["Content-Language"] == "en"
    html = page.content.decode()
    assert '<html lang="ur" dir="rtl">' in html
    assert '<main id="main" class="wrap" tabindex="-1" lang="en" dir="ltr">' in html
    assert topic("en").title in html
    assert '<link rel="canonical" href="/en/self-help/baby-talk/">' in html


def test_the_labels_inside_an_english_page_are_english_too(client):
    topic("ur", "play-1-2").unpublish()

    article = client.get("/ur/self-help/play-1-2/").content.decode().partition('<main id="main"')[2]

    assert "You need:" in article
    assert re.search(r"\d+ to \d+ months", article)


def test_the_home_page_tells_caches_what_it_depends_on(client):
    assert {"Accept-Language", "Cookie"} <= set(client.get("/en/").headers["Vary"].split(", "))


@pytest.mark.parametrize("gone", [lambda home: home.unpublish(), lambda home: home.delete()])
@pytest.mark.parametrize("path", ["", "self-help/", "self-help/baby-talk/"])
def test_english_under_a_language_whose_home_is_missing_is_marked_as_english(client, gone, path):
    gone(HomePage.objects.get(locale__language_code="ur"))

    page = client.get(f"/ur/{path}")

    assert page.headers["Content-Language"] == "en"
    assert '<html lang="ur" dir="rtl">' in page.content.decode()
    assert '<main id="main" class="wrap" tabindex="-1" lang="en" dir="ltr">' in page.content.decode()


def test_a_page_that_no_language_has_is_not_found_in_the_readers_language(client):
    page = client.get("/ur/self-help/no-such-topic/")

    assert page.status_code == 404
    assert '<html lang="ur" dir="rtl">' in page.content.decode()


def test_search_engines_are_told_only_of_translations_that_exist(client):
    topic("gu").unpublish()

    html = client.get("/en/self-help/baby-talk/").content.decode()

    assert 'hreflang="pa" href="http' in html
    assert '<link rel="alternate" hreflang="gu"' not in html


@pytest.mark.parametrize("path", ["self-help/baby-talk/", "help-now/", "activities/"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_search_engines_are_told_of_every_language_and_of_english_for_all_others(client, settings, path, language):
    settings.WAGTAILADMIN_BASE_URL = "https://families.example.gov.uk"

    page = BeautifulSoup(client.get(f"/{language}/{path}").content, "html.parser")

    told = {link["hreflang"]: link["href"] for link in page.select("head link[rel=alternate]")}
    own = {code: f"https://families.example.gov.uk/{code}/{path}" for code in CODES}
    assert told == {**own, "x-default": own["en"]}


def test_search_engines_keep_the_activities_as_one_page_however_they_are_filtered(client):
    canonical = "head link[rel=canonical]"
    filtered = BeautifulSoup(client.get("/ur/activities/?age=6").content, "html.parser")
    whole = BeautifulSoup(client.get("/ur/activities/").content, "html.parser")

    assert filtered.select_one(canonical)["href"] == "/ur/activities/"
    assert "?" not in "".join(link["href"] for link in filtered.select("head link[rel=alternate]"))
    assert not whole.select(canonical)


def test_help_now_stands_beside_its_english_where_nobody_has_checked_its_words(client):
    fact = Fact.objects.get(key="cry-sis")

    page = BeautifulSoup(client.get("/ur/help-now/").content, "html.parser")

    card = next(card for card in page.select(".card") if fact.value in card.text)
    english = card.select_one(".original[lang=en][dir=ltr]").text
    assert english == f"{fact.name_en}. {fact.when_to_call_en} {fact.hours_en}"
    assert "If somebody is in danger, call 999." in page.select_one("main > .original[lang=en]").text
    assert not BeautifulSoup(client.get("/en/help-now/").content, "html.parser").select(".original")


def test_a_missing_topic_stays_in_the_index_in_english(client):
    english = topic("en").title
    topic("ur").delete()

    assert english in client.get("/ur/self-help/").content.decode()


def test_filling_again_changes_nothing_that_an_editor_changed():
    page = topic("en")
    page.title = "Changed by an editor"
    page.save_revision().publish()
    topic("ur", "play-1-2").delete()

    assert seed_library() is False

    assert topic("en").title == "Changed by an editor"
    assert not TopicPage.objects.filter(slug="play-1-2", locale__language_code="ur").exists()


def test_the_picture_of_a_page_is_served_as_a_rendition(client):
    html = client.get("/en/self-help/baby-talk/").content.decode()

    assert topic("en").picture_alt in html
    assert topic("en").picture.get_rendition("width-840|preserve-svg").url in html


def test_there_is_one_home_a_language():
    assert HomePage.objects.count() == len(CODES)


def test_a_helpline_without_a_translation_is_in_english_and_says_so(client):
    Fact.objects.filter(key="mash").update(name_ur="")

    page = client.get("/ur/help-now/").content.decode()

    assert '<span lang="en" dir="ltr">Worried about a child in Luton (MASH)</span>' in page


def byline(library, slug, code="en"):
    found = library.read(slug, code).select_one("main .byline")
    return found.text if found else ""


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("kind", [TopicPage, EasyReadPage, InformationPage])
def test_every_page_has_a_date(library, kind, code):
    slugs = set(kind.objects.filter(locale__language_code="en").values_list("slug", flat=True))

    dated = {slug for slug in slugs if re.search(r"\b20\d\d\b", byline(library, slug, code))}

    assert slugs
    assert dated == slugs


def test_an_easy_read_page_has_the_date_of_its_full_page(library):
    TopicPage.objects.filter(slug="safe-sleep").update(facts_checked_on="2026-03-04")

    assert byline(library, "easy-safe-sleep") == "Facts checked on Wednesday 4 March 2026"


@pytest.mark.parametrize(
    ("slug", "key"), [("contact", "mash"), ("staying-safe-online", "domestic-abuse"), ("easy-help-now", "mash")]
)
def test_a_page_without_a_date_of_its_own_has_the_earliest_of_its_facts(library, slug, key):
    Fact.objects.filter(key="teething-starts").update(checked_on="2020-01-01")
    Fact.objects.filter(key=key).update(checked_on="2026-03-04")
    assert not TopicPage.objects.filter(facts_checked_on__lte="2026-03-04").exists()

    assert byline(library, slug) == "Facts checked on Wednesday 4 March 2026"


@pytest.mark.parametrize("slug", ["privacy", "accessibility", "easy-ask-for-help"])
def test_a_page_that_names_no_fact_says_when_it_was_changed(library, slug):
    Page.objects.filter(slug=slug, locale__language_code="en").update(
        last_published_at=datetime(2026, 3, 4, 12, tzinfo=UTC)
    )

    assert byline(library, slug) == "Last changed on Wednesday 4 March 2026"


@pytest.mark.parametrize("code", CODES)
def test_every_easy_read_page_ends_with_what_next(library, code):
    for easy in EasyReadPage.objects.filter(locale__language_code="en"):
        steps = library.read(easy.slug, code).select("main nav.next .button:not(.button-secondary)")
        assert [step["href"] for step in steps] == [f"/{code}/help-now/"]
