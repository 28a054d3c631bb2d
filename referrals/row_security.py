"""What PostgreSQL has to be told so that it shows a process what is its own: see postgresql/roles.sql.

On SQLite, and in one process for all, there is nothing to tell: what the queries leave out is left out all the same.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import connection
from django.http import HttpRequest, HttpResponse

from referrals.models import Referral, Team
from referrals.states import State


def is_on() -> bool:
    """Whether this process has an account of its own in the database."""
    return connection.vendor == "postgresql" and settings.ROLE != "all"


def as_the_user(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """While somebody's request is answered, the database shows the rows of their teams and no others."""
    if not is_on():
        raise MiddlewareNotUsed

    def middleware(request: HttpRequest) -> HttpResponse:
        _ask("SELECT set_config('portal.user_id', %s, false)", str(request.user.pk or ""))
        try:
            return get_response(request)
        finally:
            _ask("SELECT set_config('portal.user_id', '', false)")

    return middleware


def name_idempotency_key(key: UUID) -> None:
    """Until the transaction ends, the database shows what was sent under this key."""
    if is_on():
        _ask("SELECT set_config('portal.idempotency_key', %s, true)", str(key))


def hand_over(referral: Referral, to: Team) -> bool:
    """Another team has it, for which it is new. False where it is not the asking person's to give away."""
    if is_on():
        return _ask("SELECT portal_hand_over(%s, %s)", referral.pk, to.pk)
    row = Referral.objects.open().filter(pk=referral.pk)
    return bool(row.update(team=to, state=State.NEW, acknowledged_at=None))


def is_team_member(user_id: int) -> bool:
    """Whether somebody is in any team, also for those who may not read who is in which."""
    if is_on():
        return _ask("SELECT portal_is_team_member(%s)", user_id)
    return Team.objects.filter(members=user_id).exists()


def _ask(question: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchone()[0]
