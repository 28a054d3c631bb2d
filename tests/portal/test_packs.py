"""Packs: out to translators and in again. What is good goes in and live; one bad line and nothing does."""

from django.contrib.auth.models import User

from wagtail.models import Page

import pytest
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from content.models import TranslationBasis
from content.queries import translation_state
from content.registry import Fact, Term
from content.translation_states import State
from directory.models import Category
from portal.packs.pack import read_pack, write_pack
from tests.portal.packing import catalogue, packed, unpacked

PAGE = "ur/pages/home/contact.po"
WORDS = "نئے الفاظ"

pytestmark = pytest.mark.django_db


def urdu(slug="contact"):
    return Page.objects.get(slug=slug, locale__language_code="ur").specific


@pytest.fixture
def files():
    """The files of the Urdu pack."""
    return unpacked(write_pack("ur"))


def line(files, path, name=PAGE):
    return next(entry for entry in files[name] if entry.msgctxt == path)


def filled_with(words, name):
    """The file of this name as a pack has it now, filled with the words of another by a translator."""
    now = unpacked(write_pack("ur"))[name]
    for entry in now:
        entry.msgstr = words.find(entry.msgid, msgctxt=entry.msgctxt).msgstr
    return now


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    """Send files back, as the checker; a pack may hold only some of them."""

    def send(files, language="ur"):
        data = files if isinstance(files, bytes) else packed(files)
        with django_capture_on_commit_callbacks(execute=True):
            return read_pack(data, language, actor=User.objects.get(username="urdu-checker"), with_software=False)

    return send


def everything():
    """All that a pack could change in the database."""
    return [
        list(StringTranslation.objects.order_by("pk").values_list("pk", "data", "translation_type")),
        list(Page.objects.order_by("pk").values_list("pk", "live_revision", "latest_revision", "title")),
        *(list(kind.objects.order_by("pk").values()) for kind in (Fact, Term, Category, TranslationBasis)),
    ]


def test_a_pack_that_comes_back_as_it_went_changes_nothing(send):
    before = everything()

    outcome = send(write_pack("ur"))

    assert (outcome.changed, outcome.refused, outcome.left) == (0, (), 0)
    assert everything() == before


@pytest.mark.parametrize("language", ["pl", "ro", "bn", "pa", "gu"])
def test_it_is_so_in_every_language(send, language):
    assert send(write_pack(language), language).refused == ()


def test_a_pack_holds_every_page_with_its_words(files):
    assert line(files, "title").msgid == "Who to contact"
    assert line(files, "title").msgstr == urdu().title
    assert {"ur/records.po", "ur/questionnaire.po", "ur/interface.po"} < files.keys()
    assert len(files) == 3 + Page.objects.live().filter(locale__language_code="en", depth__gt=1).count()


def test_pages_of_one_name_under_two_parents_are_two_files(files):
    parent = Page.objects.get(slug="self-help", locale__language_code="en")
    page = Page.objects.get(slug="contact", locale__language_code="en").specific
    parent.add_child(instance=type(page)(title="Another", slug="contact", summary="Another", locale=page.locale))

    with_another = unpacked(write_pack("ur"))

    assert len(with_another) == len(files) + 1


def test_a_good_line_goes_in_as_a_persons_and_goes_live(files, send):
    line(files, "summary").msgstr = WORDS

    outcome = send({PAGE: files[PAGE]})

    assert (outcome.changed, outcome.refused) == (1, ())
    assert urdu().summary == WORDS
    written = StringTranslation.objects.get(data=WORDS)
    assert written.translation_type == StringTranslation.TRANSLATION_TYPE_MANUAL
    assert written.last_translated_by.username == "urdu-checker"
    assert translation_state(urdu()) is State.MACHINE


def test_a_page_of_which_a_person_wrote_every_line_is_translated(files, send):
    StringTranslation.objects.update(translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL)
    line(files, "summary").msgstr = WORDS

    send({PAGE: files[PAGE]})

    assert translation_state(urdu()) is State.TRANSLATED


def test_a_page_that_is_not_complete_keeps_the_words_and_stays_as_it_is(files, send):
    waiting = urdu().translation_key
    StringTranslation.objects.filter(context__object_id=waiting, context__path="title", locale=urdu().locale).delete()
    before = urdu().summary
    line(files, "title").msgstr = ""
    line(files, "summary").msgstr = WORDS

    assert send({PAGE: files[PAGE]}).changed == 1

    assert StringTranslation.objects.filter(data=WORDS).exists()
    assert urdu().summary == before


def test_a_page_that_was_missing_goes_live(files, send):
    urdu().delete()

    send({PAGE: filled_with(files[PAGE], PAGE)})

    assert urdu().live
    assert translation_state(urdu()) is State.TRANSLATED


def test_lines_that_are_empty_or_unsure_are_left_out(files, send):
    line(files, "title").msgstr = ""
    line(files, "summary").msgstr = WORDS
    line(files, "summary").flags = ["fuzzy"]

    assert send({PAGE: files[PAGE]}).changed == 0


def test_a_page_that_was_taken_out_of_the_translation_editor_is_not_in_the_pack(files, send):
    """Its words are its own: a pack would put older ones over them."""
    source = TranslationSource.objects.get_for_instance(Page.objects.get(slug="contact", locale__language_code="en"))
    line(files, "summary").msgstr = WORDS
    Translation.objects.filter(source=source, target_locale=urdu().locale).update(enabled=False)

    assert PAGE not in unpacked(write_pack("ur"))
    assert "is no file of this pack" in send({PAGE: files[PAGE]}).refused[0].reason


def test_words_of_records_go_in(files, send):
    fact = line(files, "content.fact mash name", "ur/records.po")
    term = line(files, "content.term gp meaning", "ur/records.po")
    fact.msgstr = term.msgstr = "MASH کونسل کی ٹیم"

    outcome = send({"ur/records.po": files["ur/records.po"]})

    assert (outcome.changed, outcome.refused) == (2, ())
    assert Fact.objects.get(key="mash").name_ur == "MASH کونسل کی ٹیم"
    assert Fact.objects.get(key="mash").name_en == fact.msgid
    assert Term.objects.get(key="gp").meaning_ur == "MASH کونسل کی ٹیم"


def test_the_settled_words_of_a_term_can_be_settled_anew(files, send):
    line(files, "content.term health-visitor forms", "ur/records.po").msgstr = "وزیٹر*"

    assert send({"ur/records.po": files["ur/records.po"]}).refused == ()

    assert Term.objects.get(key="health-visitor").forms_ur == "وزیٹر*"


def test_pages_may_name_a_term_as_the_same_pack_settles_it(files, send):
    page = "ur/pages/home/self-help/baby-talk.po"
    line(files, "content.term health-visitor forms", "ur/records.po").msgstr = "وزیٹر*"
    named = next(entry for entry in files[page] if entry.msgid == "When to ask your health visitor")
    named.msgstr = "کب اپنی وزیٹر سے پوچھیں"

    assert "as the glossary does" in send({page: files[page]}).refused[0].reason
    assert send({page: files[page], "ur/records.po": files["ur/records.po"]}).refused == ()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Call NHS 111 at any hour. For mental health, at any age, choose option {mental-health-option}.", "English"),
        ("NHS 112 پر فون کریں، آپشن {mental-health-option}۔", "has other numbers: ['112']"),
        ("NHS 111 پر فون کریں، آپشن {mash}۔", "has other placeholders"),
        ("<b>NHS 111</b> پر فون کریں، آپشن {mental-health-option}۔", "has other markup"),
        ("<script>NHS 111</script> {mental-health-option} پر فون کریں، آپشن۔", "has other markup"),
        ("NHS 111 par call karein, mental health, option {mental-health-option}.", "is not written in Arabic letters"),
        ("NHS 111 پر فون کریں، ذہن کے لیے آپشن {mental-health-option}۔", "as the glossary does"),
    ],
)
def test_a_line_that_is_wrong_is_refused_and_named_and_nothing_goes_in(files, send, words, reason):
    bad = next(entry for entry in files[PAGE] if entry.msgid.startswith("Call NHS 111"))
    line(files, "summary").msgstr = WORDS
    line(files, "content.fact mash name", "ur/records.po").msgstr = "MASH نئے الفاظ"
    bad.msgstr = words
    before = everything()

    outcome = send({"ur/records.po": files["ur/records.po"], PAGE: files[PAGE]})

    assert outcome.changed == 0
    (refused,) = outcome.refused
    assert (refused.file, refused.english) == ("pages/home/contact.po", bad.msgid)
    assert reason in refused.reason
    assert everything() == before


def test_every_refused_line_is_named_at_once(files, send):
    line(files, "title").msgstr = "999 نمبر"
    line(files, "content.fact mash name", "ur/records.po").msgstr = "{mash}"

    outcome = send({"ur/records.po": files["ur/records.po"], PAGE: files[PAGE]})

    assert {refused.file for refused in outcome.refused} == {"pages/home/contact.po", "records.po"}


@pytest.mark.parametrize(
    ("name", "place", "words"),
    [(PAGE, "summary", WORDS * 30), ("ur/records.po", "content.term gp meaning", WORDS * 50)],
)
def test_words_that_are_too_long_are_refused_by_name(files, send, name, place, words):
    line(files, "title").msgstr = WORDS
    line(files, place, name).msgstr = words
    before = everything()

    outcome = send({PAGE: files[PAGE], "ur/records.po": files["ur/records.po"]})

    (refused,) = outcome.refused
    assert (f"ur/{refused.file}", refused.context) == (name, place)
    assert "at most" in refused.reason
    assert everything() == before


def test_a_page_under_one_that_is_not_translated_is_refused_by_name(files, send):
    Page.objects.get(slug="self-help", locale__language_code="ur").delete()
    name = "ur/pages/home/self-help/baby-talk.po"

    outcome = send({name: filled_with(files[name], name)})

    assert "Translate the page above this one first" in outcome.refused[0].reason
    assert not Page.objects.filter(slug__in=["self-help", "baby-talk"], locale__language_code="ur").exists()


def test_a_line_whose_english_has_changed_is_refused(send):
    old = catalogue(("summary", "What it said before", WORDS))

    assert send({PAGE: old}).refused[0].reason == "is not in the portal: its English has changed"


def test_a_line_in_another_place_is_refused(files, send):
    line(files, "summary").msgctxt = "title"

    assert "is not in the portal" in send({PAGE: files[PAGE]}).refused[0].reason


def test_a_file_that_no_pack_has_is_refused_and_nothing_goes_in(files, send):
    line(files, "summary").msgstr = WORDS

    outcome = send(
        {PAGE: files[PAGE], "ur/pages/other.po": catalogue(("a", "b", "c")), "ur/../x.po": catalogue(("a", "b", "c"))}
    )

    assert [(refused.file, refused.reason) for refused in outcome.refused] == [
        ("../x.po", "is no file of this pack"),
        ("pages/other.po", "is no file of this pack"),
    ]
    assert urdu().summary != WORDS


def test_the_software_s_lines_are_counted_and_left(files, send):
    line(files, "listening", "ur/interface.po").msgstr = "دوسرے لفظ"

    outcome = send(files)

    assert (outcome.changed, outcome.refused, outcome.left) == (0, (), 1)
