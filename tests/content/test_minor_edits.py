"""An editor may say that an edit leaves the meaning as it was. The portal believes it unless a number changed."""

import re
from datetime import timedelta

from django.utils import timezone

import pytest

from content.models import Publication
from content.queries import translation_state
from content.translation_states import State

SLUG = "contact"
OLD, NEW = "who reads our form", "who reads what you write"
TICKED = {"minor_edit": "on"}


@pytest.fixture(autouse=True)
def editor(library):
    library.sign_in("editor")


def last_publication(library, slug=SLUG):
    return Publication.objects.filter(page=library.page(slug, "en")).last()


def test_a_minor_edit_leaves_every_translation_as_it_was(library):
    urdu = library.page(SLUG).summary

    library.edit(library.changed(SLUG, OLD, NEW), **TICKED)

    assert NEW in library.read(SLUG, "en").select_one("meta[name=description]")["content"]
    assert last_publication(library).minor
    assert translation_state(library.page(SLUG)) is State.MACHINE
    assert library.page(SLUG).summary == urdu


def test_a_minor_edit_gives_the_reworded_string_its_old_translation(library):
    urdu = library.page(SLUG).summary

    library.edit(library.changed(SLUG, OLD, NEW), **TICKED)

    total, translated = library.translation(SLUG).get_progress()
    assert total == translated
    carried = library.strings(SLUG).get(translation_of__data__contains=NEW)
    assert (carried.data, carried.translation_type) == (urdu, "machine")


def test_a_minor_edit_of_a_paragraph_in_the_middle_carries_only_that_paragraph(library):
    before = set(library.strings(SLUG).values_list("context__path", "data"))

    library.edit(library.changed(SLUG, "Nobody watches it every minute.", "It is not watched every minute."), **TICKED)

    assert set(library.strings(SLUG).values_list("context__path", "data")) == before
    assert library.waiting(SLUG) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Call NHS 111 at any hour.", "Call NHS 112 at any hour."),
        ("Call NHS 111 at any hour.", "Call NHS at any hour."),
        ("on <b>{mash}</b>.", "on <b>{emergency-duty-team}</b>."),
        ("Call NHS 111 at any hour.", "Call NHS 111 at any hour, or {mash}."),
        # A paragraph more is no rewording.
        ("<p>Do not use the form", "<p>Be calm.</p><p>Do not use the form"),
    ],
)
def test_a_changed_number_or_fact_or_paragraph_is_no_minor_edit(library, old, new):
    library.edit(library.changed(SLUG, old, new), **TICKED)

    assert not last_publication(library).minor
    assert translation_state(library.page(SLUG)) is State.OUT_OF_DATE
    assert len(library.waiting(SLUG)) == 1


@pytest.mark.parametrize("number", ["age_from", "age_to", "minutes"])
def test_a_changed_age_or_time_of_an_activity_is_no_minor_edit(library, number):
    page = library.page("baby-talk", "en")
    activity = next(block for block in page.body if block.block_type == "activity")
    activity.value[number] += 1
    page.minor_edit = True

    library.publish(page)

    assert translation_state(library.page("baby-talk")) is State.OUT_OF_DATE


def test_publishing_the_same_words_again_leaves_every_translation_as_it_was(library):
    page = library.page("safe-sleep", "en")
    page.review_by = timezone.localdate() + timedelta(days=300)

    library.publish(page)

    assert last_publication(library, "safe-sleep").minor
    assert translation_state(library.page("safe-sleep")) is State.MACHINE


def test_without_the_tick_an_edit_is_a_major_one(library):
    library.edit(library.changed(SLUG, OLD, NEW))

    assert translation_state(library.page(SLUG)) is State.OUT_OF_DATE


def test_the_box_is_unticked_at_the_next_edit(library):
    library.edit(library.changed(SLUG, OLD, NEW), **TICKED)
    page = library.page(SLUG, "en")

    form = library.client.get(f"/cms/pages/{page.pk}/edit/").content.decode()

    assert re.search(r'<input[^>]*name="minor_edit"[^>]*>', form)
    assert "checked" not in re.search(r'<input[^>]*name="minor_edit"[^>]*>', form)[0]
    library.edit(library.changed(SLUG, NEW, OLD))
    assert not last_publication(library).minor
    assert translation_state(library.page(SLUG)) is State.OUT_OF_DATE


def test_the_box_is_unticked_for_whoever_opens_a_draft_that_had_it(library):
    page = library.changed(SLUG, OLD, NEW)
    page.minor_edit = True
    page.save_revision()

    form = library.client.get(f"/cms/pages/{page.pk}/edit/").content.decode()

    assert NEW in form
    assert "checked" not in re.search(r'<input[^>]*name="minor_edit"[^>]*>', form)[0]


def test_a_minor_edit_does_not_mend_what_a_major_one_broke(library):
    library.reword(SLUG, "Nobody watches it every minute.", "A person reads it on weekdays.")

    library.edit(library.changed(SLUG, OLD, NEW), **TICKED)

    assert last_publication(library).minor
    assert translation_state(library.page(SLUG)) is State.OUT_OF_DATE
    assert library.waiting(SLUG) == ["Do not use the form in an emergency. A person reads it on weekdays."]


def test_a_first_publication_is_never_minor(library):
    page = library.page(SLUG, "en")
    Publication.objects.filter(page=page).delete()

    library.edit(library.changed(SLUG, OLD, NEW), **TICKED)

    assert not last_publication(library).minor
