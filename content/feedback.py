""" "Was this page useful?": counts by page, language and month. Who answered is never known."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from wagtail.models import Page


class Answer(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")


class Reason(models.TextChoices):
    UNCLEAR = "unclear", _("It was hard to understand.")
    MISSING = "missing", _("It did not say what I needed.")
    WRONG = "wrong", _("Something in it is wrong.")
    LANGUAGE = "language", _("The language reads strangely.")
    BROKEN = "broken", _("Something did not work.")


class Feedback(models.Model):
    """How many readers of a page answered so in a month. A row with a reason counts reasons, one without, answers."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="feedback")
    language = models.CharField(max_length=10)
    month = models.DateField(help_text="The first day of the month.")
    answer = models.CharField(max_length=3, choices=Answer.choices)
    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "feedback"
        constraints = [
            models.UniqueConstraint(
                fields=["page", "language", "month", "answer", "reason"], name="one_count_of_each_answer"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page} {self.language} {self.answer} {self.reason}: {self.times}"


@transaction.atomic
def count_answer(*, page: Page, language: str, answer: Answer, today: date, reason: str = "") -> None:
    """Count an answer about the words in `language` of this English page; with `reason`, a reason for a no."""
    row, _created = Feedback.objects.get_or_create(
        page_id=page.pk, language=language, month=today.replace(day=1), answer=answer, reason=reason
    )
    Feedback.objects.filter(pk=row.pk).update(times=F("times") + 1)


@dataclass(frozen=True)
class Answers:
    """What readers of a page in a language have answered so far; `reasons` in the order of Reason."""

    page: Page
    language: str
    yes: int
    no: int
    reasons: tuple[int, ...]


def answers() -> list[Answers]:
    """The pages that most readers found no use in first."""
    counted: dict[tuple[Page, str], Counter[str]] = {}
    for row in Feedback.objects.select_related("page"):
        counted.setdefault((row.page, row.language), Counter())[row.reason or row.answer] += row.times
    found = [
        Answers(page, language, counts["yes"], counts["no"], tuple(counts[reason] for reason in Reason.values))
        for (page, language), counts in counted.items()
    ]
    return sorted(found, key=lambda row: (-row.no, row.page.title, row.language))
