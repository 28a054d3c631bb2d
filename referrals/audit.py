"""Who did what with a referral, and when: written once, in the transaction of what it tells, bound into a chain."""

import logging
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction

from referrals import row_security
from referrals.chain import START, Link, breaks, hash_of

logger = logging.getLogger(__name__)
# Any number will do, as long as nothing else of the database takes it.
LOCK = 7_251_017


class WrittenOnce(Exception):
    """An entry of the record is neither changed nor deleted."""


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    def update(self, **kwargs: Any) -> int:
        raise WrittenOnce

    def delete(self) -> tuple[int, dict[str, int]]:
        raise WrittenOnce


class AuditEntry(models.Model):
    """An entry is created with what it tells; its number and hash come by themselves."""

    class Verb(models.TextChoices):
        RECEIVED = "received"
        OPENED = "opened"
        MOVED = "moved"
        REASSIGNED = "reassigned"
        ERASED = "erased"
        NOTED = "noted"
        SHOWED = "showed"
        TAKEN_OUT = "taken_out"
        SIGNPOSTED = "signposted"
        SORTED = "sorted"
        HANDED_OUT = "handed_out"
        FOUND_VIRUS = "found_virus"
        SIGNED_IN = "signed_in"
        CHANGED_SIGN_IN = "changed_sign_in"

    number = models.PositiveBigIntegerField(primary_key=True)
    referral = models.ForeignKey(
        "referrals.Referral", null=True, on_delete=models.PROTECT, related_name="audit_entries"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="None: the family, or the worker.",
    )
    verb = models.CharField(max_length=20, choices=Verb)
    at = models.DateTimeField()
    detail = models.CharField(max_length=100, blank=True, help_text="Never anything that the family told.")
    hash = models.CharField(max_length=64)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name_plural = "audit entries"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"

    def save(self, **kwargs: Any) -> None:
        if not self._state.adding:
            raise WrittenOnce
        with transaction.atomic():
            _one_at_a_time()
            number, before = _last_link() or (0, START)
            self.number = number + 1
            self.hash = hash_of(self.link, before)
            super().save(force_insert=True)

    def delete(self, using: Any = None, keep_parents: bool = False) -> tuple[int, dict[str, int]]:
        raise WrittenOnce

    @property
    def link(self) -> Link:
        referral = str(self.referral_id) if self.referral_id else None
        return Link(self.number, referral, self.actor_id, str(self.verb), self.at, self.detail)


def problems() -> list[str]:
    """What is wrong with the record, in words; empty where it is whole."""
    return list(breaks(_links(), {number: written for number, written in _anchors()}))


def last() -> AuditEntry | None:
    return AuditEntry.objects.last()


def watch(*, now: datetime) -> None:
    """Look through the whole record, and write down where it ends, in a file to be kept elsewhere."""
    for problem in problems():
        logger.error("The record of who read what is not whole. %s", problem)
    if end := last():
        path = Path(settings.AUDIT_ANCHORS)
        with path.open("a", encoding="ascii") as file:
            file.write(f"{now.isoformat(timespec='seconds')} {end.number} {end.hash}\n")


def _last_link() -> tuple[int, str] | None:
    if row_security.is_on():
        return row_security.last_link()
    return AuditEntry.objects.values_list("number", "hash").last()


def _links() -> Iterator[tuple[Link, str]]:
    return ((entry.link, entry.hash) for entry in AuditEntry.objects.order_by("number").iterator())


def _anchors() -> Iterator[tuple[int, str]]:
    path = Path(settings.AUDIT_ANCHORS)
    for line in path.read_text(encoding="ascii").splitlines() if path.exists() else ():
        _, number, written = line.split()
        yield int(number), written


def _one_at_a_time() -> None:
    """Until the transaction ends. SQLite writes one at a time by itself; this lock of PostgreSQL asks for no right on
    the table, so a process that may only insert can hold it too."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
