"""A translator writes one language and publishes nothing; a checker of that language publishes and checks it."""

from django.conf import settings
from django.urls import reverse

import pytest
from wagtail_localize.models import StringTranslation

from content.queries import translation_state
from content.registry import Fact, Term
from content.translation_states import State

SLUG = "contact"
WORDS = "نئے الفاظ"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(params=["urdu-translator", "urdu-checker"])
def either(library, request):
    library.client.post("/cms/login/", {"username": request.param, "password": settings.DEMONSTRATION_PASSWORD})
    assert "_auth_user_id" in library.client.session
    return library.client


@pytest.fixture
def translator(library):
    return library.sign_in("urdu-translator")


@pytest.fixture
def checker(library):
    return library.sign_in("urdu-checker")


def edit_address(library, language, slug=SLUG):
    return reverse("wagtailadmin_pages:edit", args=[library.page(slug, language).pk])


def string_address(library, language):
    translation = library.translation(SLUG, language)
    segment = translation.source.stringsegment_set.get(context__path="summary")
    return reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])


def summary(library, language="ur"):
    return library.strings(SLUG, language).get(context__path="summary")


def test_both_write_the_words_of_their_language(library, either):
    response = either.put(string_address(library, "ur"), f"value={WORDS}", content_type=FORM)

    assert response.status_code == 200
    written = summary(library)
    assert (written.data, written.translation_type) == (WORDS, StringTranslation.TRANSLATION_TYPE_MANUAL)
    assert written.last_translated_by.username in ("urdu-translator", "urdu-checker")
    assert WORDS not in library.page(SLUG).summary


def test_neither_writes_another_language(library, either):
    before = summary(library, "pl").data

    assert either.put(string_address(library, "pl"), f"value={WORDS}", content_type=FORM).status_code in (302, 403)

    assert summary(library, "pl").data == before


@pytest.mark.parametrize("language", ["en", "pl", "gu"])
def test_neither_opens_a_page_of_another_language(library, either, language):
    response = either.get(edit_address(library, language), follow=True)

    assert "do not have permission" in response.content.decode()


@pytest.mark.parametrize("name", ["stop_translation", "upload_pofile", "download_pofile"])
def test_neither_touches_the_translation_of_another_language(library, either, name):
    translation = library.translation(SLUG, "pl")
    address = reverse(f"wagtail_localize:{name}", args=[translation.pk])

    response = either.get(address) if name == "download_pofile" else either.post(address)

    assert response.status_code == 302
    translation.refresh_from_db()
    assert translation.enabled


@pytest.mark.parametrize("address", ["/cms/localize/submit/page/{}/", "/cms/localize/update/{}/"])
def test_neither_sends_pages_for_translation_or_syncs_every_language(library, either, address):
    page, source = library.page(SLUG, "en"), library.translation(SLUG).source

    response = either.get(address.format(page.pk if "submit" in address else source.pk), follow=True)

    assert "do not have permission" in response.content.decode()


def test_a_translator_publishes_nothing(library, translator):
    translator.put(string_address(library, "ur"), f"value={WORDS}", content_type=FORM)
    live = library.page(SLUG).live_revision_id

    with library.commit(execute=True):
        response = translator.post(edit_address(library, "ur"), {"action": "publish"}, follow=True)

    assert "do not have permission" in response.content.decode()
    assert library.page(SLUG).live_revision_id == live
    assert WORDS not in library.page(SLUG).summary


def test_a_translator_saves_a_draft_by_hand_and_publishes_none(library, translator):
    library.stop(SLUG)
    page = library.page(SLUG)

    library.edit(page, summary=WORDS)

    assert library.page(SLUG).get_latest_revision_as_object().summary == WORDS
    assert library.page(SLUG).summary == page.summary


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_a_translator_takes_no_live_page_away(library, translator, action):
    page = library.page(SLUG)

    translator.post(reverse(f"wagtailadmin_pages:{action}", args=[page.pk]))

    assert library.page(SLUG).live


def test_a_translator_makes_no_live_page_an_alias_of_the_english(library, translator):
    translator.post(reverse("wagtail_localize:convert_to_alias", args=[library.page(SLUG).pk]))

    assert library.page(SLUG).alias_of_id is None
    assert library.get(SLUG).headers["Content-Language"] == "ur"


def test_a_checker_publishes_and_another_checks(library, checker):
    library.strings(SLUG).update(translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL)
    checker.put(string_address(library, "ur"), f"value={WORDS}", content_type=FORM)

    with library.commit(execute=True):
        checker.post(edit_address(library, "ur"), {"action": "publish"})

    assert library.page(SLUG).summary == WORDS
    assert translation_state(library.page(SLUG)) is State.TRANSLATED


def test_a_checker_checks(library, checker):
    checker.post(f"/cms/translation-check/{library.page(SLUG).pk}/")

    assert translation_state(library.page(SLUG)) is State.CHECKED


def fact_address(key="mash", action="edit"):
    return f"/cms/snippets/content/fact/{action}/{Fact.objects.get(key=key).pk}/"


def inputs(client, address):
    form = client.get(address).context["form"]
    return set(form.fields)


def test_a_checker_sees_only_the_words_of_their_language(checker):
    term = Term.objects.get(key="gp")

    assert inputs(checker, fact_address()) == {"name_ur", "when_to_call_ur", "hours_ur"}
    assert inputs(checker, f"/cms/snippets/content/term/edit/{term.pk}/") == {"name_ur", "forms_ur", "meaning_ur"}


def test_a_crafted_form_changes_the_words_and_not_the_number(checker):
    before = Fact.objects.get(key="mash")
    words = {"name_ur": WORDS, "when_to_call_ur": "", "hours_ur": ""}
    crafted = {
        "value": "666",
        "name_en": "Wrong",
        "name_pl": "Źle",
        "key": "other",
        "unit": "",
        "checked_on": "2030-01-01",
    }

    response = checker.post(fact_address(), words | crafted)

    assert response.status_code == 302
    after = Fact.objects.get(pk=before.pk)
    assert after.name_ur == WORDS
    for name in ("value", "name_en", "name_pl", "key", "unit", "checked_on"):
        assert getattr(after, name) == getattr(before, name), name


def test_a_translator_whose_words_would_be_live_at_once_has_no_records(translator):
    assert "do not have permission" in translator.get(fact_address(), follow=True).content.decode()


@pytest.mark.parametrize("address", ["/cms/snippets/content/fact/add/", "/cms/snippets/content/term/add/"])
def test_neither_adds_to_the_registry(either, address):
    assert "do not have permission" in either.get(address, follow=True).content.decode()


def test_neither_deletes_a_fact(either):
    either.post(fact_address(action="delete"))

    assert Fact.objects.filter(key="mash").exists()


@pytest.mark.parametrize("name", ["library-coverage", "library-care", "library-useful", "translation-packs"])
def test_the_reports_are_open_to_both(either, name):
    assert either.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ["library-coverage", "library-care", "library-useful", "translation-packs"])
def test_the_reports_are_closed_to_others(library, name):
    assert library.sign_in("directory-editor").get(reverse(name)).status_code == 302


def test_the_coverage_report_says_the_state_of_every_page(library, checker):
    checker.post(f"/cms/translation-check/{library.page(SLUG).pk}/")
    library.page("baby-talk").unpublish()

    page = checker.get(reverse("library-coverage"))

    states = {row.page.slug: {cell.language: str(cell.state) for cell in row.cells} for row in page.context["rows"]}
    assert (states[SLUG]["ur"], states["baby-talk"]["ur"], states[SLUG]["pl"]) == (
        "checked",
        "missing",
        "machine draft",
    )
    totals = {
        str(state): dict(zip([code for code, _ in page.context["languages"]], counts, strict=True))
        for state, counts in page.context["totals"]
    }
    assert (totals["checked"]["ur"], totals["missing"]["ur"]) == (1, 1)
