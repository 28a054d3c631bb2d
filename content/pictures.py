"""The library's pictures in the sizes that phones get, made when a page is published: no family waits for one."""

from collections.abc import Iterator

from wagtail.images.models import Image

from content.models import LibraryPage

# A photograph becomes WebP, which every browser of the last years knows; a drawing stays as it is.
WIDE, CARD, STEP = (f"{size}|format-webp|preserve-svg" for size in ("width-1200", "width-840", "max-240x240"))


def make_pictures(page: LibraryPage) -> None:
    for image in _pictures(page):
        for size in (WIDE, CARD, STEP):
            image.get_rendition(size)


def _pictures(page: LibraryPage) -> Iterator[Image]:
    if page.picture:
        yield page.picture
    for block in page.body:
        yield from (step["picture"] for step in block.value.get("steps", ()) if step.get("picture"))
