"""What PostgreSQL has to be told so that it shows a process what is its own: see postgresql/roles.sql.

On SQLite, and in one process for all, there is nothing to tell: what the queries leave out is left out all the same.
What asks for an answer may be asked where `is_on()`: there PostgreSQL knows what this process may not read.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import connection
from django.http import HttpRequest, HttpResponse


def is_on() -> bool:
    """Whether this process has an account of its own in the database."""
    return connection.vendor == "postgresql" and settings.ROLE != "all"


def as_the_user(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """While somebody's request is answered, the database shows the rows of their teams and no others."""
    if not is_on():
        raise MiddlewareNotUsed

    def middleware(request: HttpRequest) -> HttpResponse:
        _name("portal.user_id", request.user.pk)
        try:
            return get_response(request)
        finally:
            _name("portal.user_id", None)
            _name("portal.signing_in_id", None)

    return middleware


def name_who_signs_in(user_id: int) -> None:
    """Until the request ends, their sign-in can be put on record. No row is shown for it."""
    if is_on():
        _name("portal.signing_in_id", user_id)


def name_idempotency_key(key: UUID) -> None:
    """Until the transaction ends, the database shows what was sent under this key."""
    if is_on():
        _ask("SELECT set_config('portal.idempotency_key', %s, true)", str(key))


def hand_over(referral_id: UUID, team_id: int) -> bool:
    """Another team has it, for which it is new. False where it is not the asking person's to give away."""
    return _ask("SELECT portal_hand_over(%s, %s)", referral_id, team_id)


def is_team_member(user_id: int) -> bool:
    return _ask("SELECT portal_is_team_member(%s)", user_id)


def last_link() -> tuple[int, str] | None:
    """Number and hash of the record's last entry, whosever it is."""
    return next(iter(_rows("SELECT number, hash FROM portal_last_link()")), None)


def receivers() -> list[tuple[str, str, bool, bool, int]]:
    """Of each team its key, name, whether it is the front door, whether it has a public key, and how many are in it."""
    return _rows("SELECT key, name, is_front_door, has_key, people FROM portal_receivers()")


def alarms(now: datetime) -> dict[int, int]:
    """As `queries.alarms` for whoever asks, by the teams' ids."""
    return dict(_rows("SELECT team_id, waiting FROM portal_alarms(%s)", now))


def progress(status_key: bytes) -> tuple[bool, bool] | None:
    """As `queries.progress`; the database shows this process no more of it."""
    return next(iter(_rows("SELECT is_new, is_tried FROM portal_progress(%s)", status_key)), None)


def _name(setting: str, user_id: int | None) -> None:
    _ask("SELECT set_config(%s, %s, false)", setting, str(user_id or ""))


def _ask(question: str, *values: Any) -> Any:
    return _rows(question, *values)[0][0]


def _rows(question: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchall()
