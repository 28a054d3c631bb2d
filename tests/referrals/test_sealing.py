import pytest
from nacl.public import PrivateKey

from referrals.sealing import PADDED_TO, CannotOpen, seal, unseal

CONTENT = {"words": "مجھے مدد چاہیے 👨‍👩‍👧", "ways": ["call"], "agrees": True}
NORTH, SOUTH, STRANGER = (PrivateKey.generate() for _ in range(3))


@pytest.fixture
def sealed():
    return seal(CONTENT, {"north": bytes(NORTH.public_key), "south": bytes(SOUTH.public_key)})


@pytest.mark.parametrize(("team", "key"), [("north", NORTH), ("south", SOUTH)])
def test_each_recipient_reads_exactly_what_was_sealed(sealed, team, key):
    assert unseal(sealed.box, sealed.keys[team], bytes(key)) == CONTENT


@pytest.mark.parametrize(("team", "key"), [("north", SOUTH), ("south", NORTH), ("north", STRANGER)])
def test_another_teams_key_opens_nothing(sealed, team, key):
    with pytest.raises(CannotOpen):
        unseal(sealed.box, sealed.keys[team], bytes(key))


@pytest.mark.parametrize("place", [0, 30, -1])
def test_a_box_with_a_changed_byte_does_not_open(sealed, place):
    changed = bytearray(sealed.box)
    changed[place] ^= 1
    with pytest.raises(CannotOpen):
        unseal(bytes(changed), sealed.keys["north"], bytes(NORTH))


def test_a_short_and_a_longer_story_make_boxes_of_one_length():
    keys = {"north": bytes(NORTH.public_key)}
    short, longer = seal({"words": "a"}, keys), seal({"words": "a" * (PADDED_TO // 2)}, keys)
    assert len(short.box) == len(longer.box)


def test_the_same_content_is_never_sealed_the_same_way_twice(sealed):
    assert sealed.box != seal(CONTENT, {"north": bytes(NORTH.public_key)}).box


def test_nothing_is_sealed_to_nobody():
    with pytest.raises(ValueError, match="at least one team"):
        seal(CONTENT, {})
