"""What of a journey is counted, once each: the questions answered and, at its end, where it led."""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import DatabaseError, transaction
from django.db.models import F

from triage.counts.models import JourneyCount, What

logger = logging.getLogger(__name__)
# What a draft remembers beside the ids of questions, which hold no colon.
OUTCOME, PLACE = ":outcome", ":place"
Event = tuple[What, str]


@dataclass(frozen=True)
class Outcome:
    """Where a journey led. `neighbourhood` is a key, or empty where no postcode was given or none of ours."""

    level: str
    questions: int
    language: str
    neighbourhood: str


def events(answered: Collection[str], outcome: Outcome | None, counted: Collection[str]) -> list[Event]:
    """What is new since `counted`."""
    new = [(What.QUESTION, question) for question in answered if question not in counted]
    if outcome is None:
        return new
    if OUTCOME not in counted:
        new += [
            (What.OUTCOME, outcome.level),
            (What.LENGTH, str(outcome.questions)),
            (What.LANGUAGE, outcome.language),
            (What.OUTCOME_AND_LANGUAGE, f"{outcome.level} {outcome.language}"),
        ]
    if outcome.neighbourhood and PLACE not in counted:
        new += [
            (What.NEIGHBOURHOOD, outcome.neighbourhood),
            (What.OUTCOME_AND_NEIGHBOURHOOD, f"{outcome.level} {outcome.neighbourhood}"),
        ]
    return new


def count(answered: Collection[str], outcome: Outcome | None, counted: Collection[str], *, today: date) -> list[str]:
    """Add what is new to the counts of the week; what has been counted now, for the draft to keep."""
    add(events(answered, outcome, counted), today=today)
    reached = [OUTCOME] * bool(outcome) + [PLACE] * bool(outcome and outcome.neighbourhood)
    return sorted({*counted, *answered, *reached})


def add(new: Collection[Event], *, today: date) -> None:
    """No page of a family fails, or says less, because something could not be counted."""
    week = today - timedelta(days=today.weekday())
    try:
        with transaction.atomic():
            for what, key in new:
                JourneyCount.objects.get_or_create(week=week, what=what, key=key)
                JourneyCount.objects.filter(week=week, what=what, key=key).update(times=F("times") + 1)
    except DatabaseError as error:
        logger.warning("A journey was not counted: %s.", type(error).__name__)
