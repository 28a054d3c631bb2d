"""What a team is given of a file: only what was scanned, a photograph drawn anew, and always on record."""

import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User

from directory.safeguarding.scanner import ScannerAway
from referrals.attachments.kinds import PDF, says_another
from referrals.attachments.redraw import TOO_MANY_PIXELS
from referrals.attachments.scanning import plain, scan
from referrals.models import Attachment, AuditEntry
from referrals.operations import Opened, open_referral
from referrals.wrapping import PrivateKeyOf

REDRAW = Path(__file__).with_name("redraw.py")
DECODERS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "heic": "HEIF"}
SECONDS = 30


class Reason(StrEnum):
    MISSING = "missing"
    NOT_SCANNED = "not_scanned"
    VIRUS = "virus"
    TOO_MANY_PIXELS = "too_many_pixels"
    BROKEN = "broken"


class CannotHandOut(Exception):
    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class File:
    """A file as a team sees it listed. `claims` are what its name or type say that it is, and it is not."""

    number: int
    name: str
    kind: str
    size: int
    claims: list[str]
    waits_for_scan: bool
    infected: bool


@dataclass(frozen=True)
class HandedOut:
    name: str
    content: bytes


def files_of(opened: Opened) -> list[File]:
    """In the order in which they were added, numbered from 1."""
    rows = {row.pk.hex: row for row in opened.referral.attachments.all()}
    return [
        _listed(number, told, rows.get(told["id"]))
        for number, told in enumerate(opened.content.get("attachments", []), start=1)
    ]


def _listed(number: int, told: dict, row: Attachment | None) -> File:
    return File(
        number=number,
        name=told["name"],
        kind=told["kind"],
        size=told["size"],
        claims=says_another(told["kind"], told["name"], told["said"]),
        waits_for_scan=row is not None and row.scanned_at is None,
        infected=row is not None and row.infected,
    )


def hand_out(*, referral_id: UUID, number: int, actor: User, private_key_of: PrivateKeyOf, now: datetime) -> HandedOut:
    """The file of that number, safe to save. Its name is ours.

    Raises CannotHandOut, and as `open_referral` does. Nothing is handed out that is not on record.
    """
    opened = open_referral(referral_id=referral_id, actor=actor, private_key_of=private_key_of, now=now)
    told = dict(enumerate(opened.content.get("attachments", []), start=1)).get(number)
    row = told and opened.referral.attachments.filter(pk=told["id"]).first()
    if not told or not row:
        raise CannotHandOut(Reason.MISSING)
    content = b"".join(plain(row, told["key"]))
    _check_scanned(row, content, actor)
    kind = told["kind"]
    safe = content if kind == PDF else _drawn_anew(content, kind)
    AuditEntry.objects.create(
        referral=opened.referral, actor=actor, verb=AuditEntry.Verb.HANDED_OUT, at=now, detail=f"file {number}"
    )
    return HandedOut(f"{opened.referral.reference}-{number}.{PDF if kind == PDF else 'jpg'}", safe)


def _check_scanned(row: Attachment, content: bytes, actor: User) -> None:
    """Where there is a scanner, nothing goes past it. Raises CannotHandOut."""
    if row.scanned_at is None and settings.SCANNER:
        try:
            scan(row, [content], actor)
        except ScannerAway as error:
            raise CannotHandOut(Reason.NOT_SCANNED) from error
    if row.infected:
        raise CannotHandOut(Reason.VIRUS)


def _drawn_anew(content: bytes, kind: str) -> bytes:
    """Raises CannotHandOut."""
    command = [sys.executable, "-I", str(REDRAW), DECODERS[kind]]
    try:
        done = subprocess.run(command, input=content, capture_output=True, env={}, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise CannotHandOut(Reason.BROKEN) from error
    if done.returncode:
        raise CannotHandOut(Reason.TOO_MANY_PIXELS if done.returncode == TOO_MANY_PIXELS else Reason.BROKEN)
    return done.stdout
