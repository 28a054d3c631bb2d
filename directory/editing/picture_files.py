"""A picture as it came from somebody's phone, made into one that is safe to show: drawn anew, upright, no larger than a
page needs, and with nothing in it but its colours. What is no picture is never opened."""

from enum import StrEnum
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageOps

MOST_BYTES = 12 * 1024 * 1024
LONGEST_SIDE = 1600
QUALITY = 85
# Formats by how their files begin, and how many pixels may be unpacked. A JPEG is unpacked at a fraction of its size.
MOST_PIXELS = {"JPEG": 60_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}


class Refusal(StrEnum):
    TOO_HEAVY = "too heavy"
    NO_PICTURE = "no picture"
    TOO_LARGE = "too large"
    BROKEN = "broken"


class PictureRefused(ValueError):
    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


def drawn_anew(file: BinaryIO) -> tuple[bytes, str]:
    """The picture, and the ending of its name: "jpg", or "webp" where something of it can be seen through. Raises
    PictureRefused."""
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise PictureRefused(Refusal.TOO_HEAVY)
    kind = _kind(content)
    try:
        with Image.open(BytesIO(content), formats=(kind,)) as picture:
            if picture.width * picture.height > MOST_PIXELS[kind]:
                raise PictureRefused(Refusal.TOO_LARGE)
            return _stored(_smaller(picture))
    except PictureRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureRefused(Refusal.TOO_LARGE) from error
    except Exception as error:  # Pillow's readers raise whatever a broken file leads them to
        raise PictureRefused(Refusal.BROKEN) from error


def _kind(content: bytes) -> str:
    """By its first bytes: a name and a declared type can say anything."""
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "WEBP"
    raise PictureRefused(Refusal.NO_PICTURE)


def _smaller(picture: Image.Image) -> Image.Image:
    in_colours = picture.convert("RGBA") if picture.mode == "P" else picture
    in_colours.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return ImageOps.exif_transpose(in_colours)


def _stored(picture: Image.Image) -> tuple[bytes, str]:
    see_through = picture.has_transparency_data
    plain = picture.convert("RGBA" if see_through else "RGB")
    plain.info = {}
    stored = BytesIO()
    plain.save(stored, format="WEBP" if see_through else "JPEG", quality=QUALITY)
    return stored.getvalue(), "webp" if see_through else "jpg"
