"""Files as families and attackers send them: a name, what is in it, and the type that comes with it."""

import zlib
from io import BytesIO
from struct import pack

import pillow_heif
from PIL import Image

from tests.directory.evidence import EICAR, PDF, picture, zipped

pillow_heif.register_heif_opener()
File = tuple[str, bytes, str]
SCRIPT = b"app.alert(1)"


def letter(name: str = "letter.pdf", *, size: int = 0, words: bytes = b"") -> File:
    """A PDF with these words in it, of `size` bytes where that is more than it needs."""
    content = PDF.replace(b"endobj", words + b"endobj")
    filling = b"%" + b" " * (size - len(content) - 2) + b"\n" if size else b""
    return (name, content.replace(b"trailer", filling + b"trailer"), "application/pdf")


def photo(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **options) -> File:
    return (f"photo.{kind.lower()}", picture(kind, size, **options), f"image/{kind.lower()}")


def notes() -> Image.Exif:
    """What a camera writes: how it was held, when, and where."""
    written = Image.Exif()
    written[0x0112] = 6
    written[0x010E] = "Zarqaplace Lane"
    written.get_ifd(0x8825)[29] = "2026:11:22"
    return written


def photo_with_a_place() -> File:
    """Upright by its notes alone, which say where it was taken, with something else behind its end."""
    name, content, said = photo(size=(40, 30), exif=notes())
    return (name, content + zipped(), said)


def png_of_nothing(width: int, height: int) -> File:
    """Some kilobytes that unpack to so many pixels."""

    def part(name: bytes, data: bytes) -> bytes:
        return pack("!I", len(data)) + name + data + pack("!I", zlib.crc32(name + data))

    packer, rows = zlib.compressobj(9), bytes(1 + width)
    pixels = b"".join(packer.compress(rows) for _ in range(height)) + packer.flush()
    header = part(b"IHDR", pack("!IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return ("photo.png", b"\x89PNG\r\n\x1a\n" + header + part(b"IDAT", pixels) + part(b"IEND", b""), "image/png")


def opened(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


LETTER = letter()
PHOTO: File = ("photo.jpg", *photo()[1:])
INFECTED: File = ("bill.pdf", PDF.replace(b"endobj", EICAR), "application/pdf")
PDF_WITH_SCRIPT: File = letter("form.pdf", words=b"/OpenAction<</S/JavaScript/JS(" + SCRIPT + b")>>")
GIF_AND_SCRIPT: File = ("photo.gif", b"GIF89a/*" + bytes(20) + b"*/=1;" + SCRIPT, "image/gif")
PDF_AND_ZIP: File = ("letter.pdf", PDF + zipped(), "application/pdf")
SVG: File = ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='" + SCRIPT + b"'/>", "image/svg+xml")
ZIP: File = ("photos.zip", zipped(), "image/jpeg")
PAGE_AS_PICTURE: File = ("photo.jpg", b"<!doctype html><script>" + SCRIPT + b"</script>", "image/jpeg")
PDF_AS_PICTURE: File = ("photo.jpg", PDF, "image/jpeg")
