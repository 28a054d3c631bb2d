"""A file that only the holder of a private key reads, written as it comes and never in clear.

After MAGIC: a data key sealed to the public key (SealedBox), the header of libsodium's secretstream, and pieces of it.
The last piece says that it is the last, so a file that was cut is known from a whole one.
"""

from typing import BinaryIO

from nacl import bindings as sodium
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

MAGIC = b"family portal, backup 1\n"
PIECE = 2**20
WRAP_BYTES = sodium.crypto_box_SEALBYTES + sodium.crypto_secretstream_xchacha20poly1305_KEYBYTES
HEADER_BYTES = sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES
MORE = sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
LAST = sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL


class NotWhole(Exception):
    """Another key's, no backup at all, cut, or changed since it was written."""


class Sealer:
    """Takes bytes by `write`; `finish` writes what is left. A file that was not finished opens nowhere."""

    def __init__(self, file: BinaryIO, public_key: bytes) -> None:
        self._file, self._waiting = file, bytearray()
        self._state = sodium.crypto_secretstream_xchacha20poly1305_state()
        data_key = sodium.crypto_secretstream_xchacha20poly1305_keygen()
        header = sodium.crypto_secretstream_xchacha20poly1305_init_push(self._state, data_key)
        file.write(MAGIC + SealedBox(PublicKey(public_key)).encrypt(data_key) + header)

    def write(self, data: bytes) -> int:
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._push(bytes(self._waiting[:PIECE]), MORE)
            del self._waiting[:PIECE]
        return len(data)

    def flush(self) -> None:
        """Pieces are written when they are full."""

    def finish(self) -> None:
        self._push(bytes(self._waiting), LAST)

    def _push(self, piece: bytes, tag: int) -> None:
        self._file.write(sodium.crypto_secretstream_xchacha20poly1305_push(self._state, piece, None, tag))


class Opener:
    """Gives the bytes back by `read`, which raises NotWhole; so does making one."""

    def __init__(self, file: BinaryIO, private_key: bytes) -> None:
        self._file, self._read, self._is_last = file, b"", False
        if file.read(len(MAGIC)) != MAGIC:
            raise NotWhole("This is no backup of the portal.")
        try:
            data_key = SealedBox(PrivateKey(private_key)).decrypt(file.read(WRAP_BYTES))
        except CryptoError as error:
            raise NotWhole("It is sealed to another key.") from error
        self._state = sodium.crypto_secretstream_xchacha20poly1305_state()
        sodium.crypto_secretstream_xchacha20poly1305_init_pull(self._state, file.read(HEADER_BYTES), data_key)

    def read(self, size: int = -1) -> bytes:
        while not self._is_last and (size < 0 or len(self._read) < size):
            self._read += self._next_piece()
        end = len(self._read) if size < 0 else size
        given, self._read = self._read[:end], self._read[end:]
        return given

    def _next_piece(self) -> bytes:
        sealed = self._file.read(PIECE + sodium.crypto_secretstream_xchacha20poly1305_ABYTES)
        try:
            piece, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(self._state, sealed, None)
        except (CryptoError, ValueError, RuntimeError) as error:
            raise NotWhole("It was cut, or changed since it was written.") from error
        self._is_last = tag == LAST
        if self._is_last and self._file.read(1):
            raise NotWhole("It was cut, or changed since it was written.")
        return piece
