"""The states of a referral: who may move it, and where it may go from each."""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    NEW = "new"
    IN_PROGRESS = "in_progress"
    TRIED_TO_REACH = "tried_to_reach"
    CLOSED = "closed"


class Outcome(StrEnum):
    """What became of a referral, once it is closed."""

    SUPPORTED = "supported"
    SIGNPOSTED = "signposted"
    HANDED_ON = "handed_on"
    DECLINED = "declined"
    NOT_REACHED = "not_reached"
    MISTAKEN = "mistaken"
    NO_REFERRAL = "no_referral"


class Mover(StrEnum):
    ASSIGNED_TEAM = "assigned_team"
    ANYBODY_ELSE = "anybody_else"


class Reason(StrEnum):
    NOT_THEIRS = "not_theirs"
    NO_SUCH_MOVE = "no_such_move"
    NO_OUTCOME = "no_outcome"


OPEN_STATES = frozenset({State.NEW, State.IN_PROGRESS, State.TRIED_TO_REACH})

# Nothing is closed unread: a new referral has to be taken up first. A closed one can be taken up again.
TRANSITIONS: Mapping[State, tuple[State, ...]] = {
    State.NEW: (State.IN_PROGRESS, State.TRIED_TO_REACH),
    State.IN_PROGRESS: (State.TRIED_TO_REACH, State.CLOSED),
    State.TRIED_TO_REACH: (State.IN_PROGRESS, State.CLOSED),
    State.CLOSED: (State.IN_PROGRESS,),
}

MOVERS: Mapping[State, frozenset[Mover]] = {
    State.NEW: frozenset({Mover.ASSIGNED_TEAM}),
    State.IN_PROGRESS: frozenset({Mover.ASSIGNED_TEAM}),
    State.TRIED_TO_REACH: frozenset({Mover.ASSIGNED_TEAM}),
    State.CLOSED: frozenset({Mover.ASSIGNED_TEAM}),
}


class CannotMove(Exception):
    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def check_can_move(state: State, to: State, mover: Mover) -> None:
    """Raises CannotMove with the reason where `mover` may not take a referral from `state` to `to`."""
    if mover not in MOVERS[state]:
        raise CannotMove(Reason.NOT_THEIRS)
    if to not in TRANSITIONS[state]:
        raise CannotMove(Reason.NO_SUCH_MOVE)


def check_outcome(to: State, outcome: Outcome | None) -> None:
    """Nothing is closed without a word on what became of it, and nothing open has such a word. Raises CannotMove."""
    if (to is State.CLOSED) != (outcome is not None):
        raise CannotMove(Reason.NO_OUTCOME)


def can_move(state: State, to: State, mover: Mover) -> bool:
    try:
        check_can_move(state, to, mover)
    except CannotMove:
        return False
    return True
