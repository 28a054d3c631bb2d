"""Wording the questionnaire: what is written is on families' pages at once, so a machine looks at it first."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import User
from django.db import transaction

from wagtail.log_actions import log

from triage.versions.wording import Wording
from triage.words import ENGLISH, shipped_texts, texts
from words.parity import differences

DIGITS = "0123456789"
LONGEST = 400


class CannotStand(Exception):
    """These words cannot be shown to families; the message says why."""


@dataclass(frozen=True)
class Line:
    """The words of an id in a language. `by` and `on` say who stands by them: nobody by a machine's draft."""

    text: str
    is_out_of_date: bool = False
    by: str = ""
    on: date | None = None

    @property
    def state(self) -> str:
        if not self.text:
            return "missing"
        if self.is_out_of_date:
            return "the English changed since"
        return f"{self.by}, {self.on:%-d %B %Y}" if self.on else "machine draft, nobody checked it"


def lines(language: str) -> dict[str, Line]:
    """By id, what is said in a language, and how well."""
    spoken = texts(ENGLISH, language)
    english, before = spoken[ENGLISH], shipped_texts(ENGLISH)
    rows = {row.key: row for row in Wording.objects.filter(language=language).select_related("written_by")}
    found = {}
    for key, now in english.items():
        row, text = rows.get(key), spoken[language].get(key, "")
        made_from = row.english if row else before.get(key)
        by = row.written_by.get_username() if row and row.written_by else "a translator's pack"
        is_old = language != ENGLISH and made_from != now
        found[key] = Line(text, is_old, by, row.written_at.date()) if row else Line(text, is_old)
    return found


@transaction.atomic
def word(*, key: str, language: str, text: str, actor: User | None, now: datetime) -> None:
    """Raises CannotStand, with the reason."""
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    english = text if language == ENGLISH else texts(ENGLISH)[ENGLISH].get(key, "")
    if why := why_not(key, english, text):
        raise CannotStand(why)
    _keep(key, language, text, english, actor, now)


def word_anew(*, key: str, text: str, actor: User, now: datetime) -> None:
    """The first English words of an id that is new."""
    _keep(key, ENGLISH, " ".join(text.split()), "", actor, now)


def why_not(key: str, english: str, text: str) -> str:
    """Why these words cannot stand for the English; empty where they can."""
    if len(text) > LONGEST:
        return f"is longer than {LONGEST} letters"
    if not text and (english or not key.endswith(".hint")):
        return "is empty"
    return "; ".join(differences(english, _in_our_digits(text), DIGITS)) if text else ""


def _keep(key: str, language: str, text: str, english: str, actor: User | None, now: datetime) -> None:
    row, _created = Wording.objects.update_or_create(
        key=key,
        language=language,
        defaults={"text": text, "english": english, "written_by": actor, "written_at": now},
    )
    log(row, "triage.word", user=actor, data={"text": text})


def _in_our_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text)
