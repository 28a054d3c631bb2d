"""What a family said of how to reach them safely, as rules: a number that must not be used is never shown."""

from collections.abc import Mapping
from enum import StrEnum


class Kind(StrEnum):
    PHONE = "phone"
    EMAIL = "email"


class Reason(StrEnum):
    NOT_SAFE = "not_safe"
    NO_REASON_GIVEN = "no_reason_given"


# Which ways, as the form names them, make use of what.
WAYS = {Kind.PHONE: frozenset({"call", "text"}), Kind.EMAIL: frozenset({"email"})}


class CannotShow(Exception):
    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def may_be_shown(contact: Mapping, kind: Kind) -> bool:
    """`contact` is what the form's first step was told."""
    return bool(contact.get(kind)) and not WAYS[kind].isdisjoint(contact.get("ways", []))


def check_can_show(contact: Mapping, kind: Kind, *, is_safe_time: bool, why: str) -> None:
    """At another time than the family named, only with a reason. Raises CannotShow."""
    if not may_be_shown(contact, kind):
        raise CannotShow(Reason.NOT_SAFE)
    if contact.get("safe_times") and not is_safe_time and not why.strip():
        raise CannotShow(Reason.NO_REASON_GIVEN)
