"""How much a drill does: little in every run of the tests, all that the bar asks for in `make drill`."""

import os


def size(*, small: int, full: int) -> int:
    return full if os.environ.get("PORTAL_DRILL") == "full" else small
