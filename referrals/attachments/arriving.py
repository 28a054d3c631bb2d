"""One file as it arrives: held to the limits, shown to the scanner and sealed, a piece at a time."""

import logging
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from directory.safeguarding.scanner import Scan, ScannerAway
from referrals.attachments.kinds import ENOUGH_TO_TELL, kind_of
from referrals.attachments.limits import LARGEST, Refusal
from referrals.attachments.sealed_stream import Sealer
from referrals.models import Attachment, AttachmentPiece

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Added:
    """A file that was taken, as the draft and then the sealed content keep it. `said` is the type it came with."""

    id: str
    key: str
    name: str
    kind: str
    size: int
    said: str
    is_scanned: bool


class Refused(Exception):
    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Arriving:
    """Whatever raises Refused leaves nothing of the file behind. `room` is in bytes."""

    def __init__(self, *, draft: uuid.UUID, name: str, said: str, room: int) -> None:
        self.name, self.said, self.room = name, said, room
        self.size, self.count = 0, 0
        self._head, self._kind = b"", ""
        self._scan: Scan | None = None
        self._row = Attachment(draft=draft, received_at=timezone.now())
        self._sealer = Sealer(self._row.pk)
        self._row.header = self._sealer.header

    def take(self, data: bytes) -> None:
        with self._all_or_nothing():
            self.size += len(data)
            if self.size > LARGEST:
                raise Refused(Refusal.TOO_LARGE)
            if self.size > self.room:
                raise Refused(Refusal.TOO_MUCH)
            if self._kind:
                self._keep(data)
                return
            self._head += data
            if len(self._head) >= ENOUGH_TO_TELL:
                self._begin()

    def complete(self) -> Added:
        with self._all_or_nothing():
            if not self.size:
                raise Refused(Refusal.EMPTY)
            if not self._kind:
                self._begin()
            self._store(self._sealer.last())
            is_scanned = self._is_scanned()
            self._row.count, self._row.scanned_at = self.count, timezone.now() if is_scanned else None
            self._row.save(update_fields=["count", "scanned_at"])
        return Added(self._row.pk.hex, self._sealer.key.hex(), self.name, self._kind, self.size, self.said, is_scanned)

    def drop(self) -> None:
        """What cannot be deleted now goes with the draft."""
        self._stop_scan()
        try:
            Attachment.objects.filter(pk=self._row.pk, referral=None).delete()
        except DatabaseError:
            logger.exception("A file could not be deleted")

    @contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            logger.exception("A file could not be kept")
            self.drop()
            raise Refused(Refusal.NOT_KEPT) from error
        except Refused:
            self.drop()
            raise

    def _begin(self) -> None:
        kind = kind_of(self._head)
        if kind is None:
            raise Refused(Refusal.NOT_TAKEN)
        self._kind = kind
        self._row.save(force_insert=True)
        self._scan = self._asked(lambda: Scan(settings.SCANNER)) if settings.SCANNER else None
        self._keep(self._head)
        self._head = b""

    def _keep(self, data: bytes) -> None:
        if scan := self._scan:
            self._asked(lambda: scan.send(data))
        for piece in self._sealer.seal(data):
            self._store(piece)

    def _store(self, piece: bytes) -> None:
        AttachmentPiece.objects.create(attachment=self._row, number=self.count, box=piece)
        self.count += 1

    def _is_scanned(self) -> bool:
        """False where no scanner could say. Raises Refused where it found something."""
        if self._scan is None:
            return False
        found = self._asked(self._scan.found)
        self._stop_scan()
        if found:
            logger.warning("A file that a family added was refused: %s", found)
            raise Refused(Refusal.VIRUS)
        return found is not None

    def _asked(self, ask: Callable[[], Answer]) -> Answer | None:
        """None where the scanner is away; it is asked no more about this file."""
        try:
            return ask()
        except ScannerAway as error:
            logger.warning("The scanner does not answer: %s", error)
            self._stop_scan()
            return None

    def _stop_scan(self) -> None:
        if self._scan:
            self._scan.close()
        self._scan = None
