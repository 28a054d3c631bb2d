"""No machine translates anything unless a council asks for one; what a machine wrote says so."""

import socket

from django.urls import reverse

import pytest
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import StringTranslation

from content.queries import translation_state
from content.translation_states import State

SLUG = "contact"
DUMMY = {"CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"}


@pytest.fixture
def waiting(library):
    """A page whose every string a person wrote, but for one that waits."""
    library.strings(SLUG).update(translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL)
    library.save(SLUG)
    library.reword(SLUG, "It is fine to call early.", "Calling early is fine.")
    library.sign_in("urdu-checker")


def ask_a_machine(library):
    return library.client.post(reverse("wagtail_localize:machine_translate", args=[library.translation(SLUG).pk]))


def publish(library):
    with library.commit(execute=True):
        library.client.post(reverse("wagtailadmin_pages:edit", args=[library.page(SLUG).pk]), {"action": "publish"})


def test_none_is_configured():
    assert get_machine_translator() is None


def test_without_one_no_text_leaves(library, waiting, monkeypatch):
    def refuse(*args):
        raise AssertionError("A connection was opened.")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    editor = library.client.get(reverse("wagtailadmin_pages:edit", args=[library.page(SLUG).pk]))

    assert '"machineTranslator": null' in editor.context["props"]
    assert ask_a_machine(library).status_code == 404
    assert len(library.waiting(SLUG)) == 1


def test_what_a_machine_wrote_is_marked_as_a_machines_on_the_page_too(library, waiting, settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = DUMMY

    ask_a_machine(library)

    assert library.waiting(SLUG) == []
    made = library.strings(SLUG).get(translation_of__data__contains="Calling early is fine.")
    assert (made.translation_type, made.tool_name) == (StringTranslation.TRANSLATION_TYPE_MACHINE, "Dummy translator")
    publish(library)
    assert translation_state(library.page(SLUG)) is State.MACHINE


def test_a_machine_leaves_what_people_wrote(library, waiting, settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = DUMMY
    before = dict(library.strings(SLUG).values_list("pk", "data"))

    ask_a_machine(library)

    assert before.items() <= dict(library.strings(SLUG).values_list("pk", "data")).items()


def test_a_machine_publishes_nothing(library, waiting, settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = DUMMY
    live = library.page(SLUG).live_revision_id

    ask_a_machine(library)

    assert library.page(SLUG).live_revision_id == live
    assert translation_state(library.page(SLUG)) is State.OUT_OF_DATE


def test_a_page_that_a_person_corrected_all_over_is_a_persons(library, waiting, settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = DUMMY
    ask_a_machine(library)
    translation = library.translation(SLUG)
    segment = translation.source.stringsegment_set.get(string__data__contains="Calling early is fine.")

    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    library.client.put(address, "value=پہلے فون کرنا ٹھیک ہے", content_type="application/x-www-form-urlencoded")
    publish(library)

    assert translation_state(library.page(SLUG)) is State.TRANSLATED


def test_nobody_has_a_machine_translate_another_language(library, waiting, settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = DUMMY
    polish = library.translation(SLUG, "pl")

    library.client.post(reverse("wagtail_localize:machine_translate", args=[polish.pk]))

    assert not StringTranslation.objects.filter(tool_name="Dummy translator").exists()


def test_the_sync_of_all_languages_with_a_machine_marks_all_of_them(library, waiting, settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = DUMMY
    library.sign_in("admin")
    address = reverse("wagtail_localize:update_translations", args=[library.translation(SLUG).source_id])

    with library.commit(execute=True):
        library.client.post(address, {"publish_translations": "on", "use_machine_translation": "on"})

    assert translation_state(library.page(SLUG, "pl")) is State.MACHINE
    assert translation_state(library.page(SLUG)) is State.MACHINE
