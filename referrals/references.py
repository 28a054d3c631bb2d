"""References such as "FP-7K2M-9QX4": short enough to say on the phone, and a slip of the tongue is noticed.

29 signs: no vowels, so that no word appears by chance, and neither 0 nor 1, which are taken for O and I. 29 is a prime
and the weights differ, so the last sign catches every wrong sign and every two that changed places.
"""

import re
import secrets

SIGNS = "23456789BCDFGHJKLMNPQRSTVWXYZ"
RANDOM_SIGNS = 7
SHAPE = re.compile(rf"FP([{SIGNS}]{{{RANDOM_SIGNS + 1}}})")


def new_reference() -> str:
    return with_check_sign("".join(secrets.choice(SIGNS) for _ in range(RANDOM_SIGNS)))


def with_check_sign(body: str) -> str:
    """The whole reference around seven signs."""
    signs = body + _check_sign(body)
    return f"FP-{signs[:4]}-{signs[4:]}"


def is_valid(text: str) -> bool:
    """Whether this can be a reference, in any case and spacing."""
    return as_written(text) is not None


def as_written(text: str) -> str | None:
    """The reference in our own spelling; None where the last sign does not fit, so that a slip finds nothing."""
    match = SHAPE.fullmatch(re.sub(r"[\s-]", "", text).upper())
    return with_check_sign(match[1][:-1]) if match and match[1][-1] == _check_sign(match[1][:-1]) else None


def _check_sign(body: str) -> str:
    total = sum(weight * SIGNS.index(sign) for weight, sign in enumerate(body, start=2))
    return SIGNS[total % len(SIGNS)]
