"""The words that belong to the software: the interface's catalogue and the questionnaire's words, in its source."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings

import polib
import tomli_w

from portal.packs.lines import Change, Line, PackFile
from words.text import ENGLISH

QUESTIONNAIRE = "triage/document/words/{}.toml"
CATALOGUE = "locale/{}/LC_MESSAGES/django.po"


def interface_file(language: str) -> PackFile:
    catalogue = polib.pofile(str(_path(CATALOGUE, language)))
    lines = tuple(
        Line(
            entry.msgctxt or "",
            entry.msgid,
            # A guess of gettext's, from words that were like these, is no translation yet.
            "" if entry.fuzzy else entry.msgstr,
            entry.msgid_plural,
            tuple("" if entry.fuzzy else entry.msgstr_plural[number] for number in sorted(entry.msgstr_plural)),
        )
        for entry in catalogue
        if not entry.obsolete
    )
    return PackFile("interface.po", lines, partial(_write_interface, language))


def questionnaire_file(language: str) -> PackFile:
    english = dict(_texts(_read(ENGLISH)))
    translated = dict(_texts(_read(language)))
    lines = tuple(Line(".".join(place), words, translated.get(place, "")) for place, words in english.items() if words)
    return PackFile("questionnaire.po", lines, partial(_write_questionnaire, language))


def _write_interface(language: str, changes: Sequence[Change]) -> None:
    path = _path(CATALOGUE, language)
    catalogue = polib.pofile(str(path))
    for change in changes:
        entry = catalogue.find(change.line.english, msgctxt=change.line.context or False)
        if entry.msgid_plural:
            entry.msgstr_plural = dict(enumerate(change.translations))
        else:
            entry.msgstr = change.translations[0]
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    _replace(path, str(catalogue) + "\n")


def _write_questionnaire(language: str, changes: Sequence[Change]) -> None:
    words = _read(language)
    for change in changes:
        *tables, name = change.line.context.split(".")
        table = words
        for key in tables:
            table = table.setdefault(key, {})
        table[name] = change.translations[0]
    path = _path(QUESTIONNAIRE, language)
    comments = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    _replace(path, "\n".join([*comments, "", tomli_w.dumps(words)]))


def _read(language: str) -> dict[str, Any]:
    return tomllib.loads(_path(QUESTIONNAIRE, language).read_text(encoding="utf-8"))


def _path(pattern: str, language: str) -> Path:
    return settings.BASE_DIR / pattern.format(language)


def _replace(path: Path, text: str) -> None:
    """Whole or not at all."""
    new = path.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


def _texts(table: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _texts(value, (*path, key))
        else:
            yield (*path, key), str(value)
