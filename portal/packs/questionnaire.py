"""The questionnaire's words, as a file of a pack: on families' pages as soon as they come back."""

from collections.abc import Sequence
from functools import partial

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.packs.lines import Change, Line, PackFile
from triage.versions.wording_operations import CannotStand, word
from triage.words import texts
from words.text import ENGLISH


def questionnaire_file(language: str, actor: User | None) -> PackFile:
    said = texts(ENGLISH, language)
    lines = tuple(Line(key, english, said[language].get(key, "")) for key, english in said[ENGLISH].items() if english)
    return PackFile("questionnaire.po", lines, partial(_write, language, actor))


def _write(language: str, actor: User | None, changes: Sequence[Change]) -> None:
    for change in changes:
        key = change.line.context
        try:
            word(key=key, language=language, text=change.translations[0], actor=actor, now=timezone.now())
        except CannotStand as error:
            raise ValidationError({key: f"it {error}"}) from error
