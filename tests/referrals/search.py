"""Look for a text in bytes as a thief would: in any encoding, and inside whatever is compressed."""

import base64
import json
import zlib
from collections.abc import Iterator
from pathlib import Path

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
# How gzip, and what zlib writes by itself, begin.
COMPRESSED = (b"\x1f\x8b\x08", b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")


def needles(text: str) -> set[bytes]:
    """The text as it may be stored: encoded, in JSON, in hexadecimal, and in base 64 wherever it begins."""
    encoded = {text.encode(name) for name in ENCODINGS} | {json.dumps(text)[1:-1].encode()}
    return {
        *encoded,
        *(data.hex().encode() for data in encoded),
        *(data.hex().upper().encode() for data in encoded),
        *(part for data in encoded for part in _in_base64(data)),
    }


def _in_base64(data: bytes) -> Iterator[bytes]:
    """What every base 64 of something with `data` in it holds, for each place at which it may begin."""
    for before in range(3):
        whole = base64.b64encode(bytes(before) + data)
        sure = whole[-(-before * 4 // 3) : len(whole) - 4]
        yield sure
        yield sure.translate(bytes.maketrans(b"+/", b"-_"))


def found(texts: tuple[str, ...], data: bytes) -> bool:
    wanted = {needle for text in texts for needle in needles(text)}
    return any(needle in stream for stream in (data, *_unpacked(data)) for needle in wanted)


def files_with(texts: tuple[str, ...], folder: Path, *, but: Path | None = None) -> list[Path]:
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    searched = [path for path in files if but is None or not path.is_relative_to(but)]
    assert searched, "there is nothing to search"
    return [path for path in searched if found(texts, _read(path))]


def _read(path: Path) -> bytes:
    """Nothing where the database that is running took the file away meanwhile, as it does with what it caches."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _unpacked(data: bytes) -> Iterator[bytes]:
    """Whatever in the data unpacks."""
    view = memoryview(data)  # a slice of it is no copy
    for beginning in COMPRESSED:
        place = data.find(beginning)
        while place >= 0:
            if unpacked := _unpack(view[place:]):
                yield unpacked
            place = data.find(beginning, place + 1)


def _unpack(data: memoryview) -> bytes:
    stream = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        return stream.decompress(data)
    except zlib.error:
        return b""
