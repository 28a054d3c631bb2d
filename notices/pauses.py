"""How long a message waits after each time that it could not be sent. There is no last try."""

from datetime import timedelta

PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)


def pause(tries: int) -> timedelta:
    """After so many tries, 1 or more."""
    return PAUSES[min(tries, len(PAUSES)) - 1]
