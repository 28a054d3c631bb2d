"""The questionnaire's words, kept by people in the CMS: at once for families, complete before a version goes live."""

from dataclasses import replace
from datetime import UTC, datetime

from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils.translation import override

import pytest

from triage import queries
from triage.models import Wording
from triage.versions.reading import shipped
from triage.versions.wording_operations import CannotStand, lines, word
from triage.versions.words_views import QUESTION
from triage.words import missing_words, words

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
NO = "danger.options.no"

pytestmark = pytest.mark.django_db


@pytest.fixture
def umar(client):
    """Who keeps the Urdu."""
    umar = User.objects.create_user("umar")
    umar.groups.add(Group.objects.get(name="Urdu checkers"))
    client.force_login(umar)
    return umar


def write(key, language, text, who=None):
    word(key=key, language=language, text=text, actor=who, now=NOW)


def post(client, **typed):
    return client.post(reverse(QUESTION, args=["danger"]), typed, follow=True).content.decode()


def test_families_read_new_words_at_once():
    write(NO, "ur", "جی نہیں")

    with override("ur"):
        assert ("no", "جی نہیں") in queries.options("danger")
    with override("pl"):
        assert ("no", "Nie") in queries.options("danger")


@pytest.mark.parametrize(
    ("key", "language", "text", "why"),
    [
        (NO, "ur", " ", "is empty"),
        (NO, "en", "", "is empty"),
        ("about.options.young_person", "pl", "Ja: mam mniej niż 16 lat", "other numbers"),
        (NO, "pl", "Nie, {name}", "other placeholders"),
        (NO, "pl", "n" * 401, "longer than 400"),
    ],
)
def test_words_that_cannot_stand_are_refused(key, language, text, why):
    with pytest.raises(CannotStand, match=why):
        write(key, language, text)

    assert not Wording.objects.exists()


def test_numbers_may_be_in_the_digits_of_the_language():
    write("about.options.young_person", "bn", "আমি: আমার বয়স ১৮ বছরের কম")


def test_a_hint_may_go():
    write("danger.hint", "en", "")

    assert words("en")["danger"]["hint"] == ""
    assert words("ur")["danger"]["hint"] == ""


def test_words_of_the_software_are_drafts_until_a_person_stands_by_them(umar):
    assert lines("ur")[NO].state == "machine draft, nobody checked it"

    write(NO, "ur", words("ur")["danger"]["options"]["no"], umar)
    assert lines("ur")[NO].state == "umar, 23 November 2026"

    write(NO, "en", "No, nobody is")
    assert lines("ur")[NO].state == "the English changed since"
    assert lines("pl")[NO].state == "the English changed since"


def test_a_question_without_words_is_named_in_every_language_that_lacks_them():
    document = shipped()
    danger = document.question("danger")
    asked = replace(document, questions=(replace(danger, options=(*danger.options, "perhaps")),))
    Wording.objects.create(key="danger.options.perhaps", language="en", text="Perhaps")

    assert missing_words(document) == {}
    assert missing_words(asked) == {code: ["danger.options.perhaps"] for code in ("ur", "pl", "ro", "bn", "pa", "gu")}


def test_a_translator_changes_their_language_alone(client, umar):
    was = {code: words(code)["danger"]["options"]["no"] for code in ("ur", "pl", "en")}

    page = post(
        client,
        **{f"{code}.{NO}": text for code, text in (("ur", "جی نہیں"), ("pl", "Skąd"), ("en", "Never"))},
        **{f"was.{code}.{NO}": text for code, text in was.items()},
    )

    assert "1 line is kept" in page
    assert words("ur")["danger"]["options"]["no"] == "جی نہیں"
    assert words("pl")["danger"]["options"]["no"] == was["pl"]
    assert words("en")["danger"]["options"]["no"] == was["en"]


def test_ticking_that_it_was_checked_is_enough(client, umar):
    text = words("ur")["danger"]["options"]["no"]

    post(client, **{f"ur.{NO}": text, f"was.ur.{NO}": text, f"checked.ur.{NO}": "on"})

    assert lines("ur")[NO].by == "umar"


def test_what_is_refused_stays_typed_with_the_reason(client, umar):
    text = words("ur")["danger"]["options"]["no"]

    page = post(client, **{f"ur.{NO}": "{x} نہیں", f"was.ur.{NO}": text})

    assert 'value="{x} نہیں"' in page
    assert "has other placeholders" in page


def test_a_line_that_changed_meanwhile_is_not_overwritten(client, umar):
    text = words("ur")["danger"]["options"]["no"]
    write(NO, "ur", "جی نہیں")

    page = post(client, **{f"ur.{NO}": "نہیں نہیں", f"was.ur.{NO}": text})

    assert "was changed meanwhile" in page
    assert words("ur")["danger"]["options"]["no"] == "جی نہیں"
