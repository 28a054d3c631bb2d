"""Draw a photograph anew, in a process of its own: python -I redraw.py FORMAT < file > file.jpg

What decodes it was written in C, and the file by anybody. So it happens where no key is, with a bound on memory and
time, and once it begins nothing can be opened any more: no file, no socket. What comes out are pixels: no place, no
name, no second file behind it. Exits with 3 where there are too many, and with another number where it is broken.
"""

import codecs
import resource
import sys
from io import BytesIO

import pillow_heif
from PIL import Image, ImageOps

MEGABYTE = 2**20
MEMORY, SECONDS = 280 * MEGABYTE, 20
LONGEST_SIDE = 2_400  # pixels: a page of A4 can be read
MOST_PIXELS = 60_000_000
MOST_PIXELS_DECODED = 26_000_000  # what a telephone takes
TOO_MANY_PIXELS = 3
QUALITY = 88


def main(kind: str) -> None:
    prepare()
    sys.stdout.buffer.write(drawn_anew(sys.stdin.buffer.read(), kind))


def prepare() -> None:
    """Load all that decoding may call for, then let nothing more be opened."""
    Image.init()
    pillow_heif.register_heif_opener()
    pillow_heif.options.DECODE_THREADS = 1
    for name in ("latin-1", "utf-16", "utf-16-le", "utf-16-be"):
        codecs.lookup(name)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def drawn_anew(data: bytes, kind: str) -> bytes:
    with Image.open(BytesIO(data), formats=[kind]) as picture:
        whole = picture.width * picture.height
        # A JPEG is decoded at a part of its size where that is enough.
        scale = LONGEST_SIDE / max(picture.size)
        picture.draft("RGB", (int(picture.width * scale), int(picture.height * scale)))
        if whole > MOST_PIXELS or picture.width * picture.height > MOST_PIXELS_DECODED:
            sys.exit(TOO_MANY_PIXELS)
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=None)
        upright = ImageOps.exif_transpose(picture)
    drawn = Image.new("RGB", upright.size, "white")
    drawn.paste(upright, mask=upright.convert("RGBA") if upright.has_transparency_data else None)
    stored = BytesIO()
    drawn.save(stored, "JPEG", quality=QUALITY)
    return stored.getvalue()


if __name__ == "__main__":
    main(sys.argv[1])
