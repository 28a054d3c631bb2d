"""Asking groups whether a listing is still right, and noting that it is."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.timezone import localdate

from wagtail.log_actions import log

from babel import Locale
from babel.dates import format_date

from directory.confirming import links
from directory.confirming.recipients import Recipient, recipients
from directory.freshness import DUE_AFTER, HIDDEN_AFTER, LAST_STEP, STALE_AFTER, Asked, Step, next_step
from directory.models import FRESHNESS, Listing
from directory.telling_staff import tell_staff
from notices import operations as notices
from words.text import text


@transaction.atomic
def confirm(*, listing: Listing, since: datetime | None, actor: User | None, by: str, now: datetime) -> bool:
    """Note that a person says that what families read is right; a hidden listing comes back. `by` is for the log.

    False, and nothing is noted, if the listing was confirmed since the person was asked.
    """
    current = Listing.objects.select_for_update().get(pk=listing.pk)
    if current.known_since != since:
        return False
    current.note_confirmed(actor, now)
    current.refresh_from_db(fields=FRESHNESS)
    current.save(update_fields=["confirmed_at"])  # so that the index follows
    log(current, "directory.confirm", user=actor, data={"by": by}, timestamp=now)
    return True


def ask_groups(*, now: datetime) -> int:
    """Take each step that is due today, of each listing one; how many were taken. Any number of processes may do so."""
    due = Listing.objects.asked_about().known_before(now - DUE_AFTER).exclude(reminder=LAST_STEP)
    taken = [step for key in list(due.values_list("pk", flat=True)) if (step := _ask(key, now))]
    if any(Asked.STAFF in step.asked for step in taken):
        tell_staff("listings-unanswered", "unconfirmed-listings", now=now)
    return len(taken)


@transaction.atomic
def _ask(key: int, now: datetime) -> Step | None:
    listing = Listing.objects.select_for_update(of=("self",)).select_related("group").get(pk=key)
    since = listing.known_since
    asked_on = localdate(listing.reminded_at) if listing.reminded_at else None
    step = next_step(localdate(since), listing.reminder, asked_on, localdate(now)) if since else None
    if not step or not _take(listing, step, now):
        return None
    for recipient in recipients(listing, step.asked):
        _tell(listing, step, recipient, now)
    return step


def _take(listing: Listing, step: Step, now: datetime) -> bool:
    """False if another process took it."""
    facts: dict[str, Any] = {"reminder": step.name, "reminded_at": now}
    as_read = Listing.objects.filter(pk=listing.pk, reminder=listing.reminder, confirmed_at=listing.confirmed_at)
    if not as_read.update(**facts):
        return False
    if step.hides:
        listing.hidden_at = now
        listing.save(update_fields=["hidden_at"])
        log(listing, "directory.hide", timestamp=now)
    return True


def _tell(listing: Listing, step: Step, recipient: Recipient, now: datetime) -> None:
    language, since = recipient.language, listing.known_since
    if since is None:
        return
    notices.tell(
        message=step.message,
        address=recipient.address,
        language=language,
        values={
            "listing": text(listing, "name", language).value,
            "since": _day(since, language),
            "stale": _day(since + STALE_AFTER, language),
            "hidden": _day(since + HIDDEN_AFTER, language),
            "link": links.address(listing, recipient.editorship, language),
        },
        cause=f"listing {listing.pk} since {since.isoformat()} {step.name} {recipient.key}",
        now=now,
    )


def _day(moment: datetime, language: str) -> str:
    return format_date(localdate(moment), "long", locale=Locale.parse(language))
