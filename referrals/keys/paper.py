"""The escrow key as it stands on paper: groups of four letters and digits, the last of which catches a slip.

None of the signs is taken for another by eye: base 32 has neither 0 nor 1, 8 nor 9.
"""

import base64
from hashlib import blake2b
from textwrap import wrap

KEY_BYTES = 32
CHECK_BYTES = 3


def to_paper(private_key: bytes) -> str:
    """Fourteen groups of four signs."""
    return " ".join(wrap(base64.b32encode(private_key + _check(private_key)).decode().rstrip("="), 4))


def from_paper(text: str) -> bytes:
    """The private key, whatever the spaces and the case. Raises ValueError where it was mistyped."""
    signs = "".join(text.split()).upper()
    try:
        data = base64.b32decode(signs)
    except ValueError as error:
        raise ValueError("A sign is missing, or is none of A to Z and 2 to 7.") from error
    if len(data) != KEY_BYTES + CHECK_BYTES or data[KEY_BYTES:] != _check(data[:KEY_BYTES]):
        raise ValueError("A sign is wrong, missing or in another's place.")
    return data[:KEY_BYTES]


def _check(private_key: bytes) -> bytes:
    return blake2b(private_key, digest_size=CHECK_BYTES, person=b"escrow on paper").digest()
