"""The teams' private keys: a file each, outside the database, readable by the workspace's own account alone.

No other module reads them. The family's side of the portal never imports this one; import-linter holds that.
"""

import os
from pathlib import Path

from django.conf import settings

from nacl.encoding import Base64Encoder
from nacl.public import PrivateKey


class NoPrivateKey(Exception):
    """This machine holds no key for the team."""


def private_key(team_key: str) -> bytes:
    """The team's private key. Raises NoPrivateKey."""
    try:
        text = _path(team_key).read_bytes()
    except FileNotFoundError as error:
        raise NoPrivateKey(team_key) from error
    return bytes(PrivateKey(text.strip(), encoder=Base64Encoder))


def public_key(team_key: str) -> bytes:
    """The public half of the team's key. Makes a pair where the team has none, and never replaces one: what is sealed
    to a key is lost with it."""
    try:
        private = PrivateKey(private_key(team_key))
    except NoPrivateKey:
        private = PrivateKey.generate()
        _write(_path(team_key), private.encode(Base64Encoder) + b"\n")
    return bytes(private.public_key)


def _path(team_key: str) -> Path:
    return Path(settings.REFERRAL_KEYS_DIR) / f"{team_key}.key"


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
