"""Which files of groups are taken, and what is kept of them."""

import json
import os
import struct
import subprocess
import sys
import zlib
from io import BytesIO

import pytest
from PIL import Image

from directory.safeguarding.uploads import LARGEST_BYTES, LONGEST_SIDE, Reason, Refused, accepted
from tests.directory.evidence import EICAR, PDF, picture, zipped
from tests.kept import ROOT

MEGABYTES_ALLOWED = 300


def png_that_says(width, height):
    """A PNG of a few bytes whose header claims a size."""

    def chunk(name, data):
        return struct.pack("!I", len(data)) + name + data + struct.pack("!I", zlib.crc32(name + data))

    header = chunk(b"IHDR", struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def many_scans():
    data = picture("JPEG", (64, 64), progressive=True)
    start = data.index(b"\xff\xda")
    return data[:start] + data[start:-2] * 200 + data[-2:]


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
GIF_AND_JS = b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)//"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.NOT_TAKEN),
        (EICAR, Reason.NOT_TAKEN),
        (SVG, Reason.NOT_TAKEN),
        (b'<?xml version="1.0"?>' + SVG, Reason.NOT_TAKEN),
        (GIF_AND_JS, Reason.NOT_TAKEN),
        (picture("GIF"), Reason.NOT_TAKEN),
        (picture("WEBP"), Reason.NOT_TAKEN),
        (b"<html>" + PDF, Reason.NOT_TAKEN),
        (b"\n" + PDF, Reason.NOT_TAKEN),
        (b"MZ\x90\x00" + PDF, Reason.NOT_TAKEN),
        (zipped() + PDF, Reason.NOT_TAKEN),
        (PDF + zipped(), Reason.DAMAGED),
        (PDF + zipped() + b"\n%%EOF\n", Reason.NOT_TAKEN),
        (b"%PDF-1.4\n" + zipped() + PDF, Reason.NOT_TAKEN),
        (PDF + b"<script>alert(1)</script>", Reason.DAMAGED),
        (b"%PDF-1.4\nno end", Reason.DAMAGED),
        (b"\x89PNG\r\n\x1a\n" + b"garbage" * 9, Reason.DAMAGED),
        (b"\xff\xd8\xff" + PDF, Reason.DAMAGED),
        (picture("JPEG")[:-200], Reason.DAMAGED),
        (many_scans(), Reason.DAMAGED),
        (png_that_says(10_000, 10_000), Reason.TOO_MANY_PIXELS),
        (png_that_says(9_000, 5_000), Reason.TOO_MANY_PIXELS),
        (png_that_says(2**31 - 1, 2**31 - 1), Reason.TOO_MANY_PIXELS),
        (PDF + bytes(LARGEST_BYTES), Reason.TOO_LARGE),
    ],
)
def test_what_could_be_something_else_is_refused(data, reason):
    with pytest.raises(Refused) as refused:
        accepted(data)
    assert refused.value.reason is reason


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n", b" \n\n", b"\0\0"])
def test_a_pdf_is_kept_as_it_came(end):
    kept = accepted(PDF.rstrip() + end)
    assert (kept.kind, kept.content) == ("pdf", PDF.rstrip() + end)


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpg"), ("PNG", "png")])
@pytest.mark.parametrize("tail", [b"<script>alert(1)</script>", zipped(), PDF, EICAR])
def test_of_a_picture_nothing_but_the_picture_is_kept(kind, ending, tail):
    exif = Image.Exif()
    exif[0x010E] = "Amina at home"
    kept = accepted(picture(kind, exif=exif, **({"comment": b"secret"} if kind == "JPEG" else {})) + tail)
    assert kept.kind == ending
    assert tail not in kept.content
    with Image.open(BytesIO(kept.content)) as drawn:
        assert (drawn.format, drawn.size) == (kind, (40, 30))
        assert not drawn.getexif()
        assert not {"comment", "exif", "icc_profile", "xmp"} & set(drawn.info)
    assert b"Amina" not in kept.content


def test_a_photo_that_a_phone_holds_sideways_is_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    with Image.open(BytesIO(accepted(picture("JPEG", (40, 30), exif=exif)).content)) as drawn:
        assert drawn.size == (30, 40)


def test_a_large_photo_is_made_as_large_as_is_read():
    with Image.open(BytesIO(accepted(picture("JPEG", (4800, 3600))).content)) as drawn:
        assert max(drawn.size) == LONGEST_SIDE


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_taken(mode):
    assert accepted(picture("PNG", mode=mode)).kind == "png"


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_every_kind_of_jpeg_is_taken(mode):
    assert accepted(picture("JPEG", mode=mode)).kind == "jpg"


MEASURE = """
import json, re, sys
import django
django.setup()
from pathlib import Path
from directory.safeguarding.uploads import Refused, accepted
data = sys.stdin.buffer.read()
try:
    said = accepted(data).kind
except Refused as error:
    said = error.reason.name
most = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())  # getrusage counts the parent's too
print(json.dumps([said, int(most[1]) // 1024]))
"""


SEND = """
import json, re, sys, tempfile
from pathlib import Path
import django
django.setup()
from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest

MEGABYTE = bytes(2**20)
START = b'--b\\r\\nContent-Disposition: form-data; name="file"; filename="a.pdf"\\r\\n\\r\\n%PDF-'
END = b'\\r\\n--b\\r\\nContent-Disposition: form-data; name="said"\\r\\n\\r\\nhello\\r\\n--b--\\r\\n'

class Body:
    def __init__(self, megabytes):
        self.parts = iter([START, *[MEGABYTE] * megabytes, END])
        self.left = b""
        self.length = len(START) + megabytes * 2**20 + len(END)

    def read(self, size):
        while len(self.left) < size and (part := next(self.parts, None)):
            self.left += part
        read, self.left = self.left[:size], self.left[size:]
        return read

    readline = read

body = Body(int(sys.argv[1]))
request = WSGIRequest({
    "REQUEST_METHOD": "POST", "wsgi.input": body, "CONTENT_LENGTH": str(body.length), "PATH_INFO": "/",
    "CONTENT_TYPE": "multipart/form-data; boundary=b", "SERVER_NAME": "testserver", "SERVER_PORT": "80",
})
said, files = request.POST["said"], list(request.FILES)
kept = sum(path.stat().st_size for path in Path(settings.FILE_UPLOAD_TEMP_DIR or tempfile.gettempdir()).iterdir())
most = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
too_large = sorted(getattr(request, "files_too_large", ()))
print(json.dumps([said, files, too_large, kept, int(most[1]) // 1024]))
"""


def test_a_file_without_end_costs_neither_memory_nor_disk(tmp_path):
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.development", "TMPDIR": str(tmp_path)}
    sent = subprocess.run(
        [sys.executable, "-c", SEND, "400"], cwd=ROOT, env=environment, capture_output=True, check=True
    )  # fmt: skip
    *read, kept, megabytes = json.loads(sent.stdout.splitlines()[-1])
    assert read == ["hello", [], ["file"]]
    assert kept == 0
    assert megabytes < MEGABYTES_ALLOWED


def drawn(kind, size, mode="RGB", **options):
    stored = BytesIO()
    Image.new(mode, size).save(stored, kind, **options)
    return stored.getvalue()


@pytest.mark.parametrize(
    ("kind", "size", "mode", "options", "said"),
    [
        ("PNG", (10_000, 10_000), "RGB", {}, "TOO_MANY_PIXELS"),
        ("PNG", (10_000, 10_000), "1", {}, "TOO_MANY_PIXELS"),
        ("PNG", (3_000, 3_000), "RGBA", {}, "png"),
        ("PNG", (3_000, 3_000), "RGB", {}, "png"),
        ("PNG", (9_000_000, 1), "L", {}, "TOO_MANY_PIXELS"),
        ("JPEG", (3_000, 3_000), "RGB", {"progressive": True, "subsampling": 0}, "jpg"),
        ("JPEG", (3_000, 3_000), "CMYK", {"progressive": True, "subsampling": 0}, "jpg"),
        ("JPEG", (8_064, 6_048), "RGB", {"subsampling": 0}, "jpg"),
        ("JPEG", (8_064, 6_048), "RGB", {"progressive": True}, "TOO_MANY_PIXELS"),
        ("JPEG", (10_000, 899), "RGB", {}, "jpg"),
    ],
)
def test_memory_stays_small(kind, size, mode, options, said):
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    data = drawn(kind, size, mode, **options)
    measured = subprocess.run(
        [sys.executable, "-c", MEASURE],
        input=data, cwd=ROOT, env=environment, capture_output=True, check=True,
    )  # fmt: skip
    found, megabytes = json.loads(measured.stdout.splitlines()[-1])
    print(kind, size, mode, found, megabytes, "MB")
    assert found == said
    assert megabytes < MEGABYTES_ALLOWED
