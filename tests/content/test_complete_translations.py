"""No English appears under another language as if it were that language: no partial translation goes live by any route,
no copy of a parent page is made on the way, and an alias is served as the English page that it is."""

from contextlib import suppress
from datetime import timedelta

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from wagtail.models import Locale, Page

import pytest
from bs4 import BeautifulSoup
from wagtail_localize.operations import translate_object

from content.coverage import coverage
from content.models import TranslationBasis
from content.queries import translation_state
from content.translation_states import State
from tests.content.conftest import kept_from

SLUG = "contact"
OLD, NEW, WRITTEN = "Nobody watches it every minute.", "A sentence that nobody has translated.", "نئے الفاظ"


@pytest.fixture
def partial(library):
    """The Urdu page is live, and one of its pieces waits for a translation."""
    library.reword(SLUG, OLD, NEW)


@pytest.fixture
def draft(library):
    """The Urdu page is not live, and all but its title is English."""
    library.page(SLUG).unpublish()
    library.strings(SLUG).exclude(context__path="title").delete()
    library.save(SLUG, publish=False)
    return library.page(SLUG)


def edit_address(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_a_partial_translation_does_not_touch_the_live_page(library, partial):
    with pytest.raises(ValidationError, match="1 of .* pieces are not translated yet"):
        library.save(SLUG)

    assert NEW not in str(library.page(SLUG).body)
    assert NEW not in str(library.page(SLUG).get_latest_revision_as_object().body)


def test_a_partial_draft_does_not_touch_the_live_page_either(library, partial):
    library.save(SLUG, publish=False)

    assert NEW not in str(library.page(SLUG).body)
    with pytest.raises(PermissionDenied, match="1 pieces are still in English"):
        library.page(SLUG).get_latest_revision().publish()


def test_a_complete_draft_over_a_live_page_waits_to_be_published(library, partial):
    library.write_waiting(SLUG)

    library.save(SLUG, publish=False)

    assert WRITTEN not in str(library.page(SLUG).body)
    with library.commit(execute=True):
        library.page(SLUG).get_latest_revision().publish()
    assert WRITTEN in str(library.page(SLUG).body)


def test_the_translation_editor_publishes_no_partial_translation(library, partial):
    library.sign_in("urdu-checker")

    with library.commit(execute=True):
        response = library.client.post(edit_address(library.page(SLUG)), {"action": "publish"}, follow=True)

    assert "New validation errors were found" in response.content.decode()
    assert NEW not in str(library.page(SLUG).body)


@pytest.mark.parametrize("data", [{"publish_translations": "on"}, {}])
def test_sync_translated_pages_puts_no_english_under_another_language(library, partial, data):
    library.sign_in("admin")

    with library.commit(execute=True):
        address = reverse("wagtail_localize:update_translations", args=[library.translation(SLUG).source_id])
        response = library.client.post(address, data)

    assert response.status_code == 302
    for page in Page.objects.filter(slug=SLUG).exclude(locale__language_code="en"):
        assert NEW not in str(page.specific.body)
    assert translation_state(library.page(SLUG)) is State.OUT_OF_DATE


def test_a_complete_translation_goes_live_from_the_translation_editor(library, partial):
    library.write_waiting(SLUG)
    library.sign_in("urdu-checker")

    with library.commit(execute=True):
        library.client.post(edit_address(library.page(SLUG)), {"action": "publish"})

    assert WRITTEN in str(library.page(SLUG).body)


def test_a_page_sent_for_translation_is_a_draft_that_no_reader_meets(library, draft):
    assert not draft.live
    assert library.get(SLUG).headers["Content-Language"] == "en"


def by_its_latest_revision(library, page):
    page.get_latest_revision().publish()


def by_the_bulk_action(library, page):
    library.sign_in("urdu-checker").post(f"/cms/bulk/wagtailcore/page/publish/?next=/cms/&id={page.pk}")


def by_the_page_editor(library, page):
    library.stop(SLUG)
    library.sign_in("urdu-checker")
    assert "pieces are still in English, such as" in library.edit(page).content.decode()


def by_moderation(library, page):
    state = page.get_workflow().start(page, User.objects.get(username="urdu-translator"))
    task = state.current_task_state
    library.sign_in("urdu-checker").post(
        reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk]), {"comment": ""}
    )


def by_schedule(library, page):
    revision = page.get_latest_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()
    call_command("publish_scheduled")


def by_planning(library, page):
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()


@pytest.mark.parametrize(
    "route",
    [by_its_latest_revision, by_the_bulk_action, by_the_page_editor, by_moderation, by_schedule, by_planning],
)
def test_a_draft_that_is_partly_english_goes_live_by_no_route(library, draft, route):
    with library.commit(execute=True), suppress(PermissionDenied):
        route(library, draft)

    assert not library.page(SLUG).live
    assert not library.page(SLUG).revisions.filter(approved_go_live_at__gt=timezone.now()).exists()
    assert library.get(SLUG).headers["Content-Language"] == "en"


def test_a_draft_with_one_old_piece_of_english_does_not_go_live_when_that_piece_has_left_the_english_page(
    library, draft
):
    library.reword(SLUG, "It is fine to call early.", "Call early.")
    library.strings(SLUG).delete()

    with pytest.raises(PermissionDenied, match="pieces are still in English"):
        draft.get_latest_revision().publish()


def by_hand(english):
    return english if english == "NHS 111" else f"<p>ہاتھ سے{kept_from(strip_tags(english))}</p>"


def test_a_page_translated_by_hand_goes_live_with_names_that_are_the_same_in_english(library, draft):
    library.reword(SLUG, "If you are worried about health", "NHS 111")
    library.stop(SLUG)
    library.sign_in("urdu-checker")
    draft.summary = "ہاتھ سے لکھا ہوا"
    draft.body = [
        (block.block_type, {name: by_hand(getattr(words, "source", words)) for name, words in block.value.items()})
        for block in library.page(SLUG, "en").body
    ]

    library.edit(draft)

    assert library.page(SLUG).live
    assert library.get(SLUG).headers["Content-Language"] == "ur"


def test_a_piece_that_a_translator_left_as_the_english_is_no_hindrance(library):
    title = library.strings(SLUG).get(context__path="title")
    title.data = title.translation_of.data
    title.save()

    library.save(SLUG)

    assert library.page(SLUG).title == "Who to contact"


@pytest.fixture
def without_parent(library):
    """In Urdu there is no page above the topics."""
    library.page("self-help").delete()
    return library.page("baby-talk", "en")


def test_a_sentence_left_as_the_english_is_not_translated_whoever_says_that_it_is(library):
    writer = User.objects.get(username="urdu-translator")
    for string in library.strings(SLUG).select_related("translation_of"):
        string.data, string.translation_type, string.last_translated_by = string.translation_of.data, "manual", writer
        string.save()

    with suppress(ValidationError, PermissionDenied):
        library.save(SLUG)

    assert library.page(SLUG, "en").title not in library.read(SLUG).select_one("h1").text


def test_a_page_edited_by_hand_with_another_number_does_not_go_live(library):
    library.stop(SLUG)
    library.sign_in("urdu-checker")

    answer = library.edit(library.changed(SLUG, "999", "998", "ur")).content.decode()

    assert "Its numbers or facts are not those of the English page." in answer
    assert "998" not in str(library.page(SLUG).body)


def test_a_page_whose_parent_is_not_translated_is_not_translated_either(library, without_parent):
    urdu = Locale.objects.get(language_code="ur")

    translate_object(without_parent, [urdu])
    library.write_waiting("baby-talk")
    with pytest.raises(ValidationError, match="Translate the page above this one first"):
        library.save("baby-talk")

    assert not Page.objects.filter(locale=urdu, slug__in=["self-help", "baby-talk"]).exists()
    assert library.get("baby-talk").headers["Content-Language"] == "en"


def test_an_alias_of_the_parent_is_no_translation_of_it(library, without_parent):
    urdu = Locale.objects.get(language_code="ur")
    library.page("self-help", "en").copy_for_translation(urdu, alias=True)

    translate_object(without_parent, [urdu])

    assert not Page.objects.filter(locale=urdu, slug="baby-talk").exists()


@pytest.mark.parametrize(("language", "offered"), [("ur", False), ("pl", True)])
def test_translate_this_page_offers_only_languages_that_have_the_parent(library, without_parent, language, offered):
    library.page("baby-talk", "pl").delete()
    locale = Locale.objects.get(language_code=language)
    address = reverse("wagtail_localize:submit_page_translation", args=[without_parent.pk])
    library.sign_in("editor")

    form = library.client.get(address).context["form"]

    assert (locale in form.fields["locales"].queryset) == offered
    library.client.post(address, {"locales": [locale.pk]})
    assert Page.objects.filter(locale=locale, slug="baby-talk").exists() == offered


def test_a_page_can_be_translated_once_its_parent_is(library, without_parent):
    urdu = Locale.objects.get(language_code="ur")
    translate_object(library.page("self-help", "en"), [urdu])
    library.write_waiting("self-help")
    library.save("self-help")

    translate_object(without_parent, [urdu])
    library.write_waiting("baby-talk")
    library.save("baby-talk")

    assert library.get("baby-talk").headers["Content-Language"] == "ur"


def made_as_a_copy(library):
    library.page("baby-talk").delete()
    library.page("baby-talk", "en").copy_for_translation(Locale.objects.get(language_code="ur"), alias=True)


def made_of_a_translation(library):
    page = library.page("baby-talk")
    library.sign_in("urdu-checker").post(reverse("wagtail_localize:convert_to_alias", args=[page.pk]))


@pytest.fixture(params=[made_as_a_copy, made_of_a_translation])
def alias(library, request):
    """The Urdu page is a copy of the English."""
    with library.commit(execute=True):
        request.param(library)
    page = library.page("baby-talk")
    assert page.live and page.alias_of_id
    return page


def test_an_alias_is_served_as_the_english_page_that_it_is(library, alias):
    response = library.get("baby-talk")
    page = library.read("baby-talk")

    assert response.headers["Content-Language"] == "en"
    assert (page.html["lang"], page.html["dir"]) == ("ur", "rtl")
    assert (page.main["lang"], page.main["dir"]) == ("en", "ltr")
    assert page.select_one("link[rel=canonical]")["href"] == "/en/self-help/baby-talk/"


def test_search_engines_are_not_told_of_an_alias(library, alias):
    told = [link["hreflang"] for link in library.read("baby-talk", "en").select("link[hreflang]")]

    assert "pl" in told
    assert "ur" not in told


def test_lists_show_the_english_page_marked_as_english_in_place_of_an_alias(library, alias):
    english = library.page("baby-talk", "en").title
    for address in ("/ur/self-help/", "/ur/search/?q=baby+talk"):
        page = BeautifulSoup(library.client.get(address).content, "html.parser")
        links = [link for link in page.select("main a") if link.text.strip() == english]
        assert links, address
        assert all(link.find_parent(lang=True)["lang"] == "en" or link.get("lang") == "en" for link in links)


def test_an_alias_counts_as_missing(library, alias):
    row = next(row for row in coverage() if row.page.slug == "baby-talk")

    assert next(cell for cell in row.cells if cell.language == "ur").state is State.MISSING
    assert translation_state(alias) is State.MISSING


def test_english_that_changes_under_an_alias_is_still_served_as_english(library, alias):
    library.reword("baby-talk", "Call your baby's name", "Say your baby's name")

    assert library.get("baby-talk").headers["Content-Language"] == "en"
    assert not TranslationBasis.objects.filter(revision=alias.alias_of.live_revision).exists()
