"""What becomes of a translation when its English changes, and when it is published itself.

Wherever a state is told (the rule's query, the report, the reader's page), it is the same.
"""

import json

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from wagtail.models import Page

import pytest
from wagtail_localize.models import StringTranslation

from content.coverage import coverage
from content.operations import OutOfDateError, record_translation_check
from content.queries import translation_state
from content.translation_states import State

SLUG = "contact"
OLD, NEW = "who reads our form", "who reads what you write"
SAYS = {
    State.OUT_OF_DATE: "The English page has changed since this was translated.",
    State.MACHINE: "A machine translated this page. Nobody has checked it yet.",
    State.TRANSLATED: "A person translated this page. A second person has not checked it yet.",
    State.MISSING: "This page is not translated yet. You are reading it in English.",
    State.CHECKED: "A person checked this translation on %(date)s.",
}


def told(library, slug=SLUG):
    """The state of the Urdu page, from the query, the report and the notice on the page, which must agree.

    What is out of date may also be a machine's, and says so after.
    """
    row = next(row for row in coverage() if row.page.slug == slug)
    reported = next(cell for cell in row.cells if cell.language == "ur").state
    notice = library.read(slug).select_one("main .notice").text
    with override("ur"):
        said = [state for state, words in SAYS.items() if max(gettext(words).split("%(date)s"), key=len) in notice]
    found = [translation_state(page) for page in Page.objects.filter(slug=slug, locale__language_code="ur")]
    assert [reported] == said[:1] == (found or [State.MISSING])
    return reported


def words_of(library, slug=SLUG):
    """The Urdu of the page, without the English beside it."""
    page = library.read(slug)
    for english in page.select(".original, .notice"):
        english.decompose()
    return page.select_one("main").text.split()


def by_a_person(library, slug=SLUG):
    """Publish the page as if a person had written every word of it."""
    writer = User.objects.get(username="urdu-translator")
    manual = StringTranslation.TRANSLATION_TYPE_MANUAL
    library.strings(slug).update(translation_type=manual, last_translated_by=writer)
    library.save(slug)


def check(library, slug=SLUG, by="urdu-checker"):
    record_translation_check(page=library.page(slug), actor=User.objects.get(username=by), now=timezone.now())


def test_a_translation_of_the_seed_is_a_machines_draft(library):
    assert told(library) is State.MACHINE


def test_a_translation_that_a_person_wrote_says_so_once_it_is_published(library):
    by_a_person(library)

    assert told(library) is State.TRANSLATED


def test_one_string_of_a_machine_makes_the_page_a_machines_draft(library):
    by_a_person(library)
    one = library.strings(SLUG).first()
    one.translation_type = StringTranslation.TRANSLATION_TYPE_MACHINE
    one.save()
    library.save(SLUG)

    assert told(library) is State.MACHINE


def test_a_checked_translation_says_when_it_was_checked(library):
    check(library)

    assert told(library) is State.CHECKED
    assert str(timezone.localdate().year) in library.read(SLUG).select_one("main .notice").text


def test_an_unpublished_translation_is_missing(library):
    check(library)
    library.page(SLUG).unpublish()

    assert told(library) is State.MISSING


@pytest.mark.parametrize("before", [lambda library: None, by_a_person, check])
def test_changed_english_puts_a_translation_out_of_date_whatever_it_was(library, before):
    before(library)
    words = words_of(library)

    library.reword(SLUG, OLD, NEW)

    assert told(library) is State.OUT_OF_DATE
    assert words_of(library) == words


def test_the_translation_editor_shows_the_piece_that_waits(library):
    library.reword(SLUG, OLD, NEW)

    editor = library.sign_in("urdu-translator").get(reverse("wagtailadmin_pages:edit", args=[library.page(SLUG).pk]))

    shown = json.loads(editor.context["props"])
    translated = {string["segment_id"] for string in shown["initialStringTranslations"]}
    waiting = [
        segment["source"]
        for segment in shown["segments"]
        if segment["id"] not in translated and segment["type"] == "string"
    ]
    assert len(waiting) == 1
    assert NEW in waiting[0]


def test_an_out_of_date_translation_holds_again_when_what_waits_is_translated_and_published(library):
    by_a_person(library)
    library.reword(SLUG, OLD, NEW)
    library.write_waiting(SLUG)
    assert told(library) is State.OUT_OF_DATE

    library.save(SLUG)

    assert told(library) is State.TRANSLATED
    assert "نئے الفاظ" in library.page(SLUG).summary


def test_saving_a_complete_draft_over_a_live_page_changes_no_state(library):
    library.reword(SLUG, OLD, NEW)
    library.write_waiting(SLUG)

    library.save(SLUG, publish=False)

    assert told(library) is State.OUT_OF_DATE


def test_a_draft_that_goes_live_after_the_english_changed_is_out_of_date(library):
    library.page(SLUG).unpublish()
    library.save(SLUG, publish=False)
    library.reword(SLUG, OLD, NEW)

    with library.commit(execute=True):
        library.page(SLUG).get_latest_revision().publish()

    assert told(library) is State.OUT_OF_DATE


def test_english_that_is_only_a_draft_changes_nothing(library):
    library.changed(SLUG, OLD, NEW).save_revision()

    assert told(library) is State.MACHINE
    assert library.waiting(SLUG) == []


def test_words_that_return_to_what_they_were_are_out_of_date_until_the_translation_is_published_again(library):
    library.reword(SLUG, OLD, NEW)
    library.reword(SLUG, NEW, OLD)
    assert told(library) is State.OUT_OF_DATE
    assert library.waiting(SLUG) == []

    library.save(SLUG)

    assert told(library) is State.MACHINE


def test_a_translation_edited_by_hand_keeps_what_it_was_made_from(library):
    by_a_person(library)
    library.stop(SLUG)
    page = library.page(SLUG)
    library.sign_in("urdu-checker")

    library.edit(page, summary="ہاتھ سے لکھا ہوا")

    assert "ہاتھ سے" in library.page(SLUG).summary
    assert told(library) is State.TRANSLATED
    library.reword(SLUG, OLD, NEW)
    assert told(library) is State.OUT_OF_DATE
    library.edit(library.page(SLUG), summary="پھر ہاتھ سے")
    assert told(library) is State.OUT_OF_DATE


def test_publishing_a_translation_again_voids_its_check(library):
    by_a_person(library)
    check(library)

    library.save(SLUG)

    assert told(library) is State.TRANSLATED


def test_a_translation_out_of_date_cannot_be_checked_and_a_check_lapses_with_new_english(library):
    check(library)
    assert told(library) is State.CHECKED

    library.reword(SLUG, OLD, NEW)
    assert told(library) is State.OUT_OF_DATE

    with pytest.raises(OutOfDateError):
        check(library)
    assert told(library) is State.OUT_OF_DATE


def test_another_language_keeps_its_own_state(library):
    check(library)

    assert translation_state(library.page(SLUG, "pl")) is State.MACHINE


@pytest.mark.parametrize("slug", [SLUG, "crying-and-coping"])
def test_a_machines_draft_that_is_out_of_date_still_says_that_a_machine_wrote_it(library, slug):
    page = library.page(slug, "en")
    page.summary = "Another summary."

    library.publish(page)

    notice = library.read(slug).select_one("main .notice").text
    with override("ur"):
        assert all(gettext(SAYS[state]) in notice for state in (State.OUT_OF_DATE, State.MACHINE))


def test_words_that_a_person_wrote_are_not_a_machines_when_they_are_out_of_date(library):
    by_a_person(library)
    library.reword(SLUG, OLD, NEW)

    with override("ur"):
        assert gettext(SAYS[State.MACHINE]) not in library.read(SLUG).select_one("main .notice").text


def test_words_that_went_back_to_older_ones_are_as_out_of_date_as_those_were(library):
    library.stop(SLUG)
    library.sign_in("urdu-checker")
    old = library.page(SLUG).summary
    library.reword(SLUG, OLD, NEW)
    library.edit(library.page(SLUG), summary="نیا خلاصہ")
    record_translation_check(page=library.page(SLUG), actor=User.objects.get(username="editor"), now=timezone.now())
    assert told(library) is State.CHECKED

    library.edit(library.page(SLUG), summary=old)

    assert told(library) is State.OUT_OF_DATE
