"""A file that is sealed piece by piece opens whole, in its own place and with its own key, or not at all."""

from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referrals.attachments.sealed_stream import PIECE, Sealer, unsealed
from referrals.sealing import CannotOpen

ID = uuid4()


def sealed(chunks: list[bytes]) -> tuple[Sealer, list[bytes]]:
    sealer = Sealer(ID)
    pieces = [piece for chunk in chunks for piece in sealer.seal(chunk)]
    return sealer, [*pieces, sealer.last()]


@given(st.lists(st.integers(0, 2 * PIECE + 1), max_size=4))
@settings(max_examples=25, deadline=None)
def test_however_it_arrives_it_opens_as_it_was_and_tells_no_length(lengths):
    chunks = [bytes([number]) * length for number, length in enumerate(lengths)]
    sealer, pieces = sealed(chunks)
    assert b"".join(unsealed(pieces, sealer.key, sealer.header, of=ID)) == b"".join(chunks)
    assert len({len(piece) for piece in pieces}) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda pieces: pieces[:-1],
        lambda pieces: [],
        lambda pieces: [pieces[1], pieces[0], pieces[2]],
        lambda pieces: [*pieces, pieces[-1]],
        lambda pieces: [*pieces[:-1], pieces[-1][:-1] + bytes([pieces[-1][-1] ^ 1])],
        lambda pieces: [b"", *pieces],
    ],
)
def test_nothing_can_be_cut_moved_added_or_changed(change):
    sealer, pieces = sealed([b"a" * (2 * PIECE + 5)])
    with pytest.raises(CannotOpen):
        list(unsealed(change(pieces), sealer.key, sealer.header, of=ID))


def test_it_opens_in_no_other_files_place_and_with_no_other_key():
    sealer, pieces = sealed([b"a"])
    for key, of in [(sealer.key, uuid4()), (bytes(32), ID), (b"short", ID)]:
        with pytest.raises(CannotOpen):
            list(unsealed(pieces, key, sealer.header, of=of))
