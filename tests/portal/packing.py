"""A translator's side of a pack: open it, write into its files, zip it again."""

import io
import zipfile

import polib


def unpacked(data: bytes) -> dict[str, polib.POFile]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: polib.pofile(archive.read(name).decode() + "\n") for name in archive.namelist()}


def packed(files: dict[str, object]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text if isinstance(text, bytes) else str(text))
    return buffer.getvalue()


def catalogue(*lines: tuple[str, str, str], **more: object) -> polib.POFile:
    """A file with these lines: context, English, translation."""
    made = polib.POFile()
    made.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    for context, english, translation in lines:
        made.append(polib.POEntry(msgctxt=context or None, msgid=english, msgstr=translation, **more))
    return made
