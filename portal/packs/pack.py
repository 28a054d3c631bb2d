"""Packs, out and in."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

import polib

from content.registry import Term as GlossaryTerm
from portal.languages import BY_CODE
from portal.packs.library import page_files, record_file
from portal.packs.lines import Change, Line, PackFile, Place, Refusal
from portal.packs.marks import mark, note, noted
from portal.packs.questionnaire import questionnaire_file
from portal.packs.software import interface_file
from words.line_checks import Rules, Script, Term, refusals
from words.text import ENGLISH, text

LARGEST_BYTES = 10_000_000
MOST_FILES = 500


class NotAPack(Exception):
    """What was sent cannot be read as a pack; the message says why, in words for a translator."""


class NotKept(Exception):
    """A page or a record does not take its words, as they are too long for it."""

    def __init__(self, file: PackFile, error: ValidationError) -> None:
        places = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        self.refusals = tuple(
            Refusal(file.name, place, _english(file, place), f"cannot be kept: {message}")
            for place, messages in places.items()
            for message in messages
        )


@dataclass(frozen=True)
class Outcome:
    """`changed` lines went in, unless some were refused: then none did. `left` lines belong to the software, which
    only the command changes."""

    changed: int
    refused: tuple[Refusal, ...]
    left: int = 0


def write_pack(language: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in _files(language, actor=None):
            archive.writestr(f"{language}/{file.name}", str(_catalogue(file, language)))
    return buffer.getvalue()


def read_pack(data: bytes, language: str, *, actor: User | None, with_software: bool) -> Outcome:
    """Take in what the translator changed. Raises NotAPack; a refused line refuses the whole pack, and so does one that
    somebody else changed too since it was sent."""
    sent = _unpack(data, language)
    rules = _rules(language, sent.get("records.po", ()))
    changes: list[tuple[PackFile, list[Change]]] = []
    refused: list[Refusal] = []
    left = 0
    for file in _files(language, actor):
        if file.name in sent:
            wanted, wrong = _compare(file, sent.pop(file.name), rules)
            refused += wrong
            if file.name in SOFTWARE and not with_software:
                left += len(wanted)
            else:
                changes.append((file, wanted))
    refused += [
        Refusal(name, "", "", "is no file of this pack") for name in sorted(sent) if any(map(_is_changed, sent[name]))
    ]
    if refused:
        return Outcome(0, tuple(refused))
    try:
        _write(changes)
    except NotKept as error:
        return Outcome(0, error.refusals)
    return Outcome(sum(len(wanted) for _file, wanted in changes), (), left)


SOFTWARE = ("interface.po",)


@transaction.atomic
def _write(changes: Sequence[tuple[PackFile, list[Change]]]) -> None:
    """The software's files come last, when nothing else can fail any more."""
    for file, wanted in changes:
        if wanted:
            try:
                file.write(wanted)
            except ValidationError as error:
                raise NotKept(file, error) from error


def _english(file: PackFile, place: str) -> str:
    return next((line.english for line in file.lines if line.context == place), "")


def _files(language: str, actor: User | None) -> Iterator[PackFile]:
    yield from page_files(language, actor)
    yield record_file(language)
    yield questionnaire_file(language, actor)
    yield interface_file(language)


def _catalogue(file: PackFile, language: str) -> polib.POFile:
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {"Language": language, "MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8"}
    for line in file.lines:
        plural = {"msgid_plural": line.english_plural, "msgstr_plural": dict(enumerate(line.plurals))}
        catalogue.append(
            polib.POEntry(
                msgctxt=line.context or None,
                msgid=line.english,
                comment=note(line.place, line.translations),
                **(plural if line.english_plural else {"msgstr": line.translation}),
            )
        )
    return catalogue


def _unpack(data: bytes, language: str) -> dict[str, polib.POFile]:
    if len(data) > LARGEST_BYTES:
        raise NotAPack("The file is larger than 10 MB.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir() and not _is_litter(member)]
            if len(members) > MOST_FILES or sum(member.file_size for member in members) > LARGEST_BYTES * 3:
                raise NotAPack("The zip holds more than a pack does.")
            texts = {member.filename: archive.read(member).decode("utf-8") for member in members}
    except (zipfile.BadZipFile, zlib.error, EOFError, UnicodeDecodeError, RuntimeError, NotImplementedError) as error:
        raise NotAPack("The file is not a zip of UTF-8 text files.") from error
    return {_name(path, language): _parsed(path, text) for path, text in texts.items()}


def _is_litter(member: zipfile.ZipInfo) -> bool:
    """What macOS puts into every zip."""
    return member.filename.startswith("__MACOSX/") or member.filename.endswith(".DS_Store")


def _name(path: str, language: str) -> str:
    folder, _, name = path.partition("/")
    if folder != language:
        raise NotAPack(f"“{path}” is not in the folder {language}/: is this pack for another language?")
    return name


def _parsed(path: str, text: str) -> polib.POFile:
    try:
        # polib reads the file that a text is the path of; with an end of line it is none. Its errors are these two.
        catalogue = polib.pofile(f"{text}\n")
    except (OSError, ValueError) as error:
        raise NotAPack(f"“{path}” is not a PO file: {error}") from error
    if any(_is_said(entry) and not noted(entry) for entry in catalogue):
        raise NotAPack(
            f"“{path}” has lost the notes “as sent: …” beside its lines, which tell what you changed. "
            "Download the pack anew and put your words into it."
        )
    return catalogue


def _compare(file: PackFile, sent: polib.POFile, rules: Rules) -> tuple[list[Change], list[Refusal]]:
    known = file.by_place()
    changes, refused = [], []
    for entry in filter(_is_changed, sent):
        translations = _translations(entry)
        line = known.get(_place(entry))
        if line is None:
            refused.append(_refusal(file, entry, "is not in the portal: its English has changed"))
            continue
        stands = mark(line.place, line.translations)
        if stands == mark(line.place, translations):
            continue
        if stands != noted(entry):
            refused.append(_refusal(file, entry, _meanwhile(line)))
        else:
            changes.append(Change(line, translations))
            refused += [_refusal(file, entry, why) for why in dict.fromkeys(_wrong(line, translations, rules))]
    return changes, refused


def _is_said(entry: polib.POEntry) -> bool:
    """Whether a translator says that the words of a line are its translation."""
    return not entry.obsolete and not entry.fuzzy and any(_translations(entry))


def _is_changed(entry: polib.POEntry) -> bool:
    """Whether the translator changed it."""
    return _is_said(entry) and mark(_place(entry), _translations(entry)) != noted(entry)


def _meanwhile(line: Line) -> str:
    changed = "was changed in the portal since this pack was downloaded"
    if any(line.translations):
        return f"{changed}. It is now “{' / '.join(line.translations)}”"
    return f"{changed}. It is now empty"


def _wrong(line: Line, translations: tuple[str, ...], rules: Rules) -> Iterator[str]:
    forms = len(line.translations)
    if len(translations) != forms:
        yield f"has {len(translations)} plural forms in the place of {forms}"
    for words in translations:
        yield from refusals(line.english_plural or line.english, words, rules)


def _place(entry: polib.POEntry) -> Place:
    return (entry.msgctxt or "", entry.msgid)


def _translations(entry: polib.POEntry) -> tuple[str, ...]:
    if entry.msgid_plural:
        return tuple(entry.msgstr_plural[number] for number in sorted(entry.msgstr_plural))
    return (entry.msgstr,)


def _refusal(file: PackFile, entry: polib.POEntry, reason: str) -> Refusal:
    return Refusal(file.name, entry.msgctxt or "", entry.msgid, reason)


def _rules(language: str, records: Iterable[polib.POEntry]) -> Rules:
    """A term may be named as it was settled, or as the records of the same pack settle it anew."""
    ours = BY_CODE[language]
    anew = {entry.msgctxt: entry.msgstr for entry in records if _is_changed(entry)}
    terms = tuple(
        Term(
            term.key,
            tuple(text(term, "forms", ENGLISH).value.splitlines()),
            (*_forms(getattr(term, f"forms_{language}")), *_forms(anew.get(f"content.term {term.key} forms"))),
        )
        for term in GlossaryTerm.objects.all()
    )
    return Rules(Script(ours.script, ours.digits), terms)


def _forms(written: str | None) -> list[str]:
    return (written or "").splitlines()
