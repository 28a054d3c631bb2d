"""Words that families looked for, and neither a page nor a group answers."""

from datetime import date

from django.conf import settings
from django.db import models

from directory.unanswered import MOST_CHARACTERS, SHOWN_FROM_TIMES, first_day_kept


class UnansweredSearchQuerySet(models.QuerySet["UnansweredSearch"]):
    def shown(self, today: date) -> "UnansweredSearchQuerySet":
        """What several searches asked for, the most frequent first."""
        kept = self.filter(times__gte=SHOWN_FROM_TIMES, last_asked_on__gte=first_day_kept(today))
        return kept.order_by("-times", "-last_asked_on", "words")


class UnansweredSearch(models.Model):
    """Words that found neither a page nor a group, and how often. Who asked, and at what time of day, is not known."""

    words = models.CharField(max_length=MOST_CHARACTERS, help_text="As the search index folds them.")
    language = models.CharField(max_length=10)
    times = models.PositiveIntegerField(default=1)
    last_asked_on = models.DateField(db_index=True)

    objects = UnansweredSearchQuerySet.as_manager()

    class Meta:
        verbose_name = "search that found nothing"
        verbose_name_plural = "searches that found nothing"
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="one_count_of_each_search", fields=("words", "language"))]

    def __str__(self) -> str:
        return f"{self.words} ({self.language}): {self.times}"

    @property
    def language_name(self) -> str:
        return dict(settings.LANGUAGES).get(self.language, self.language)
