"""Seal a file while it arrives: libsodium's secretstream, in pieces of one length.

Each piece is bound to the file's id and to its place; the last says that it is the last. It is filled up, so that the
lengths of files tell no more than in quarters of a megabyte.
"""

from collections.abc import Iterable, Iterator
from uuid import UUID

from nacl.bindings import crypto_secretstream_xchacha20poly1305_init_pull as init_pull
from nacl.bindings import crypto_secretstream_xchacha20poly1305_init_push as init_push
from nacl.bindings import crypto_secretstream_xchacha20poly1305_keygen as new_key
from nacl.bindings import crypto_secretstream_xchacha20poly1305_pull as pull
from nacl.bindings import crypto_secretstream_xchacha20poly1305_push as push
from nacl.bindings import crypto_secretstream_xchacha20poly1305_state as State
from nacl.bindings import crypto_secretstream_xchacha20poly1305_TAG_FINAL as LAST
from nacl.bindings import crypto_secretstream_xchacha20poly1305_TAG_MESSAGE as MORE
from nacl.bindings import sodium_pad, sodium_unpad

from referrals.sealing import CannotOpen

PIECE = 2**18


class Sealer:
    """Seals one file. `key` and `header` open it."""

    def __init__(self, of: UUID) -> None:
        self.key = new_key()
        self._state = State()
        self.header = init_push(self._state, self.key)
        self._of = of.bytes
        self._waiting = bytearray()

    def seal(self, data: bytes) -> Iterator[bytes]:
        """The pieces that are full by now."""
        self._waiting += data
        while len(self._waiting) >= PIECE:
            piece = bytes(self._waiting[:PIECE])
            del self._waiting[:PIECE]
            yield push(self._state, piece, self._of, MORE)

    def last(self) -> bytes:
        return push(self._state, sodium_pad(bytes(self._waiting), PIECE), self._of, LAST)


def unsealed(pieces: Iterable[bytes], key: bytes, header: bytes, *, of: UUID) -> Iterator[bytes]:
    """What was sealed, piece by piece. Raises CannotOpen where a byte or a place was changed, or the end is missing."""
    state, tag = State(), MORE
    try:
        init_pull(state, header, key)
        for piece in pieces:
            if tag == LAST:
                raise CannotOpen
            data, tag = pull(state, piece, of.bytes)
            yield sodium_unpad(data, PIECE) if tag == LAST else data
    except (RuntimeError, ValueError, TypeError) as error:
        raise CannotOpen from error
    if tag != LAST:
        raise CannotOpen
