"""A translation is checked by a second person; until then a page about safety never stands without the English."""

from django.contrib.auth.models import User
from django.utils import timezone

import pytest
from bs4 import BeautifulSoup
from wagtail_localize.models import StringTranslation

from content.models import TranslationCheck
from content.operations import SamePersonError, record_translation_check, wrote
from content.queries import translation_state
from content.translation_states import State

SLUG = "contact"
SAFETY = "safe-sleep"


def person(name):
    return User.objects.get(username=name)


def check(library, by, slug=SLUG):
    return record_translation_check(page=library.page(slug), actor=person(by), now=timezone.now())


def confirm(library, by=None, slug=SLUG):
    """Press the button in the CMS."""
    if by:
        library.sign_in(by)
    return library.client.post(f"/cms/translation-check/{library.page(slug).pk}/", follow=True).content.decode()


def is_checked(library, slug=SLUG):
    return translation_state(library.page(slug)) is State.CHECKED


def test_a_checker_marks_a_translation_in_the_cms_and_the_history_says_so(library):
    library.sign_in("urdu-checker")
    address = f"/cms/translation-check/{library.page(SLUG).pk}/"
    assert "Confirm that you read" in library.client.get(address).content.decode()

    assert "is marked as checked" in confirm(library)

    assert is_checked(library)
    made = TranslationCheck.objects.get(page=library.page(SLUG))
    assert (made.checked_by, made.checked_on) == (person("urdu-checker"), timezone.localdate())
    history = library.client.get(f"/cms/pages/{library.page(SLUG).pk}/history/").content.decode()
    assert "Translation checked by a person" in history


def test_words_that_went_live_while_somebody_read_are_not_checked(library):
    library.sign_in("urdu-checker")
    address = f"/cms/translation-check/{library.page(SLUG).pk}/"
    shown = BeautifulSoup(library.client.get(address).content, "html.parser").select_one("[name=revision]")["value"]
    library.save(SLUG)

    answer = library.client.post(address, {"revision": shown}, follow=True).content.decode()

    assert "Other words went live while you read" in answer
    assert not is_checked(library)


@pytest.mark.parametrize(("who", "is_there"), [("urdu-checker", True), ("urdu-translator", False)])
def test_the_button_is_there_for_whoever_may_check(library, who, is_there):
    urdu_home = library.page(SLUG).get_parent()

    listing = library.sign_in(who).get(f"/cms/pages/{urdu_home.pk}/").content.decode()

    assert (f'href="/cms/translation-check/{library.page(SLUG).pk}/' in listing) == is_there


@pytest.mark.parametrize("who", [None, "urdu-translator", "writer", "directory-editor", "north-1"])
def test_nobody_without_the_right_to_publish_checks(library, who):
    confirm(library, who)

    assert not is_checked(library)


def test_an_editor_who_publishes_every_language_checks_urdu_too(library):
    confirm(library, "editor")

    assert is_checked(library)


def test_the_checker_of_a_language_checks_no_other(library):
    library.sign_in("urdu-checker")
    library.client.post(f"/cms/translation-check/{library.page(SLUG, 'pl').pk}/")

    assert translation_state(library.page(SLUG, "pl")) is State.MACHINE


def not_live(library):
    library.page(SLUG).unpublish()


def an_alias(library):
    page = library.page(SLUG)
    page.alias_of = library.page(SLUG, "en").page_ptr
    page.save(clean=False)


@pytest.mark.parametrize("what", [not_live, an_alias])
def test_what_no_reader_meets_as_urdu_cannot_be_checked(library, what):
    what(library)

    assert "You do not have permission" in confirm(library, "urdu-checker") or "do not have permission" in confirm(
        library
    )

    assert not TranslationCheck.objects.exists()


def test_whoever_translated_one_string_cannot_check(library):
    one = library.strings(SLUG).first()
    one.last_translated_by = person("urdu-checker")
    one.save()

    assert "You wrote some of these words" in confirm(library, "urdu-checker")

    assert not is_checked(library)
    check(library, by="editor")
    assert is_checked(library)


def test_whoever_wrote_a_string_that_is_no_longer_used_may_check(library):
    library.reword(SLUG, "It is fine to call early.", "Call early.")
    library.write_waiting(SLUG, by="urdu-checker")
    library.reword(SLUG, "Call early.", "It is fine to call early.")
    library.save(SLUG)

    check(library, by="urdu-checker")

    assert is_checked(library)


def test_whoever_published_what_another_wrote_may_check(library):
    library.strings(SLUG).update(last_translated_by=person("urdu-translator"))
    library.sign_in("urdu-checker")
    with library.commit(execute=True):
        library.client.post(f"/cms/pages/{library.page(SLUG).pk}/edit/", {"action": "publish"})
    assert library.page(SLUG).live_revision.user == person("urdu-checker")

    check(library, by="urdu-checker")

    with pytest.raises(SamePersonError):
        check(library, by="urdu-translator")


def test_whoever_edited_the_page_by_hand_cannot_check(library):
    library.stop(SLUG)
    library.sign_in("urdu-checker")
    library.edit(library.page(SLUG), summary="ہاتھ سے لکھا ہوا")

    assert "You wrote some of these words" in confirm(library)

    assert not is_checked(library)


def test_whoever_saved_by_hand_what_another_then_published_cannot_check(library):
    library.stop(SLUG)
    draft = library.page(SLUG)
    draft.summary = "ہاتھ سے لکھا ہوا"
    draft.save_revision(user=person("urdu-translator"))
    library.sign_in("editor")
    library.edit(draft)

    page = library.page(SLUG)

    assert wrote(page, person("urdu-translator"))
    assert wrote(page, person("editor"))
    assert not wrote(page, person("urdu-checker"))


def test_what_was_written_by_hand_counts_no_more_once_the_translation_editor_published_over_it(library):
    library.stop(SLUG)
    library.sign_in("editor")
    library.edit(library.page(SLUG), summary="ہاتھ سے لکھا ہوا")
    library.save(SLUG)

    assert not wrote(library.page(SLUG), person("editor"))


@pytest.mark.parametrize("changed", ["en", "ur"])
def test_a_check_holds_only_for_what_was_read(library, changed):
    check(library, by="urdu-checker")

    page = library.page(SLUG, changed)
    page.summary = "Changed afterwards" if changed == "en" else "بعد میں بدلا"
    library.publish(page)

    assert not is_checked(library)


def pairs(library, slug):
    """Each part of the page: its Urdu beside its English."""
    return library.read(slug).select("main .beside")


def test_a_safety_page_that_nobody_checked_has_the_english_beside_every_part(library):
    urdu, english = library.page(SAFETY), library.page(SAFETY, "en")

    shown = pairs(library, SAFETY)

    assert len(shown) == len(urdu.body) == len(english.body)
    for part, ours, theirs in zip(shown, urdu.body, english.body, strict=True):
        original = part.select_one(".original")
        assert (original["lang"], original["dir"]) == ("en", "ltr")
        assert ours.id == theirs.id
        if heading := theirs.value.get("heading"):
            assert original.select_one("h2, h3").text.strip() == heading
            assert part.select_one("h2, h3").text.strip() == ours.value["heading"]
        original.decompose()
        assert part.text.strip()
        assert not part.find_all(lang="en")


def test_the_words_of_the_page_are_urdu_and_run_from_the_right(library):
    page = library.read(SAFETY)

    assert (page.html["lang"], page.html["dir"]) == ("ur", "rtl")
    assert not page.main.get("lang")


def test_a_checked_safety_page_stands_alone(library):
    check(library, by="urdu-checker", slug=SAFETY)

    assert pairs(library, SAFETY) == []


def test_a_safety_page_that_a_person_translated_still_has_the_english_beside_it(library):
    library.strings(SAFETY).update(translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL)
    library.save(SAFETY)

    assert translation_state(library.page(SAFETY)) is State.TRANSLATED
    assert pairs(library, SAFETY)


def test_a_checked_safety_page_has_the_english_beside_it_again_when_the_english_changes(library):
    check(library, by="urdu-checker", slug=SAFETY)
    page = library.page(SAFETY, "en")
    page.body.append(("emergency", {"heading": "New", "text": "<p>A warning of today.</p>"}))

    library.publish(page)

    shown = pairs(library, SAFETY)
    assert len(shown) == len(page.body)
    assert "A warning of today." in shown[-1].text
    assert shown[-1].select_one(".original")["lang"] == "en"


def test_another_page_stands_alone_until_its_english_is_about_safety(library):
    assert pairs(library, "baby-talk") == []
    page = library.page("baby-talk", "en")
    page.safety_critical = True

    library.publish(page)

    assert pairs(library, "baby-talk")
