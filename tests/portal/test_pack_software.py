"""The words that are files of the software: only the command takes them in, into the source, whole or not at all."""

import shutil

from django.conf import settings as project
from django.core.management import CommandError, call_command

from wagtail.models import Page

import polib
import pytest

from portal.packs.pack import read_pack, write_pack
from portal.packs.questionnaire import questionnaire_file
from tests.portal.packing import packed, translated, unpacked
from triage.words import words

INTERFACE, QUESTIONNAIRE = "pl/interface.po", "pl/questionnaire.po"
PAGE = "pl/pages/home/contact.po"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def source(settings, tmp_path):
    """A copy of the source for the command to write into."""
    shutil.copytree(project.BASE_DIR / "locale", tmp_path / "source" / "locale")
    settings.BASE_DIR = tmp_path / "source"
    return settings.BASE_DIR


@pytest.fixture
def take_in(tmp_path, capsys):
    """`manage.py translation_pack in pl`: what it says."""

    def take_in(files):
        (tmp_path / "pl.zip").write_bytes(packed(files))
        call_command("translation_pack", "in", "pl", str(tmp_path / "pl.zip"))
        return capsys.readouterr().out

    return take_in


def interface(source):
    return polib.pofile(str(source / "locale/pl/LC_MESSAGES/django.po"))


def texts(source):
    return {
        path: path.read_text(encoding="utf-8") for path in sorted(source.rglob("*.*")) if path.suffix in (".po", ".new")
    }


def test_the_command_writes_the_pack_that_the_cms_gives(tmp_path):
    call_command("translation_pack", "out", "pl", str(tmp_path / "pl.zip"), verbosity=0)

    assert unpacked((tmp_path / "pl.zip").read_bytes()).keys() == unpacked(write_pack("pl")).keys()


def test_a_pack_that_comes_back_as_it_went_changes_no_file(source, take_in):
    before = texts(source)

    said = take_in(unpacked(write_pack("pl")))

    assert "0 lines went in" in said
    assert texts(source) == before


def test_a_line_of_the_interface_goes_into_the_catalogue_and_nothing_else_there_changes(source, take_in):
    before = interface(source)

    said = take_in({INTERFACE: translated(INTERFACE, ("", "Water", "Woda z kranu"))})

    assert "1 lines went in" in said
    after = interface(source)
    assert after.find("Water").msgstr == "Woda z kranu"
    before.find("Water").msgstr = "Woda z kranu"
    assert str(after) == str(before)
    assert after.header == before.header


def test_a_line_goes_to_the_place_that_its_context_names(source, take_in):
    take_in({INTERFACE: translated(INTERFACE, ("listening", "Continue", "Słuchaj dalej"))})

    catalogue_now = interface(source)
    assert catalogue_now.find("Continue", msgctxt="listening").msgstr == "Słuchaj dalej"
    assert [entry.msgstr for entry in catalogue_now if entry.msgid == "Continue" and not entry.msgctxt] != [
        "Słuchaj dalej"
    ]


FORMS = ("%(minutes)s minuta", "%(minutes)s minutki", "%(minutes)s minutek", "%(minutes)s minuty")


def test_every_plural_form_goes_in(source, take_in):
    take_in({INTERFACE: translated(INTERFACE, ("", "%(minutes)s minute", FORMS))})

    entry = interface(source).find("%(minutes)s minute")
    assert tuple(entry.msgstr_plural[number] for number in range(4)) == FORMS


@pytest.mark.parametrize(
    ("forms", "reason"),
    [
        (FORMS[:2], "has 2 plural forms in the place of 4"),
        ((*FORMS, FORMS[0]), "has 5 plural forms in the place of 4"),
        ((*FORMS[:3], ""), "is empty"),
        ((*FORMS[:3], "%(minutes)s 5 minut"), "has other numbers"),
    ],
)
def test_a_wrong_plural_form_is_refused(source, take_in, forms, reason):
    before = texts(source)

    with pytest.raises(CommandError, match=reason):
        take_in({INTERFACE: translated(INTERFACE, ("", "%(minutes)s minute", forms))})

    assert texts(source) == before


def test_what_gettext_guessed_waits_for_a_translator_and_is_sure_once_it_went_in(source, take_in):
    path = source / "locale/pl/LC_MESSAGES/django.po"
    guessed = interface(source)
    entry = guessed.find("Water")
    entry.msgstr, entry.flags = "Herbata z mlekiem", ["fuzzy", "python-format"]
    guessed.save(str(path))

    out = next(entry for entry in unpacked(write_pack("pl"))[INTERFACE] if entry.msgid == "Water")
    take_in({INTERFACE: translated(INTERFACE, ("", "Water", "Woda"))})

    assert out.msgstr == ""
    assert (interface(source).find("Water").msgstr, interface(source).find("Water").flags) == (
        "Woda",
        ["python-format"],
    )


def test_a_line_of_the_questionnaire_goes_into_the_database(source, take_in):
    before = texts(source)

    take_in(
        {
            QUESTIONNAIRE: translated(
                QUESTIONNAIRE,
                ("about.options.myself", _english("about.options.myself"), "O mnie, jestem osobą dorosłą"),
            )
        }
    )

    assert words("pl")["about"]["options"]["myself"] == "O mnie, jestem osobą dorosłą"
    assert texts(source) == before


def _english(place):
    return next(line.english for line in questionnaire_file("pl", None).lines if line.context == place)


def test_one_refused_line_keeps_every_file_and_the_database_as_they_are(source, take_in):
    before = texts(source)
    title = Page.objects.get(slug="contact", locale__language_code="pl").title

    with pytest.raises(CommandError, match="Nothing was changed: 1 lines were refused"):
        take_in(
            {
                PAGE: translated(PAGE, ("title", "Who to contact", "Do kogo się zwrócić")),
                INTERFACE: translated(INTERFACE, ("", "Water", "Woda z kranu")),
                QUESTIONNAIRE: translated(
                    QUESTIONNAIRE, ("about.options.myself", _english("about.options.myself"), "O mnie, mam 19 lat")
                ),
            }
        )

    assert texts(source) == before
    assert Page.objects.get(slug="contact", locale__language_code="pl").title == title


def test_files_stay_as_they_are_when_the_database_refuses(source, take_in):
    before = texts(source)

    with pytest.raises(CommandError, match="at most"):
        take_in(
            {
                PAGE: translated(PAGE, ("title", "Who to contact", "Do kogo się zwrócić " * 20)),
                INTERFACE: translated(INTERFACE, ("", "Water", "Woda z kranu")),
            }
        )

    assert texts(source) == before


def test_the_cms_leaves_these_files_alone(source):
    before = texts(source)

    outcome = read_pack(
        packed({INTERFACE: translated(INTERFACE, ("", "Water", "Woda z kranu"))}), "pl", actor=None, with_software=False
    )

    assert (outcome.changed, outcome.left) == (0, 1)
    assert texts(source) == before


def test_a_file_that_is_not_there_or_no_pack_is_said_so(tmp_path):
    (tmp_path / "no.zip").write_bytes(b"no")
    for name in ("missing.zip", "no.zip"):
        with pytest.raises(CommandError, match="Nothing was changed"):
            call_command("translation_pack", "in", "pl", str(tmp_path / name))
