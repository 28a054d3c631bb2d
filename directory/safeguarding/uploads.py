"""Which files are taken: PDF, JPEG and PNG, known by what is in them. The name and type that came with one say nothing.

A picture is drawn anew, so that nothing of the file that came is kept: no place, no name, no second file behind it. A
PDF cannot be: one that is another file at the same time is refused. Neither is ever shown by the portal.
"""

from dataclasses import dataclass
from enum import Enum, auto
from io import BytesIO

from PIL import Image, ImageOps
from PIL.ImageFile import ImageFile

LARGEST_BYTES = 10 * 2**20
MOST_PIXELS = 50_000_000
MOST_PIXELS_DECODED = 9_000_000  # a page of A4, scanned at 300 dots an inch
LONGEST_SIDE_TAKEN = 10_000
LONGEST_SIDE = 1_800  # pixels: a page of A4 can be read
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
    try:
        with Image.open(BytesIO(data), formats=[kind]) as picture:
            _check_size(picture, data)
            return _drawn(picture, kind)
    except Refused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(Reason.TOO_MANY_PIXELS) from error
    except Exception as error:  # whatever a decoder makes of a damaged file
        raise Refused(Reason.DAMAGED) from error


def _check_size(picture: ImageFile, data: bytes) -> None:
    """Nothing is decoded yet. A JPEG whose picture is in one scan is decoded at a part of its size where that is
    enough; of any other, every pixel is held in memory. Raises Refused."""
    whole, longest = picture.width * picture.height, max(picture.size)
    scans_after = data.count(START_OF_SCAN, picture.fp.tell()) if picture.fp else 0
    if scans_after > MOST_SCANS:
        raise Refused(Reason.DAMAGED)
    picture.draft("RGB", (picture.width * LONGEST_SIDE // longest, picture.height * LONGEST_SIDE // longest))
    is_in_parts = scans_after or "progressive" in picture.info
    decoded = whole if is_in_parts else picture.width * picture.height
    if whole > MOST_PIXELS or decoded > MOST_PIXELS_DECODED or longest > LONGEST_SIDE_TAKEN:
        raise Refused(Reason.TOO_MANY_PIXELS)


def _drawn(picture: ImageFile, kind: str) -> bytes:
    """Upright, and no larger than is read."""
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=None)
    upright = ImageOps.exif_transpose(picture)
    drawn = upright.convert("RGBA" if kind == "PNG" and upright.has_transparency_data else "RGB")
    drawn.info = {}
    stored = BytesIO()
    drawn.save(stored, format=kind, quality=QUALITY)
    return stored.getvalue()
