"""A member's session: begun by a password, good after the second factor, over when nothing happens or the day ends."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.contrib.auth import SESSION_KEY, login, update_session_auth_hash
from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils.dateparse import parse_datetime

from referrals.models import AuditEntry

IDLE = timedelta(minutes=15)
WHOLE = timedelta(hours=8)
SECOND_WITHIN = timedelta(minutes=10)
# How long after signing in somebody may change how they sign in.
FRESH = timedelta(minutes=10)
PENDING, SINCE, SEEN = "workspace pending", "workspace since", "workspace seen"


class Standing(StrEnum):
    GOOD = "good"
    NOT_SIGNED_IN = "not-signed-in"
    IDLE = "idle"
    ENDED = "ended"


@dataclass(frozen=True)
class Pending:
    """Somebody whose password was right, and who has still to show a second factor."""

    user: User
    goes_on: str


def begin(request: HttpRequest, *, user: User, goes_on: str, now: datetime) -> None:
    request.session.cycle_key()
    request.session[PENDING] = [user.pk, goes_on, now.isoformat()]


def pending(session: SessionBase, now: datetime) -> Pending | None:
    user_id, goes_on, begun = session.get(PENDING, (None, "", ""))
    if user_id is None or now - _time(begun) > SECOND_WITHIN:
        return None
    user = User.objects.filter(pk=user_id, is_active=True, referral_teams__isnull=False).distinct().first()
    return Pending(user, goes_on) if user else None


@transaction.atomic
def finish(request: HttpRequest, user: User, now: datetime) -> None:
    """Sign in, on record: with a new session id, and without anything that somebody else left in this browser."""
    request.session.pop(PENDING, None)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    request.session[SINCE] = request.session[SEEN] = now.isoformat()
    AuditEntry.objects.create(actor=user, verb=AuditEntry.Verb.SIGNED_IN, at=now)


@transaction.atomic
def change_password(request: HttpRequest, *, user: User, password: str, now: datetime) -> None:
    """On record. Every other session of the person ends, and this one has a new name."""
    user.set_password(password)
    user.save(update_fields=["password"])
    update_session_auth_hash(request, user)
    AuditEntry.objects.create(actor=user, verb=AuditEntry.Verb.CHANGED_SIGN_IN, at=now, detail="new password")


def standing(session: SessionBase, now: datetime) -> Standing:
    if SINCE not in session:
        return Standing.NOT_SIGNED_IN
    if now - _time(session[SINCE]) > WHOLE:
        return Standing.ENDED
    return Standing.IDLE if now - _time(session[SEEN]) > IDLE else Standing.GOOD


def see(session: SessionBase, now: datetime) -> None:
    session[SEEN] = now.isoformat()


def is_fresh(session: SessionBase, now: datetime) -> bool:
    return SINCE in session and now - _time(session[SINCE]) <= FRESH


def end_all(user: User, *, now: datetime) -> None:
    """On every device. Only staff and people of groups have sessions, so there are few to look through."""
    for session in Session.objects.filter(expire_date__gt=now).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()


def _time(text: str) -> datetime:
    time = parse_datetime(text)
    assert time, text
    return time
