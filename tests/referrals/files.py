"""Files as families and attackers send them: a name, what is in it, and the type that comes with it."""

from tests.directory.evidence import EICAR, PDF, picture

File = tuple[str, bytes, str]

LETTER: File = ("letter.pdf", PDF, "application/pdf")
PHOTO: File = ("photo.jpg", picture("JPEG"), "image/jpeg")
INFECTED: File = ("bill.pdf", PDF.replace(b"endobj", EICAR), "application/pdf")


def letter(name: str = "letter.pdf", *, size: int = 0, words: bytes = b"") -> File:
    """A PDF with these words in it, of `size` bytes where that is more than it needs."""
    content = PDF.replace(b"endobj", words + b"endobj")
    filling = b"%" + b" " * (size - len(content) - 2) + b"\n" if size else b""
    return (name, content.replace(b"trailer", filling + b"trailer"), "application/pdf")
