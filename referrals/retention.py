"""How long what a family told is kept: never forgotten before a team took it up and closed it, however old it is."""

from datetime import datetime, timedelta

from referrals.states import State


def was_answered(state: State, acknowledged_at: datetime | None, closed_at: datetime | None) -> bool:
    """Whether a team took it up and closed it. Nothing else may be erased, whoever asks."""
    return state == State.CLOSED and acknowledged_at is not None and closed_at is not None


def is_due(
    state: State, acknowledged_at: datetime | None, closed_at: datetime | None, *, keep: timedelta, now: datetime
) -> bool:
    """Whether the time is over for which an answered referral is kept."""
    return was_answered(state, acknowledged_at, closed_at) and closed_at is not None and closed_at + keep <= now
