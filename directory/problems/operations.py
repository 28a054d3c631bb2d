from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.timezone import localdate

from wagtail.log_actions import log

from directory.confirming.recipients import Recipient, recipients
from directory.editors.links import link
from directory.freshness import Asked
from directory.models import Listing, Problem
from directory.problems.models import BELIEVED_FROM, KEPT_AFTER_ANSWER, MOST_OPEN, Kind, Outcome
from directory.telling_staff import tell_staff
from notices import operations as notices
from words.text import text


@transaction.atomic
def say_what_is_wrong(*, listing: Listing, kind: Kind, note: str, language: str, now: datetime) -> None:
    """Keep what a family says, tell the group and staff once a day at most, and believe what several say.

    Where nobody has answered very many, no more are kept.
    """
    problems = Problem.objects.filter(listing=listing).open()
    if problems.count() >= MOST_OPEN:
        return
    Problem.objects.create(listing=listing, kind=kind, note=note, language=language, said_on=localdate(now))
    if not listing.doubted and problems.filter(kind=kind).count() >= BELIEVED_FROM:
        listing.doubted = kind
        listing.save(update_fields=["doubted"])
    for recipient in recipients(listing, frozenset({Asked.FIRST_EDITOR, Asked.OTHER_EDITORS})):
        _tell(listing, recipient, now)
    tell_staff("problems-said", "listing-problems", now=now)


@transaction.atomic
def answer(*, problem: Problem, outcome: Outcome, actor: User, now: datetime) -> bool:
    """False, and nothing is noted, if somebody has answered it."""
    if not Problem.objects.filter(pk=problem.pk).answer(outcome, by=actor, at=now):
        return False
    listing = problem.listing
    log(listing, "directory.answer_problem", user=actor, data={"kind": problem.kind, "outcome": outcome}, timestamp=now)
    if listing.doubted == problem.kind and listing.problems.open().filter(kind=problem.kind).count() < BELIEVED_FROM:
        listing.doubted = ""
        listing.save(update_fields=["doubted"])
    return True


def forget_answered(*, now: datetime) -> None:
    Problem.objects.filter(answered_at__lt=now - KEPT_AFTER_ANSWER).delete()


def _tell(listing: Listing, recipient: Recipient, now: datetime) -> None:
    page = link("problems", listing.group.key, language=recipient.language)
    notices.tell(
        message="listing-problem",
        address=recipient.address,
        language=recipient.language,
        values={"listing": text(listing, "name", recipient.language).value, "page": page},
        cause=f"listing {listing.pk} problem {localdate(now)} {recipient.key}",
        now=now,
    )
