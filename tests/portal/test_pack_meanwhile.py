"""A pack is away for weeks; others go on working: none of it is lost to an older word that nobody changed."""

import shutil

from django.conf import settings as project
from django.contrib.auth.models import User

from wagtail.models import Page

import polib
import pytest
from wagtail_localize.models import StringTranslation, Translation

from content.registry import Fact, Term
from directory.models import Category
from portal.packs.pack import NotAPack, read_pack, write_pack
from tests.portal.packing import packed, unpacked

PAGE, RECORDS, QUESTIONNAIRE, INTERFACE = (
    f"ur/{name}.po" for name in ("pages/home/contact", "records", "questionnaire", "interface")
)
MACHINE = StringTranslation.TRANSLATION_TYPE_MACHINE
OURS, THEIRS, OTHER = "نئے الفاظ", "درست الفاظ", "مزید الفاظ"
# A line of each kind of file.
PLACES = {PAGE: "summary", RECORDS: "content.term gp meaning", QUESTIONNAIRE: "about.question", INTERFACE: "listening"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def source(settings, tmp_path):
    shutil.copytree(project.BASE_DIR / "locale", tmp_path / "source" / "locale")
    settings.BASE_DIR = tmp_path / "source"
    return settings.BASE_DIR


@pytest.fixture
def files():
    """The Urdu pack, before anybody went on."""
    return unpacked(write_pack("ur"))


def line(files, name, place=None):
    return next(entry for entry in files[name] if entry.msgctxt == (place or PLACES[name]))


def send(files):
    """Everything goes in, as by the command; what goes in is the checker's."""
    checker = User.objects.get(username="urdu-checker")
    return read_pack(packed(files), "ur", actor=checker, with_software=True)


def urdu():
    return Page.objects.get(slug="contact", locale__language_code="ur").specific


def summary():
    return StringTranslation.objects.get(
        context__object_id=urdu().translation_key, context__path="summary", locale=urdu().locale
    )


def correct(name):
    """Somebody else writes THEIRS into the file's line; a page is published with it."""
    editor = User.objects.get(username="editor")
    if name == PAGE:
        StringTranslation.objects.filter(pk=summary().pk).update(
            data=THEIRS, translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL, last_translated_by=editor
        )
        Translation.objects.get(source__object_id=urdu().translation_key, target_locale=urdu().locale).save_target(
            user=editor
        )
    else:
        current = unpacked(write_pack("ur"))[name]
        line({name: current}, name).msgstr = THEIRS
        read_pack(packed({name: current}), "ur", actor=editor, with_software=True)


def stands(name):
    return line(unpacked(write_pack("ur")), name).msgstr


def everything(source):
    return [
        list(StringTranslation.objects.order_by("pk").values()),
        list(Page.objects.order_by("pk").values_list("pk", "live_revision", "latest_revision", "title")),
        *(list(kind.objects.order_by("pk").values()) for kind in (Fact, Term, Category)),
        *(path.read_bytes() for path in sorted(source.rglob("ur*/**/django.po")) + sorted(source.rglob("ur.toml"))),
    ]


def test_an_old_pack_that_nobody_touched_leaves_newer_work(files, source):
    for name in PLACES:
        correct(name)
    before = everything(source)

    outcome = send(files)

    assert (outcome.changed, outcome.refused) == (0, ())
    assert everything(source) == before
    assert urdu().summary == THEIRS
    assert summary().last_translated_by.username == "editor"


def test_lines_that_the_translator_left_stay_a_machine_s(files):
    before = StringTranslation.objects.filter(translation_type=MACHINE).count()
    assert summary().translation_type == MACHINE
    line(files, PAGE).msgstr = OURS

    assert send(files).changed == 1

    assert summary().translation_type == StringTranslation.TRANSLATION_TYPE_MANUAL
    assert StringTranslation.objects.filter(translation_type=MACHINE).count() == before - 1


@pytest.mark.parametrize("name", PLACES)
def test_what_the_translator_alone_changed_goes_in_beside_what_others_did(files, name):
    others = [other for other in PLACES if other != name]
    for other in others:
        correct(other)
    line(files, name).msgstr = OURS

    outcome = send(files)

    assert (outcome.changed, outcome.refused) == (1, ())
    assert stands(name) == OURS
    assert [stands(other) for other in others] == [THEIRS] * 3


@pytest.mark.parametrize("name", PLACES)
def test_a_line_that_both_changed_is_refused_with_what_stands_and_nothing_goes_in(files, source, name):
    correct(name)
    line(files, name).msgstr = OURS
    line(files, PAGE, "title").msgstr = OTHER
    line(files, RECORDS, "content.term health-visitor forms").msgstr = "وزیٹر*"
    before = everything(source)

    outcome = send(files)

    (refused,) = outcome.refused
    assert (f"ur/{refused.file}", refused.context, refused.english) == (name, PLACES[name], line(files, name).msgid)
    assert refused.reason == f"was changed in the portal since this pack was downloaded. It is now “{THEIRS}”"
    assert outcome.changed == 0
    assert everything(source) == before


def test_the_cms_refuses_such_a_line_of_the_software_too(files):
    correct(INTERFACE)
    line(files, INTERFACE).msgstr = OURS

    outcome = read_pack(packed(files), "ur", actor=None, with_software=False)

    assert (outcome.left, [refused.context for refused in outcome.refused]) == (0, [PLACES[INTERFACE]])


def test_a_line_that_was_emptied_meanwhile_is_refused_and_said_to_be_empty(files):
    Term.objects.filter(key="gp").update(meaning_ur="")
    line(files, RECORDS).msgstr = OURS

    assert send(files).refused[0].reason.endswith("It is now empty")


@pytest.mark.parametrize("name", PLACES)
def test_who_changed_a_line_to_the_same_words_has_nothing_to_settle(files, name):
    correct(name)
    line(files, name).msgstr = THEIRS

    outcome = send(files)

    assert (outcome.changed, outcome.refused) == (0, ())


def test_a_pack_may_be_sent_twice(files):
    line(files, PAGE).msgstr = OURS

    assert [send(files).changed, send(files).changed] == [1, 0]


def test_a_plural_form_that_both_changed_is_refused(files, source):
    path = source / "locale/ur/LC_MESSAGES/django.po"
    meanwhile = polib.pofile(str(path))
    meanwhile.find("%(minutes)s minute").msgstr_plural[1] = "%(minutes)s لمحے"
    meanwhile.save(str(path))
    assert send(files).refused == ()

    next(
        entry for entry in files[INTERFACE] if entry.msgid_plural and entry.msgid == "%(minutes)s minute"
    ).msgstr_plural[1] = "%(minutes)s منٹس"

    assert "/ %(minutes)s لمحے”" in send(files).refused[0].reason


@pytest.mark.parametrize("name", PLACES)
def test_a_pack_that_has_lost_what_was_sent_is_refused(files, source, name):
    line(files, PAGE, "title").msgstr = OTHER
    for entry in files[name]:
        entry.comment = ""
    before = everything(source)

    with pytest.raises(NotAPack, match=f"“{name}” has lost the notes “as sent: …”.* Download the pack anew"):
        send(files)

    assert everything(source) == before


def test_one_line_that_lost_its_note_is_enough(files):
    line(files, PAGE).comment = "as sent: unknown"

    with pytest.raises(NotAPack, match="has lost the notes"):
        send(files)


def test_a_note_is_found_among_others(files):
    line(files, PAGE).comment = f"Mind the tone.\n{line(files, PAGE).comment}\nShort, please."
    line(files, PAGE).msgstr = OURS

    assert send(files).changed == 1


def test_a_note_of_another_line_is_no_proof(files):
    correct(PAGE)
    files[PAGE].remove(line(files, PAGE, "title"))
    line(files, PAGE).comment = line(unpacked(write_pack("ur")), PAGE, "title").comment

    assert "was changed in the portal" in send(files).refused[0].reason


def test_how_an_editor_ends_lines_is_no_change():
    Term.objects.filter(key="gp").update(forms_ur="جی پی*\r\nڈاکٹر*")
    files = unpacked(write_pack("ur"))
    forms = line(files, RECORDS, "content.term gp forms")
    assert "\r\n" in forms.msgstr
    forms.msgstr = forms.msgstr.replace("\r\n", "\n")

    assert send(files).changed == 0
    assert Term.objects.get(key="gp").forms_ur == "جی پی*\r\nڈاکٹر*"


def test_lines_and_pages_that_went_meanwhile_refuse_nothing_that_nobody_touched(files):
    Term.objects.filter(key="gp").update(meaning_en="A doctor near you")
    Page.objects.get(slug="contact", locale__language_code="en").specific.unpublish()

    assert send(files).refused == ()

    line(files, RECORDS).msgstr = line(files, PAGE).msgstr = OURS
    assert [refused.reason for refused in send(files).refused] == [
        "is not in the portal: its English has changed",
        "is no file of this pack",
    ]


def test_a_term_is_not_settled_anew_by_an_older_pack(files):
    old = Term.objects.get(key="health-visitor").forms_ur
    Term.objects.filter(key="health-visitor").update(forms_ur="نرس*")
    page = "ur/pages/home/self-help/baby-talk.po"
    named = next(entry for entry in files[page] if entry.msgid == "When to ask your health visitor")
    named.msgstr = f"کب اپنی {old.splitlines()[0].rstrip('*')} سے بات کریں"

    assert "as the glossary does" in send(files).refused[0].reason
