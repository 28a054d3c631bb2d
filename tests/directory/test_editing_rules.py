"""Rules of the editors' pages, without a database: what helps families most, and what is said of a translation."""

import pytest

from directory.editing.completeness import PIECES, completeness
from directory.editing.reasons import STATE_NAMES, WHY
from directory.editing.steps import ORDER
from directory.editing.translations import State, Version, source_of, states

ALL = frozenset(piece.key for piece in PIECES)


@pytest.mark.parametrize(
    ("said", "score", "first"),
    [
        ([], 0, "sessions"),
        (["name"], 10, "sessions"),
        (["name", "sessions"], 25, "place"),
        (["name", "sessions", "place"], 35, "contact"),
        (["name", "sessions", "place", "contact", "ages", "cost"], 65, "summary"),
        (ALL - {"summary", "access"}, 84, "summary"),
        (ALL - {"access", "pictures"}, 89, "access"),
        (ALL - {"categories", "description", "pictures", "languages"}, 81, "categories"),
        (ALL - {"languages"}, 96, "languages"),
        (ALL, 100, None),
    ],
)
def test_the_heaviest_missing_piece_comes_next(said, score, first):
    found = completeness(said)

    assert (found.score, found.next and found.next.key) == (score, first)


def test_every_piece_has_a_reason_and_a_step():
    assert sum(piece.weight for piece in PIECES) == 100
    assert set(WHY) == ALL
    assert {piece.step for piece in PIECES} == set(ORDER)
    assert set(STATE_NAMES) == set(State)


def version(number, *, pl=(), **words):
    return Version(number, {"en": (), "ur": (), "pl": pl, **words})


TEA, TEAS = ("Tea", "Warm."), ("Tea", "Warm and free.")
CHAI, CHAIS = ("چائے", "گرم"), ("چائے", "گرم اور مفت")


@pytest.mark.parametrize(
    ("versions", "by_machine", "read_through", "expected"),
    [
        ([version(1, en=TEA)], (), {}, State.MISSING),
        ([version(1, en=TEA, ur=("چائے", ""))], (), {}, State.PART),
        ([version(1, en=TEA, ur=CHAI)], ("ur",), {}, State.MACHINE),
        ([version(1, en=TEA, ur=CHAI)], (), {}, State.CHECKED),
        ([version(1, en=TEA), version(2, en=TEA, ur=CHAI)], (), {}, State.CHECKED),
        ([version(1, en=TEA, ur=CHAI), version(2, en=TEAS, ur=CHAI)], (), {}, State.OUT_OF_DATE),
        ([version(1, en=TEA, ur=CHAI), version(2, en=TEAS, ur=CHAI)], ("ur",), {}, State.OUT_OF_DATE),
        ([version(1, en=TEA, ur=CHAI), version(2, en=TEAS, ur=CHAIS)], (), {}, State.CHECKED),
        (
            [version(1, en=TEA, ur=CHAI), version(2, en=TEAS, ur=CHAI), version(3, en=TEAS, ur=CHAIS)],
            (),
            {},
            State.CHECKED,
        ),
        ([version(1, en=TEA, ur=CHAI), version(2, en=TEAS, ur=CHAI)], (), {"ur": 2}, State.CHECKED),
        ([version(1, en=TEA, ur=CHAI), version(2, en=TEAS, ur=CHAI)], (), {"ur": 1}, State.OUT_OF_DATE),
        (
            [version(1, en=TEA, ur=CHAI), version(2, en=TEAS, ur=CHAI), version(3, en=TEA, ur=CHAI)],
            (),
            {},
            State.CHECKED,
        ),
    ],
    ids=[
        "nothing written",
        "a field is missing that the source has",
        "drafted by a machine",
        "written at once by a person",
        "translated later",
        "the source changed since",
        "a draft of old words",
        "both changed together",
        "the translation followed",
        "read through after the change",
        "read through before the change",
        "the change was taken back",
    ],
)
def test_what_is_said_of_a_translation(versions, by_machine, read_through, expected):
    assert states(versions, by_machine, read_through)["ur"] is expected


def test_english_is_measured_against_urdu_where_urdu_came_first():
    history = [version(1, ur=CHAI), version(2, ur=CHAI, en=TEA), version(3, ur=CHAIS, en=TEA)]

    assert source_of(history) == "ur"
    assert states(history, (), {})["en"] is State.OUT_OF_DATE
    assert states(history, (), {})["ur"] is State.CHECKED
    assert source_of([version(1, ur=CHAI, en=TEA)]) == "en"
    assert source_of([version(1)]) == "en"
