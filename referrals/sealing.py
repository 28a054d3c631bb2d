"""Seal a referral so that only its teams can read it: the public site, which seals, cannot open what it sealed.

The content is encrypted with a data key of its own (XChaCha20-Poly1305) and bound to the referral's id, so that it
opens in no other's place; the data key is wrapped for each public key (SealedBox). To give a referral to another team
is to wrap the same data key anew; the content stays as it is.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import Aead
from nacl.utils import random

# Contents are filled up to a multiple of this, so that the length of a box does not tell how much somebody wrote.
PADDED_TO = 4096
KEY_BYTES = PublicKey.SIZE


@dataclass(frozen=True)
class Sealed:
    """`wraps` leads from a public key to the data key, sealed to it."""

    box: bytes
    wraps: Mapping[bytes, bytes]


class CannotOpen(Exception):
    """The box was sealed to somebody else or for another referral, or was changed since."""


class NoPrivateKey(Exception):
    """This process holds no private key to it."""


def seal(content: dict, public_keys: Iterable[bytes], *, of: UUID) -> Sealed:
    """Seal a referral's `content` (JSON) to public keys. Raises ValueError without any: nobody could ever open it."""
    data_key = random(Aead.KEY_SIZE)
    return Sealed(encrypt(content, data_key, of=of), wraps(data_key, public_keys))


def unseal(box: bytes, wrap: bytes, private_key: bytes, *, of: UUID) -> dict:
    """The content of a box. Raises CannotOpen."""
    return decrypt(box, unwrap(wrap, private_key), of=of)


def wraps(data_key: bytes, public_keys: Iterable[bytes]) -> dict[bytes, bytes]:
    """The data key sealed to each public key. Raises ValueError without any."""
    wrapped = {public_key: seal_to(public_key, data_key) for public_key in public_keys}
    if not wrapped:
        raise ValueError("A referral has to be sealed to at least one key.")
    return wrapped


def seal_to(public_key: bytes, data: bytes) -> bytes:
    """What `unwrap` opens with the private half. Its length tells that of the data."""
    return SealedBox(PublicKey(public_key)).encrypt(data)


def unwrap(wrap: bytes, private_key: bytes) -> bytes:
    """The data key, or what else was sealed. Raises CannotOpen where the key does not fit or a byte was changed."""
    try:
        return SealedBox(PrivateKey(private_key)).decrypt(wrap)
    except CryptoError as error:
        raise CannotOpen from error


def encrypt(content: dict, data_key: bytes, *, of: UUID) -> bytes:
    return bytes(Aead(data_key).encrypt(_padded(json.dumps(content, ensure_ascii=False).encode()), of.bytes))


def decrypt(box: bytes, data_key: bytes, *, of: UUID) -> dict:
    """Raises CannotOpen where the box is another referral's, has another key, or a byte was changed."""
    try:
        return json.loads(Aead(data_key).decrypt(box, of.bytes))
    except CryptoError as error:
        raise CannotOpen from error


def _padded(data: bytes) -> bytes:
    """Filled up with spaces, which JSON ignores."""
    return data.ljust(-(-len(data) // PADDED_TO) * PADDED_TO)
