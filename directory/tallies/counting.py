"""Counts in memory, written once a minute: a page that is read must not wait for the disk. A process that dies loses
what it counted since."""

import logging
import threading
import time
from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils.timezone import localdate

from directory.models import Listing, Tally
from directory.tallies.models import What
from directory.unanswered import words_to_keep

logger = logging.getLogger(__name__)
# Among so many a family sees it without looking for long.
FIRST = 10
# So that nobody fills the memory or the table by asking for nonsense.
MOST_COUNTED = 10_000
Met = tuple[int, What, str]

_counts: Counter[Met] = Counter()
_lock = threading.Lock()
_written_at = time.monotonic()


def count(listing: int, what: What) -> None:
    _add([(listing, what, "")])


def count_found(listings: Collection[int], typed: str) -> None:
    """What was typed is counted where it may be kept."""
    if words := words_to_keep(typed):
        _add([(listing, What.FOUND, words) for listing in list(listings)[:FIRST]])


def _add(met: Collection[Met]) -> None:
    with _lock:
        if len(_counts) < MOST_COUNTED:
            _counts.update(met)
    if settings.TALLY_SECONDS is not None and time.monotonic() - _written_at > settings.TALLY_SECONDS:
        try:
            write(localdate())
        except DatabaseError as error:
            # Not its words, which may quote what a family typed; and no family's page fails for a count.
            logger.warning("Tallies were not written: %s.", type(error).__name__)


def write(today: date) -> None:
    """Add what was counted to the tables."""
    global _written_at  # noqa: PLW0603 - a process has one
    with _lock:
        counted = dict(_counts)
        _counts.clear()
        _written_at = time.monotonic()
    known = set(Listing.objects.filter(pk__in={listing for listing, *_ in counted}).values_list("pk", flat=True))
    with transaction.atomic():
        for (listing, what, words), times in counted.items():
            if listing in known:
                key: dict[str, Any] = {
                    "listing_id": listing,
                    "month": today.replace(day=1),
                    "what": what,
                    "words": words,
                }
                Tally.objects.get_or_create(**key)
                Tally.objects.filter(**key).update(times=F("times") + times)
