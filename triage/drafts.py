"""Unsent answers: on the server, encrypted, for minutes. The key is in the family's cookie and nowhere else, so that
neither the database nor a backup of it can be read, and neither can the cookie without the database."""

import base64
import binascii
import json
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

from nacl.bindings import sodium_pad, sodium_unpad
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from nacl.utils import random

from triage.models import Draft

# A draft is as long as the next: its length would tell how much was said.
BLOCK = 8192
TURN = "turn"
# 160 MB. Past it, who paused longest loses their answers: one who opens new drafts all the time must not fill the disk.
MOST = 20_000


@dataclass(frozen=True)
class Ticket:
    """What the cookie holds: which draft, and the key to it."""

    draft_id: uuid.UUID
    key: bytes

    def __str__(self) -> str:
        return f"{self.draft_id.hex}.{base64.urlsafe_b64encode(self.key).decode()}"


def load(request: HttpRequest) -> dict:
    """The family's unsent answers; empty where there are none, they have expired, or the cookie is not ours."""
    ticket = _ticket(request)
    draft = ticket and Draft.objects.filter(pk=ticket.draft_id, expires_at__gt=timezone.now()).first()
    if not ticket or not draft:
        return {}
    try:
        return json.loads(sodium_unpad(SecretBox(ticket.key).decrypt(bytes(draft.box)), BLOCK))
    except CryptoError:
        return {}


def held(request: HttpRequest) -> uuid.UUID | None:
    """The id of the draft that the browser holds the key to; None where there is none."""
    ticket = _ticket(request)
    return ticket.draft_id if ticket and load(request) else None


def save(request: HttpRequest, response: HttpResponse, data: dict, *, minutes: int | None = None) -> None:
    """Keep `data` (JSON) for this browser, and start its minutes anew. Anybody's expired drafts go at the same time."""
    now, minutes = timezone.now(), minutes or settings.JOURNEY_MINUTES
    forget_expired(now=now)
    text = json.dumps({**data, TURN: turn(data) + 1}).encode()
    ticket = _ticket(request)
    # A key that we did not make may be one that somebody else keeps: whoever had this phone before.
    if ticket is None or not Draft.objects.filter(pk=ticket.draft_id).exists():
        ticket = Ticket(uuid.uuid4(), random(SecretBox.KEY_SIZE))
    Draft.objects.update_or_create(
        pk=ticket.draft_id,
        defaults={
            "box": SecretBox(ticket.key).encrypt(sodium_pad(text, BLOCK)),
            "expires_at": now + timedelta(minutes=minutes),
        },
    )
    response.set_cookie(
        settings.JOURNEY_COOKIE_NAME,
        str(ticket),
        max_age=minutes * 60,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def forget(request: HttpRequest, response: HttpResponse) -> None:
    """Delete the draft and its key."""
    if ticket := _ticket(request):
        Draft.objects.filter(pk=ticket.draft_id).delete()
    response.delete_cookie(settings.JOURNEY_COOKIE_NAME, samesite="Strict")


def forget_expired(*, now: datetime) -> None:
    Draft.objects.filter(expires_at__lte=now).delete()


def forget_surplus(*, now: datetime) -> None:
    """Leave the MOST that were saved last."""
    by_age = Draft.objects.order_by("-expires_at")
    if oldest := by_age.values_list("expires_at", flat=True)[MOST - 1 : MOST].first():
        Draft.objects.filter(expires_at__lt=oldest).delete()


def turn(draft: dict) -> int:
    """How often the draft was saved. Pages send it back, so that a page that others have overtaken is known."""
    return draft.get(TURN, 0)


def is_old(draft: dict, data: QueryDict) -> bool:
    """Whether the page that was sent had been overtaken: two windows, or the browser's own Back."""
    return data.get(TURN, str(turn(draft))) != str(turn(draft))


def _ticket(request: HttpRequest) -> Ticket | None:
    draft_id, _, key = request.COOKIES.get(settings.JOURNEY_COOKIE_NAME, "").partition(".")
    try:
        ticket = Ticket(uuid.UUID(hex=draft_id), base64.urlsafe_b64decode(key))
    except (ValueError, binascii.Error):
        return None
    return ticket if len(ticket.key) == SecretBox.KEY_SIZE else None
