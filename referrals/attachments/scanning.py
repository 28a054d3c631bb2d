"""Files that no scanner could look at as they came are scanned by the staff's process, which can open them."""

import logging
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from directory.safeguarding.scanner import Scan, ScannerAway
from referrals import keyring, sealing, wrapping
from referrals.attachments import sealed_stream
from referrals.models import Attachment, AuditEntry, Referral

logger = logging.getLogger(__name__)
IN_A_TURN = 20


def plain(attachment: Attachment, key: str) -> Iterable[bytes]:
    """What is in a file, piece by piece. Raises sealing.CannotOpen."""
    pieces = (bytes(piece.box) for piece in attachment.pieces.all().iterator())
    return sealed_stream.unsealed(pieces, bytes.fromhex(key), bytes(attachment.header), of=attachment.pk)


def scan(attachment: Attachment, data: Iterable[bytes], actor: User | None) -> None:
    """Note what the scanner says. Raises ScannerAway."""
    with Scan(settings.SCANNER) as asked:
        for piece in data:
            asked.send(piece)
        found = asked.found()
    attachment.scanned_at, attachment.infected = timezone.now(), bool(found)
    with transaction.atomic():
        attachment.save(update_fields=["scanned_at", "infected"])
        if found:
            AuditEntry.objects.create(
                referral=attachment.referral, actor=actor, verb=AuditEntry.Verb.FOUND_VIRUS, at=attachment.scanned_at
            )


def scan_sent(*, now: datetime) -> None:
    """The worker tries again and again, while the scanner is away."""
    if not settings.SCANNER:
        return
    waiting = _waiting().values("referral")
    can_open = wrapping.sealed_to_any(keyring.held())
    for referral in Referral.objects.filter(can_open, pk__in=waiting).order_by("received_at")[:IN_A_TURN]:
        try:
            _scan_of(referral)
        except ScannerAway as error:
            logger.warning("The scanner does not answer: %s", error)
            return
        except (sealing.CannotOpen, sealing.NoPrivateKey, KeyError):
            logger.exception("Files of referral %s could not be opened to be scanned.", referral.pk)


def _waiting() -> QuerySet[Attachment]:
    return Attachment.objects.filter(scanned_at=None, count__gt=0).exclude(referral=None)


def _scan_of(referral: Referral) -> None:
    data_key = wrapping.data_key(referral, keyring.private_key)
    content = sealing.decrypt(bytes(referral.box), data_key, of=referral.pk)
    keys = {told["id"]: told["key"] for told in content["attachments"]}
    for attachment in _waiting().filter(referral=referral):
        scan(attachment, plain(attachment, keys[attachment.pk.hex]), None)
