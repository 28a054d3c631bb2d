"""Writes of the directory that are nobody's edit."""

from datetime import date

from django.db import transaction
from django.db.models import F

from directory.models import UnansweredSearch
from directory.unanswered import MOST_KEPT, first_day_kept, words_to_keep


@transaction.atomic
def record_unanswered_search(*, typed: str, language: str, today: date) -> None:
    """Count words that found nothing, where they may be kept, and forget those not asked for in a long time."""
    UnansweredSearch.objects.filter(last_asked_on__lt=first_day_kept(today)).delete()
    words = words_to_keep(typed)
    asked_before = UnansweredSearch.objects.filter(words=words, language=language)
    if asked_before.update(times=F("times") + 1, last_asked_on=today):
        return
    if words and UnansweredSearch.objects.count() < MOST_KEPT:
        UnansweredSearch.objects.get_or_create(words=words, language=language, defaults={"last_asked_on": today})
