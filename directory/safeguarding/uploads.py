"""Which files are taken: PDF, JPEG and PNG, known by what is in them. The name and type that came with one say nothing.

A picture is drawn anew, so that nothing of the file that came is kept: no place, no name, no second file behind it. A
PDF cannot be: one that is another file at the same time is refused. Neither is ever shown by the portal.
"""

from dataclasses import dataclass
from enum import Enum, auto
from io import BytesIO

from PIL import Image, ImageOps

LARGEST_BYTES = 10 * 2**20
MOST_PIXELS = 25_000_000
LONGEST_SIDE = 3_000  # pixels: a page of A4 can be read
MOST_SCANS = 100  # of a progressive JPEG: each is work for the whole picture
QUALITY = 88
START_OF_PDF, END_OF_PDF = b"%PDF-", b"%%EOF"
START_OF_JPEG, START_OF_SCAN = b"\xff\xd8\xff", b"\xff\xda"
START_OF_PNG = b"\x89PNG\r\n\x1a\n"
END_OF_ZIP = b"PK\x05\x06"


class Reason(Enum):
    TOO_LARGE = auto()
    NOT_TAKEN = auto()
    TOO_MANY_PIXELS = auto()
    DAMAGED = auto()


class Refused(Exception):
    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Upload:
    """`kind` is pdf, jpg or png."""

    kind: str
    content: bytes


def accepted(data: bytes) -> Upload:
    """What is kept of a file. Raises Refused."""
    if len(data) > LARGEST_BYTES:
        raise Refused(Reason.TOO_LARGE)
    if data.startswith(START_OF_PDF):
        return Upload("pdf", _only_pdf(data))
    if data.startswith(START_OF_JPEG):
        return Upload("jpg", _drawn_anew(data, "JPEG"))
    if data.startswith(START_OF_PNG):
        return Upload("png", _drawn_anew(data, "PNG"))
    raise Refused(Reason.NOT_TAKEN)


def _only_pdf(data: bytes) -> bytes:
    """Programs look for the start of a zip anywhere, and for its directory at the end."""
    _before, end, after = data.rpartition(END_OF_PDF)
    if not end or after.strip(b"\r\n\t \0"):
        raise Refused(Reason.DAMAGED)
    if END_OF_ZIP in data:
        raise Refused(Reason.NOT_TAKEN)
    return data


def _drawn_anew(data: bytes, kind: str) -> bytes:
    if kind == "JPEG" and data.count(START_OF_SCAN) > MOST_SCANS:
        raise Refused(Reason.DAMAGED)
    try:
        with Image.open(BytesIO(data), formats=[kind]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(Reason.TOO_MANY_PIXELS)
            return _drawn(picture, kind)
    except Refused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(Reason.TOO_MANY_PIXELS) from error
    except Exception as error:  # whatever a decoder makes of a damaged file
        raise Refused(Reason.DAMAGED) from error


def _drawn(picture: Image.Image, kind: str) -> bytes:
    """Upright, and no larger than is read; JPEG is decoded at a part of its size where that is enough."""
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=2.0)
    upright = ImageOps.exif_transpose(picture)
    drawn = upright.convert("RGBA" if kind == "PNG" and upright.has_transparency_data else "RGB")
    drawn.info = {}
    stored = BytesIO()
    drawn.save(stored, format=kind, quality=QUALITY)
    return stored.getvalue()
