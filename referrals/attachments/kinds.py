"""Which files are taken: photographs and PDF, known by how they begin. The name and type that came with one say
nothing, but where they say something else, the team is told."""

import mimetypes

import filetype

# By the ending that a file is given when it is handed out.
MIME = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "heic": "image/heic",
    "webp": "image/webp",
    "pdf": "application/pdf",
}
PDF = "pdf"
ENOUGH_TO_TELL = 4096
LONGEST_NAME = 80
# Phones write the one and say the other.
SAME = {"image/heif": "image/heic", "image/jpg": "image/jpeg"}
UNSAID = {"", "application/octet-stream"}


def kind_of(head: bytes) -> str | None:
    """The key in MIME of what begins so; None where it is not taken."""
    guessed = filetype.guess(head)
    return guessed.extension if guessed and guessed.extension in MIME else None


def readable(name: str) -> str:
    """A file's name as text to show: without its folders, what cannot be seen, and what turns its direction."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(sign for sign in last if sign.isprintable()).strip()
    if len(seen) <= LONGEST_NAME:
        return seen
    return f"{seen[: LONGEST_NAME // 2]}…{seen[-LONGEST_NAME // 4 :]}"


def says_another(kind: str, name: str, said: str) -> list[str]:
    """What a file's name or its declared type claim to be, where that is not what it is."""
    by_name = mimetypes.guess_type(name)[0] or ""
    claimed = {SAME.get(claim, claim) for claim in (by_name, said.lower()) if claim not in UNSAID}
    return sorted(claimed - {MIME[kind]})
