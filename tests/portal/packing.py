"""A translator's side of a pack: open it, write into its files, zip it again."""

import io
import zipfile

import polib

from portal.packs.marks import note
from portal.packs.pack import write_pack


def unpacked(data: bytes) -> dict[str, polib.POFile]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: polib.pofile(archive.read(name).decode() + "\n") for name in archive.namelist()}


def packed(files: dict[str, object]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text if isinstance(text, bytes) else str(text))
    return buffer.getvalue()


def catalogue(*lines: tuple[str, str, str]) -> polib.POFile:
    """A file with these lines, which were sent without a translation: context, English, translation."""
    made = polib.POFile()
    made.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    for context, english, translation in lines:
        as_sent = note((context, english), ("",))
        made.append(polib.POEntry(msgctxt=context or None, msgid=english, msgstr=translation, comment=as_sent))
    return made


def translated(name: str, *lines: tuple[str, str, str | tuple[str, ...]]) -> polib.POFile:
    """A file of the pack as it goes out now, cut to these lines, with other words: context, English, translation or its
    plural forms."""
    sent = unpacked(write_pack(name.partition("/")[0]))[name]
    made = catalogue()
    for context, english, words in lines:
        entry = next(entry for entry in sent if (entry.msgctxt or "", entry.msgid) == (context, english))
        if isinstance(words, tuple):
            entry.msgstr_plural = dict(enumerate(words))
        else:
            entry.msgstr = words
        made.append(entry)
    return made
