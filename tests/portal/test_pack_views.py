"""Packs in the CMS: whoever translates into a language takes its pack; whoever publishes in it brings one back."""

import io

from django.contrib.auth.models import User
from django.urls import reverse

from wagtail.models import Page

import pytest

from portal.packs.pack import LARGEST_BYTES
from tests.portal.packing import catalogue, packed, translated, unpacked

PAGE = "ur/pages/home/contact.po"
WORDS = "نئے الفاظ"

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_in(client):
    def sign_in(name):
        client.force_login(User.objects.get(username=name))
        return client

    return sign_in


def upload(client, data, language="ur"):
    file = io.BytesIO(data)
    file.name = "pack.zip"
    return client.post(reverse("translation-pack-in", args=[language]), {"pack": file}, follow=True)


@pytest.fixture
def good(client):
    english = Page.objects.get(slug="contact", locale__language_code="en").specific
    return packed({PAGE: translated(PAGE, ("summary", english.summary, WORDS))})


def summary():
    return Page.objects.get(slug="contact", locale__language_code="ur").specific.summary


def test_a_checker_brings_a_pack_in_and_sees_what_went_in(sign_in, good, django_capture_on_commit_callbacks):
    client = sign_in("urdu-checker")

    with django_capture_on_commit_callbacks(execute=True):
        page = upload(client, good)

    assert "1 line went in" in page.content.decode()
    assert summary() == WORDS


def test_a_checker_sees_every_line_that_was_refused(sign_in, good):
    bad = packed({PAGE: translated(PAGE, ("title", "Who to contact", "999 <b>"))})

    page = upload(sign_in("urdu-checker"), bad).content.decode()

    assert "Nothing was changed" in page
    assert "pages/home/contact.po" in page
    assert "has other numbers" in page
    assert "has other markup" in page
    assert "&lt;b&gt;" not in page.partition("has other markup")[0][-40:]


def test_a_checker_is_told_of_lines_that_belong_to_the_software(sign_in):
    name = "ur/interface.po"

    page = upload(sign_in("urdu-checker"), packed({name: translated(name, ("", "Water", "پینے کا پانی"))}))

    assert "manage.py translation_pack in ur ur.zip" in page.content.decode()


@pytest.mark.parametrize("data", [b"no zip", b"0" * (LARGEST_BYTES + 1), packed({"pl/pages/home.po": catalogue()})])
def test_what_is_no_pack_is_said_so(sign_in, data):
    assert "Nothing was changed." in upload(sign_in("urdu-checker"), data).content.decode()


def test_nothing_sent_is_said_so(sign_in):
    page = sign_in("urdu-checker").post(reverse("translation-pack-in", args=["ur"]), follow=True)

    assert "Choose a zip file first." in page.content.decode()


@pytest.mark.parametrize("who", ["urdu-translator", "writer", "directory-editor", "north-1"])
def test_nobody_without_the_right_to_publish_brings_one_in(sign_in, good, who):
    before = summary()

    upload(sign_in(who), good)

    assert summary() == before


def test_a_stranger_is_asked_to_sign_in(client, good):
    for address in (reverse("translation-packs"), reverse("translation-pack-out", args=["ur"])):
        assert client.get(address).headers["Location"].startswith("/cms/login/")
    upload(client, good)

    assert summary() != WORDS


@pytest.mark.parametrize("language", ["pl", "gu"])
def test_the_pack_of_another_language_is_closed(sign_in, language):
    client = sign_in("urdu-checker")

    assert client.get(reverse("translation-pack-out", args=[language])).status_code == 302
    assert (
        "do not have permission" in upload(client, packed({f"{language}/x.po": catalogue()}), language).content.decode()
    )


@pytest.mark.parametrize("language", ["en", "xx"])
def test_there_is_no_pack_of_english_or_of_a_language_that_the_portal_has_not(sign_in, language):
    assert sign_in("admin").get(reverse("translation-pack-out", args=[language])).status_code == 404


@pytest.mark.parametrize(("who", "may_send"), [("urdu-translator", False), ("urdu-checker", True)])
def test_both_see_their_language_alone_and_take_its_pack(sign_in, who, may_send):
    client = sign_in(who)

    page = client.get(reverse("translation-packs")).content.decode()
    pack = client.get(reverse("translation-pack-out", args=["ur"]))

    assert "Download the Urdu pack" in page
    assert "Download the Polish pack" not in page
    assert ("Check it and publish what is complete" in page) == may_send
    assert pack.headers["Content-Disposition"] == 'attachment; filename="ur.zip"'
    assert PAGE in unpacked(pack.content)


def test_an_editor_of_all_languages_has_every_pack_but_english(sign_in):
    page = sign_in("editor").get(reverse("translation-packs")).content.decode()

    assert page.count("Download the") == 6
    assert "English pack" not in page


def test_a_pack_is_only_ever_posted(sign_in):
    assert sign_in("urdu-checker").get(reverse("translation-pack-in", args=["ur"])).status_code == 405
