"""An e-mail address on its way through the outbox: sealed to a team's key, which the staff's worker alone has."""

import json

from referrals import keyring, sealing

# More than any address with its values, so that all boxes are of one length.
LENGTH = 2048


def seal(public_key: bytes, address: str, values: dict[str, str]) -> bytes:
    return sealing.seal_to(public_key, json.dumps([address, values]).encode().ljust(LENGTH))


def unseal(public_key: bytes, box: bytes) -> tuple[str, dict[str, str]]:
    """Raises sealing.NoPrivateKey or sealing.CannotOpen."""
    address, values = json.loads(sealing.unwrap(box, keyring.private_key(public_key)))
    return address, values
