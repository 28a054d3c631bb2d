"""When what a listing says may no longer be so: nobody published it anew for so long."""

from datetime import date, timedelta

FRESH_FOR = timedelta(days=180)


def fresh_since(today: date) -> date:
    """What was confirmed on this day or later is fresh."""
    return today - FRESH_FOR
