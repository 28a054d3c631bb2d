"""Seal a referral so that only its teams can read it: the public site, which seals, cannot open what it sealed.

The content is encrypted with a random key of its own (SecretBox), and that key with the public key of each team
(SealedBox). To give a referral to another team is to seal the same key anew; the content stays as it is.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox
from nacl.utils import random

# Contents are filled up to a multiple of this, so that the length of a box does not tell how much somebody wrote.
PADDED_TO = 4096


@dataclass(frozen=True)
class Sealed:
    """`keys` holds the content's key, sealed to each team, by the team's key."""

    box: bytes
    keys: Mapping[str, bytes]


class CannotOpen(Exception):
    """The box was sealed for somebody else, or was changed since."""


def seal(content: dict, public_keys: Mapping[str, bytes]) -> Sealed:
    """Seal `content` (JSON) to teams' public keys. Raises ValueError without any: nobody could ever open it."""
    if not public_keys:
        raise ValueError("A referral has to be sealed to at least one team.")
    data_key = random(SecretBox.KEY_SIZE)
    return Sealed(
        box=SecretBox(data_key).encrypt(_padded(json.dumps(content, ensure_ascii=False).encode())),
        keys={team: SealedBox(PublicKey(public_key)).encrypt(data_key) for team, public_key in public_keys.items()},
    )


def unseal(box: bytes, wrapped_key: bytes, private_key: bytes) -> dict:
    """The content of a box. Raises CannotOpen where the key does not fit or a byte was changed."""
    try:
        data_key = SealedBox(PrivateKey(private_key)).decrypt(wrapped_key)
        return json.loads(SecretBox(data_key).decrypt(box))
    except CryptoError as error:
        raise CannotOpen from error


def _padded(data: bytes) -> bytes:
    """Filled up with spaces, which JSON ignores."""
    return data.ljust(-(-len(data) // PADDED_TO) * PADDED_TO)
