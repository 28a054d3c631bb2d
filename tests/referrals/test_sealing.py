from uuid import uuid4

import pytest
from nacl.public import PrivateKey

from referrals.sealing import PADDED_TO, CannotOpen, seal, unseal, unwrap, wraps

CONTENT = {"words": "مجھے مدد چاہیے 👨‍👩‍👧", "ways": ["call"], "agrees": True}
NORTH, SOUTH, STRANGER = (PrivateKey.generate() for _ in range(3))
ID = uuid4()


@pytest.fixture
def sealed():
    return seal(CONTENT, [public(NORTH), public(SOUTH)], of=ID)


def public(key: PrivateKey) -> bytes:
    return bytes(key.public_key)


@pytest.mark.parametrize("key", [NORTH, SOUTH])
def test_each_recipient_reads_exactly_what_was_sealed(sealed, key):
    assert unseal(sealed.box, sealed.wraps[public(key)], bytes(key), of=ID) == CONTENT


@pytest.mark.parametrize(("wrapped_for", "key"), [(NORTH, SOUTH), (SOUTH, NORTH), (NORTH, STRANGER)])
def test_another_key_opens_nothing(sealed, wrapped_for, key):
    with pytest.raises(CannotOpen):
        unseal(sealed.box, sealed.wraps[public(wrapped_for)], bytes(key), of=ID)


@pytest.mark.parametrize("place", [0, 30, -1])
def test_a_box_with_a_changed_byte_does_not_open(sealed, place):
    changed = bytearray(sealed.box)
    changed[place] ^= 1
    with pytest.raises(CannotOpen):
        unseal(bytes(changed), sealed.wraps[public(NORTH)], bytes(NORTH), of=ID)


def test_what_is_put_in_another_referrals_place_does_not_open(sealed):
    with pytest.raises(CannotOpen):
        unseal(sealed.box, sealed.wraps[public(NORTH)], bytes(NORTH), of=uuid4())


def test_a_wrap_for_somebody_new_opens_the_same_box(sealed):
    data_key = unwrap(sealed.wraps[public(NORTH)], bytes(NORTH))
    wrap = wraps(data_key, [public(STRANGER)])[public(STRANGER)]
    assert unseal(sealed.box, wrap, bytes(STRANGER), of=ID) == CONTENT


def test_a_short_and_a_longer_story_make_boxes_of_one_length():
    short, longer = (seal({"words": "a" * length}, [public(NORTH)], of=ID) for length in (1, PADDED_TO // 2))
    assert len(short.box) == len(longer.box)


def test_the_same_content_is_never_sealed_the_same_way_twice(sealed):
    assert sealed.box != seal(CONTENT, [public(NORTH)], of=ID).box


def test_nothing_is_sealed_to_nobody():
    with pytest.raises(ValueError, match="at least one key"):
        seal(CONTENT, [], of=ID)
