"""Sends what is due. Any number of processes may do so at once: each leases a message before it sends it.

A process that dies between sending and writing so down leaves a lease that ends; the message is then sent again, under
the same Message-ID, by which mail programs know it for the same.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, make_msgid

from notices.models import Channel, Notice
from notices.pauses import pause
from notices.texts import send_text
from notices.wording import Wording, worded

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
FORGOTTEN: dict[str, Any] = {"address": "", "values": {}, "box": b"", "leased_until": None}
# A mail server that takes half a minute to fail, for each of hundreds, must not keep the worker from raising an alarm.
TURN = timedelta(seconds=20)
Clock = Callable[[], datetime]
# From a public key and a box that was sealed to it: the address and the values.
Opener = Callable[[bytes, bytes], tuple[str, dict[str, str]]]


def deliver_due(clock: Clock, opener: Opener | None = None) -> int:
    """Send the messages that are due, one after the other, as many as the mail server takes and for a turn at most; how
    many were sent. Without an opener, none that is sealed."""
    Notice.objects.late(clock()).update(given_up_at=clock(), **FORGOTTEN)
    sent, ends = 0, clock() + TURN
    while clock() <= ends and (notice := _leased(clock(), opener)):
        sent += _deliver(notice, clock, opener)
    return sent


def _leased(now: datetime, opener: Opener | None) -> Notice | None:
    """A message that is due, for us alone; none where as many were tried in the last minute as may be. A second worker
    that looks at the same moment may add one to them."""
    if Notice.objects.filter(tried_at__gt=now - timedelta(minutes=1)).count() >= settings.MESSAGES_A_MINUTE:
        return None
    due = Notice.objects.due(now)
    for notice in (due if opener else due.filter(box=b""))[:10]:
        is_as_read = Notice.objects.waiting().filter(pk=notice.pk, leased_until=notice.leased_until)
        if is_as_read.update(leased_until=now + LEASE, tried_at=now):
            return notice
    return None


def _deliver(notice: Notice, clock: Clock, opener: Opener | None) -> bool:
    row = Notice.objects.filter(pk=notice.pk)
    try:
        if opener and notice.box:
            notice.address, notice.values = opener(bytes(notice.public_key), bytes(notice.box))
        _send(notice)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one, the others are sent
        tries = notice.tries + 1
        row.update(tries=tries, failure=_why(error), due_at=clock() + pause(tries), leased_until=None)
        logger.warning("Notice %s was not sent, for the %s. time: %s", notice.pk, tries, _why(error))
        return False
    row.update(sent_at=clock(), failure="", **FORGOTTEN)
    return True


def _send(notice: Notice) -> None:
    wording = worded(notice.message, notice.language, notice.values)
    if notice.channel == Channel.TEXT:
        send_text(notice.address, wording.body, f"notice-{notice.pk}")
    else:
        _send_mail(notice, wording)


def _send_mail(notice: Notice, wording: Wording) -> None:
    mail = EmailMultiAlternatives(
        wording.subject,
        wording.body,
        to=[notice.address],
        headers={"Message-ID": _message_id(notice), "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(wording.html, "text/html")
    mail.send()


def _message_id(notice: Notice) -> str:
    domain = make_msgid().rpartition("@")[2].rstrip(">")
    return f"<notice-{notice.pk}-{notice.written_at:%Y%m%d%H%M%S%f}@{domain}>"


def _why(error: Exception) -> str:
    """Without the words of a mail server, which name the address."""
    code = getattr(error, "smtp_code", None) or getattr(error, "status_code", None)
    return f"{type(error).__name__} {code}" if code else type(error).__name__
