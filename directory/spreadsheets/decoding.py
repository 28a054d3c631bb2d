"""Which letters the bytes of a file stand for. A guess is called one, and what would be a wild guess is refused."""

import re
from dataclasses import dataclass

from directory.spreadsheets.remarks import Refused

WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .ods; .xls
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd]")
SAVE_AS = "In Excel, choose “Save as”, “CSV UTF-8”."


LARGEST_BYTES = 64 * 2**20
TOO_LARGE = f"The file is larger than {LARGEST_BYTES // 2**20} MB. Bring the listings in several files."


@dataclass(frozen=True)
class Decoded:
    """`guessed` where nothing in the file says that it is Windows-1252, but it can be nothing else we know."""

    text: str
    guessed: bool = False


def decoded(data: bytes) -> Decoded:
    """Raises Refused."""
    if len(data) > LARGEST_BYTES:
        raise Refused(TOO_LARGE)
    if not data.strip():
        raise Refused("The file is empty.")
    if data.startswith(WORKBOOKS):
        raise Refused(f"This is a workbook, not a CSV file. {SAVE_AS}")
    codec = next((codec for mark, codec in MARKS.items() if data.startswith(mark)), "")
    found = Decoded(_strictly(data, codec)) if codec else _without_a_mark(data)
    if lost := NO_TEXT.search(found.text):
        what = "letters were lost when it was saved (�)" if lost[0] == "\ufffd" else "it holds characters of no text"
        raise Refused(f"The file cannot be read: {what}. {SAVE_AS}", _line(found.text[: lost.start()]))
    return found


def _without_a_mark(data: bytes) -> Decoded:
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        return Decoded(_strictly(data, "cp1252"), guessed=True)


def _strictly(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        line = 0 if codec == "utf-16" else _line(error.object[: error.start].decode("latin-1"))
        what = "neither UTF-8 nor Windows-1252" if codec == "cp1252" else f"not {codec.upper().removesuffix('-SIG')}"
        raise Refused(f"The characters are {what}. {SAVE_AS}", line) from error


def _line(before: str) -> int:
    return len(re.findall(r"\r\n|\r|\n", before)) + 1
