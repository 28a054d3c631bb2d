"""A private key under a passphrase: Argon2id makes a key of the passphrase, and XSalsa20-Poly1305 locks with that."""

import base64
from collections.abc import Mapping

from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id
from nacl.secret import SecretBox
from nacl.utils import random


class WrongPassphrase(Exception):
    pass


def lock(private_key: bytes, passphrase: str) -> dict:
    """What a file may hold: how hard guessing is made, and the locked key. As JSON takes it."""
    salt, effort = random(argon2id.SALTBYTES), (argon2id.OPSLIMIT_MODERATE, argon2id.MEMLIMIT_MODERATE)
    box = SecretBox(_key(passphrase, salt, effort)).encrypt(private_key)
    return {"argon2id": list(effort), "salt": base64.b64encode(salt).decode(), "box": base64.b64encode(box).decode()}


def unlock(locked: Mapping, passphrase: str) -> bytes:
    """The private key. Takes about a second and 256 MB. Raises WrongPassphrase, also where a byte was changed."""
    salt, box = base64.b64decode(locked["salt"]), base64.b64decode(locked["box"])
    try:
        return SecretBox(_key(passphrase, salt, tuple(locked["argon2id"]))).decrypt(box)
    except CryptoError as error:
        raise WrongPassphrase from error


def _key(passphrase: str, salt: bytes, effort: tuple[int, int]) -> bytes:
    operations, memory = effort
    return argon2id.kdf(SecretBox.KEY_SIZE, passphrase.encode(), salt, opslimit=operations, memlimit=memory)
