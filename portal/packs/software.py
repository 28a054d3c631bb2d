"""The words that belong to the software: the interface's catalogue, in its source."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from django.conf import settings

import polib

from portal.packs.lines import Change, Line, PackFile

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


def _path(pattern: str, language: str) -> Path:
    return settings.BASE_DIR / pattern.format(language)


def _replace(path: Path, text: str) -> None:
    """Whole or not at all."""
    new = path.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)
