"""The teams' private keys: files outside the database, under a passphrase that is in no file.

A team's first key is `north-1.key`, and each that replaces it has the next number. No other module reads them. The
family's side of the portal never imports this one; import-linter holds that.
"""

import base64
import json
import logging
import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from nacl.public import PrivateKey

from referrals.keys.locking import WrongPassphrase, lock, unlock
from referrals.sealing import NoPrivateKey

logger = logging.getLogger(__name__)
__all__ = ["NoPrivateKey", "WrongPassphrase", "held", "make", "newest", "private_key"]


class NotProtected(Exception):
    """A key would lie on the disk for anybody to read, and this is no demonstration."""


def private_key(public_key: bytes) -> bytes:
    """The private half of a public key. Raises NoPrivateKey, NotProtected or WrongPassphrase."""
    path = held().get(public_key) if settings.ROLE.holds_keys else None
    if path is None:
        raise NoPrivateKey
    return _opened(path.read_bytes(), settings.REFERRAL_KEYS_PASSPHRASE, settings.IS_DEMONSTRATION)


def held() -> dict[bytes, Path]:
    """Of each public key whose private half is here: its file. One that cannot be read hides no other team's."""
    return {public: path for path in _files("*") if (public := _public_half(path))}


def _public_half(path: Path) -> bytes | None:
    try:
        return base64.b64decode(json.loads(path.read_bytes())["public"])
    except (OSError, ValueError, KeyError):
        logger.error("The key file %s cannot be read.", path.name)
        return None


def newest(team_key: str) -> bytes | None:
    """The public half of the key that a team was given last, where its file is here."""
    files = list(_files(team_key))
    return base64.b64decode(json.loads(files[-1].read_bytes())["public"]) if files else None


def make(team_key: str) -> bytes:
    """Give a team a new key beside those that it has; the public half. Raises NotProtected without a passphrase."""
    pair = PrivateKey.generate()
    number = max((_number(path) for path in _files(team_key)), default=0) + 1
    record = {"public": base64.b64encode(bytes(pair.public_key)).decode(), **_protected(bytes(pair))}
    _write(_folder() / f"{team_key}-{number}.key", json.dumps(record, indent=1).encode() + b"\n")
    return bytes(pair.public_key)


def _protected(private: bytes) -> dict:
    if settings.REFERRAL_KEYS_PASSPHRASE:
        return lock(private, settings.REFERRAL_KEYS_PASSPHRASE)
    if settings.IS_DEMONSTRATION:
        return {"private, in clear, for development": base64.b64encode(private).decode()}
    raise NotProtected("PORTAL_KEYS_PASSPHRASE is not set.")


@lru_cache(maxsize=64)
def _opened(file: bytes, passphrase: str, is_demonstration: bool) -> bytes:
    """Once a file and process: a passphrase is slow by design."""
    record = json.loads(file)
    if "box" in record:
        return unlock(record, passphrase)
    if not is_demonstration:
        raise NotProtected("A key file is in clear: it is one of development.")
    return base64.b64decode(record["private, in clear, for development"])


def _folder() -> Path:
    return Path(settings.REFERRAL_KEYS_DIR)


def _files(team_key: str) -> Iterator[Path]:
    """The oldest of a team first."""
    files = (path for path in _folder().glob(f"{team_key}-*.key") if _is_numbered(path, team_key))
    yield from sorted(files, key=_number)


def _is_numbered(path: Path, team_key: str) -> bool:
    """Whether it is this team's: north-1, and not north-west-1."""
    name, _, number = path.stem.rpartition("-")
    return number.isdigit() and team_key in (name, "*")


def _number(path: Path) -> int:
    return int(path.stem.rpartition("-")[2])


def _write(path: Path, data: bytes) -> None:
    """A file that is there already is never written over: what is sealed to a key is lost with it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
