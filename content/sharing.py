"""A page to hand on: its public address, the messages that carry it, and the address as a code for a camera."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

import segno

QR_NAME = "page-qr"


@dataclass(frozen=True)
class Sharing:
    """`qr_code` is an SVG drawing whose id is QR_NAME, so that a page can show it twice and send it once."""

    address: str
    whatsapp: str
    text_message: str
    qr_code: str


def sharing(title: str, address: str) -> Sharing:
    """How a parent hands on the page at `address`. Nothing is sent until they choose somebody in their own app."""
    message = quote(f"{title} {address}", safe="")
    return Sharing(
        address=address,
        whatsapp=f"https://wa.me/?text={message}",
        # Phones disagree on the sign before `body`: Android's reads after "?", Apple's after "&".
        text_message=f"sms:?&body={message}",
        qr_code=qr_code(address),
    )


@lru_cache(maxsize=512)
def qr_code(address: str) -> str:
    return segno.make_qr(address, error="m").svg_inline(omitsize=True, svgid=QR_NAME, svgclass=None, lineclass=None)
