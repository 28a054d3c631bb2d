"""The words of a listing in seven languages: who writes them, who checks them, and when they are out of date."""

from django.contrib.auth.models import User
from django.utils import timezone

import pytest

from directory.models import Editorship, Listing
from directory.moderation.operations import newest

TEA = "/en/my-groups/acorns/listings/tea/"
DUMMY = {"CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"}


class Broken:
    def __init__(self, options):
        pass

    def can_translate(self, source, target):
        return True

    def translate(self, source, target, strings):
        raise ConnectionError


@pytest.fixture
def tea(directory):
    return directory.listing(name_ur="چائے", machine_drafted=["ur"], summary_en="Tea for all.")


@pytest.fixture
def editor(tea, client):
    user = User.objects.create_user("amina", email="amina@example.org")
    Editorship.objects.create(group=tea.group, user=user, since=timezone.now())
    client.force_login(user)
    return client


def sent(client, url, **answers):
    return client.post(url, {"was": client.get(url).context["was"] or "", **answers})


def state(client, language, listing=TEA):
    rows = client.get(f"{listing}words/").context["rows"]
    return next(state for code, state, _name in rows if code == language)


def test_words_are_stored_in_the_language_they_are_written_in(editor, tea):
    url = f"{TEA}what/".replace("/en/", "/ur/")
    sent(editor, url, name="چائے اور باتیں", summary="سب کے لیے")

    version = newest(tea)
    assert (version.name_ur, version.summary_ur, version.name_en) == ("چائے اور باتیں", "سب کے لیے", "Tea together")
    assert version.machine_drafted == []


def test_a_listing_can_be_started_in_urdu_alone(editor, tea):
    there = editor.post("/ur/my-groups/acorns/new-listing/", {"name": "کھیل"})["Location"]
    listing = Listing.objects.exclude(pk=tea.pk).get()

    assert there == f"/ur/my-groups/acorns/listings/{listing.slug}/what/"
    assert (newest(listing).name_ur, newest(listing).name_en, listing.live) == ("کھیل", None, False)
    page = editor.get(there.replace("/ur/", "/en/").replace("what/", "")).content.decode()
    assert "somebody has to give the name in English too" in page
    preview = there.replace("/ur/", "/en/").replace("what", "preview/en")
    assert "There are no words in this language yet" in editor.get(preview).content.decode()
    assert editor.get(there.replace("what", "preview/ur")).status_code == 200


def test_a_machines_words_are_checked_and_age_with_the_english(editor):
    url, english = f"{TEA}words/ur/", f"{TEA}words/en/"
    assert state(editor, "ur") == "part"
    sent(editor, url, name="چائے", summary="سب کے لیے چائے")
    assert state(editor, "ur") == "checked"
    sent(editor, english, name="Tea together", summary="Tea for everybody.")
    assert state(editor, "ur") == "out-of-date"
    sent(editor, url, check="yes")
    assert state(editor, "ur") == "checked"


def test_whoever_reads_a_machines_words_may_say_that_they_are_right(editor, directory):
    directory.listing("songs", name_ur="گیت", machine_drafted=["ur", "pl"])
    url = f"{TEA.replace('tea', 'songs')}words/ur/"
    assert "Written by a machine, not checked" in editor.get(url).content.decode()
    sent(editor, url, check="yes")

    assert newest(Listing.objects.get(slug="songs")).machine_drafted == ["pl"]


def test_words_that_changed_meanwhile_are_not_called_right_unread(editor, tea):
    url = f"{TEA}words/ur/"
    seen = editor.get(url).context["was"] or ""
    sent(editor, f"{TEA}words/ur/", name="چائے سب کے لیے")
    sent(editor, f"{TEA}words/en/", name="Tea for nobody", summary="None.")
    page = editor.post(url, {"was": seen, "check": "yes"})

    assert "Somebody else saved this before you" in page.content.decode()
    assert state(editor, "ur") != "checked"


def test_nobody_has_to_translate_before_ticking_a_box(editor, tea, directory):
    directory.category("play")
    url = f"{TEA}what/".replace("/en/", "/pl/")
    assert sent(editor, url, name="", categories=["play"]).status_code == 302
    assert [one.key for one in newest(tea).categories.all()] == ["play"]

    refused = sent(editor, url, name="", summary="Herbata")
    assert set(refused.context["form"].errors) == {"name"}
    assert set(sent(editor, f"{TEA}what/", name="").context["form"].errors) == {"name"}


def test_two_people_check_two_languages_at_once(editor, directory):
    directory.listing("songs", name_ur="گیت", name_pl="Piosenki", machine_drafted=["ur", "pl", "ro"])
    songs = TEA.replace("tea", "songs")
    seen = editor.get(f"{songs}words/pl/").context["was"] or ""
    sent(editor, f"{songs}words/ur/", name="نئے گیت")
    assert editor.post(f"{songs}words/pl/", {"was": seen, "name": "Nowe piosenki"}).status_code == 302

    version = newest(Listing.objects.get(slug="songs"))
    assert (version.name_ur, version.name_pl, version.machine_drafted) == ("نئے گیت", "Nowe piosenki", ["ro"])


def test_without_a_machine_none_is_offered(editor, tea):
    url = f"{TEA}words/pl/"
    assert "Let a machine draft it" not in editor.get(url).content.decode()
    assert sent(editor, url, draft="yes").status_code == 404


def test_a_machine_drafts_what_is_missing_and_it_says_so(editor, tea, settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = DUMMY
    url = f"{TEA}words/pl/"
    assert "Let a machine draft it" in editor.get(url).content.decode()
    assert sent(editor, url, draft="yes").status_code == 302

    version = newest(tea)
    assert (version.name_pl, version.summary_pl) == ("together Tea", "all. for Tea")
    assert version.machine_drafted == ["ur", "pl"]
    assert state(editor, "pl") == "machine"
    # Not a second time, nor over words that are there.
    assert sent(editor, url, draft="yes").status_code == 404


def test_a_machine_that_fails_changes_nothing(editor, tea, settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": "tests.directory.test_editing_words.Broken"}
    page = sent(editor, f"{TEA}words/pl/", draft="yes")

    assert "The machine gave no draft" in page.content.decode()
    assert not newest(tea).name_pl
