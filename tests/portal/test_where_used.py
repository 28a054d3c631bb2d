"""Where a number of the registry is used, so that whoever changes it knows what changes with it."""

from django.contrib.auth.models import User
from django.urls import reverse

from wagtail.models import Page

import pytest

from content.registry import Fact
from portal.languages import LANGUAGES

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(User.objects.get(username="editor"))
    return client


def address(key):
    return reverse("where-used", args=[Fact.objects.get(key=key).pk])


def used(client, key):
    return client.get(address(key))


def pages(client, key):
    """The pages that use a fact, by slug and language."""
    return {(page.slug, page.locale.language_code) for page in used(client, key).context["pages"]}


def page(slug, language="en"):
    return Page.objects.get(slug=slug, locale__language_code=language).specific


def test_pages_whose_words_hold_the_number_are_named_in_every_language(editor):
    named = pages(editor, "mash")

    for language in LANGUAGES:
        assert {("contact", language.code), ("easy-help-now", language.code)} <= named
        assert ("baby-talk", language.code) not in named


def test_a_page_is_linked_to_where_it_is_edited_with_its_language(editor):
    urdu = page("contact", "ur")

    shown = used(editor, "mash").content.decode()

    assert f'<a href="/cms/pages/{urdu.pk}/edit/">{urdu.title}</a> (Urdu)' in shown


def test_pages_whose_readers_are_led_to_a_helpline_are_named(editor):
    related = page("crying-and-coping").related
    assert "cry-sis" in [block.value.key for block in related if block.block_type == "helpline"]

    assert ("crying-and-coping", "en") in pages(editor, "cry-sis")


def test_a_page_comes_and_goes_with_its_words(editor):
    contact = page("contact")
    contact.body = [block for block in contact.body.raw_data if "{55}" not in str(block)]

    contact.save_revision()
    assert ("contact", "en") in pages(editor, "55")
    contact.save_revision().publish()

    assert ("contact", "en") not in pages(editor, "55")


def test_a_page_that_nobody_can_read_is_not_named(editor):
    page("contact", "ur").unpublish()

    named = pages(editor, "mash")
    assert ("contact", "ur") not in named
    assert ("contact", "en") in named


FOOT, LIST = "The foot of every page", "Help now, the list of all helplines"
NEEDS, WORDS = "The questionnaire, for the answer", "Help now, in the words of"


@pytest.mark.parametrize(
    ("key", "said"),
    [("999", {FOOT, LIST}), ("cry-sis", {LIST, NEEDS}), ("lullaby-trust", {LIST}), ("55", {WORDS})],
)
def test_every_other_place_is_said(editor, key, said):
    shown = used(editor, key).content.decode()

    assert {words for words in (FOOT, LIST, NEEDS, WORDS) if words in shown} == said
    assert "No page names it." not in shown


def test_a_number_that_nothing_uses_says_so(editor):
    known = Fact.objects.get(key="55")
    Fact.objects.create(
        key="new", value="7", source="A source", checked_on=known.checked_on, check_again_by=known.check_again_by
    )

    assert "No page names it." in used(editor, "new").content.decode()


def test_a_key_that_only_begins_like_another_is_another(editor):
    known = Fact.objects.get(key="55")
    Fact.objects.create(
        key="mas", value="7", source="A source", checked_on=known.checked_on, check_again_by=known.check_again_by
    )

    assert "No page names it." in used(editor, "mas").content.decode()


def test_the_list_of_facts_leads_there(editor):
    shown = editor.get("/cms/snippets/content/fact/?q=mash").content.decode()

    assert f'href="{address("mash")}"' in shown


@pytest.mark.parametrize(("who", "status"), [("urdu-translator", 200), ("writer", 200), ("directory-editor", 302)])
def test_it_is_open_to_whoever_works_on_pages(client, who, status):
    client.force_login(User.objects.get(username=who))

    assert used(client, "mash").status_code == status


def test_a_number_that_is_not_there_is_not_found(editor):
    assert editor.get(reverse("where-used", args=[999_999])).status_code == 404
