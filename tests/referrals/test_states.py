from django.conf import settings

import pytest

from referrals.management.commands.draw_states import drawing
from referrals.states import (
    MOVERS,
    TRANSITIONS,
    CannotMove,
    Mover,
    Outcome,
    Reason,
    State,
    can_move,
    check_can_move,
    check_outcome,
)

ALLOWED = {
    ("new", "in_progress"),
    ("new", "tried_to_reach"),
    ("in_progress", "tried_to_reach"),
    ("in_progress", "closed"),
    ("tried_to_reach", "in_progress"),
    ("tried_to_reach", "closed"),
    ("closed", "in_progress"),
}
PAIRS = [(state, to) for state in State for to in State]


@pytest.mark.parametrize(("state", "to"), PAIRS)
def test_the_assigned_team_makes_these_moves_and_no_others(state, to):
    assert can_move(state, to, Mover.ASSIGNED_TEAM) is ((state.value, to.value) in ALLOWED)


@pytest.mark.parametrize(("state", "to"), PAIRS)
def test_nobody_else_moves_anything(state, to):
    with pytest.raises(CannotMove) as refused:
        check_can_move(state, to, Mover.ANYBODY_ELSE)
    assert refused.value.reason is Reason.NOT_THEIRS


def test_a_refused_move_says_that_there_is_no_such_move():
    with pytest.raises(CannotMove) as refused:
        check_can_move(State.NEW, State.CLOSED, Mover.ASSIGNED_TEAM)
    assert refused.value.reason is Reason.NO_SUCH_MOVE


@pytest.mark.parametrize("table", [TRANSITIONS, MOVERS])
def test_every_state_is_in_every_table(table):
    assert set(table) == set(State)


def test_every_state_but_new_can_be_reached_and_every_state_left():
    reached = {to for targets in TRANSITIONS.values() for to in targets}
    assert reached == set(State) - {State.NEW}
    assert all(TRANSITIONS.values())


@pytest.mark.parametrize("to", State)
def test_what_is_closed_has_an_outcome_and_nothing_else_has(to):
    good, bad = (Outcome.SUPPORTED, None) if to is State.CLOSED else (None, Outcome.SUPPORTED)
    check_outcome(to, good)
    with pytest.raises(CannotMove) as refused:
        check_outcome(to, bad)
    assert refused.value.reason is Reason.NO_OUTCOME


def test_the_diagram_in_the_docs_is_that_of_the_tables():
    assert (settings.BASE_DIR / "docs" / "referral-states.md").read_text(encoding="utf-8") == drawing()
