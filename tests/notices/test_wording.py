"""Messages say the same in every language that they are in, from the side that it is written from."""

import re
from datetime import UTC, datetime

from django.conf import settings
from django.core import mail

import pytest

from notices.delivery import deliver_due
from notices.operations import tell
from notices.wording import MESSAGES, worded

NAMES = re.compile(r"{(\w+)}")
FOLDERS = sorted(path.name for path in MESSAGES.iterdir())


@pytest.mark.parametrize("message", FOLDERS)
def test_a_message_is_in_english_at_least_and_names_the_same_values_in_every_language(message):
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (MESSAGES / message).iterdir()}

    assert {"en"} <= texts.keys() <= dict(settings.LANGUAGES).keys()
    assert len({frozenset(NAMES.findall(text)) for text in texts.values()}) == 1


@pytest.fixture
def message(tmp_path, monkeypatch):
    (tmp_path / "late").mkdir()
    (tmp_path / "late" / "en.txt").write_text("Is {name} still right?\n\nLook:\n\n{address}\n", encoding="utf-8")
    (tmp_path / "late" / "ur.txt").write_text("کیا {name} درست ہے؟\n\nدیکھیں:\n\n{address}\n", encoding="utf-8")
    monkeypatch.setattr("notices.wording.MESSAGES", tmp_path)
    return "late"


def test_urdu_is_shown_from_the_right(message):
    wording = worded(message, "ur", {"name": "Tea & Toys", "address": "https://x.example/"})

    assert (wording.subject, wording.language) == ("کیا Tea & Toys درست ہے؟", "ur")
    assert '<div lang="ur" dir="rtl">' in wording.html
    assert 'href="https://x.example/"' in wording.html


def test_a_language_that_a_message_is_not_in_has_it_in_english_and_marked_so(message):
    wording = worded(message, "pl", {"name": "Tea", "address": ""})

    assert (wording.subject, wording.language) == ("Is Tea still right?", "en")


def test_a_value_cannot_be_markup_or_another_value(message):
    wording = worded(message, "en", {"name": "{address}", "address": "<script>"})

    assert wording.subject == "Is {address} still right?"
    assert "&lt;script&gt;" in wording.html


@pytest.mark.django_db
def test_a_value_cannot_be_another_header(message):
    now = datetime(2026, 11, 23, tzinfo=UTC)
    values = {"name": "Tea\r\nBcc: everybody@example.org", "address": ""}

    tell(message=message, address="one@example.org", values=values, cause="x", now=now)
    deliver_due(lambda: now)

    assert mail.outbox[0].subject == "Is Tea Bcc: everybody@example.org still right?"
    assert mail.outbox[0].recipients() == ["one@example.org"]
