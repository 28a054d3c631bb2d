"""What families say is wrong with a listing. Who said it is not known."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

# So many families that say the same are believed until somebody answers.
BELIEVED_FROM = 3
# What nobody answers is as much as a group can read.
MOST_OPEN = 30
KEPT_AFTER_ANSWER = timedelta(days=90)


class Kind(models.TextChoices):
    CLOSED = "closed", _("It has stopped, or nobody was there.")
    TIME = "time", _("The day or the time is wrong.")
    PLACE = "place", _("The place is wrong.")
    NO_ANSWER = "no-answer", _("Nobody answers the phone or e-mails.")
    OTHER = "other", _("Something else is wrong.")


class Outcome(models.TextChoices):
    CORRECTED = "corrected", _("We have put it right")
    RIGHT = "right", _("It is right as it is")
    CONFIRMED = "confirmed", _("The listing was confirmed after it")


class ProblemQuerySet(models.QuerySet["Problem"]):
    def open(self) -> "ProblemQuerySet":
        return self.filter(answered_at=None)

    def answer(self, outcome: Outcome, *, by, at: datetime) -> int:
        return self.open().update(outcome=outcome, answered_by=by, answered_at=at)


class Problem(models.Model):
    listing = models.ForeignKey("directory.Listing", on_delete=models.CASCADE, related_name="problems")
    kind = models.CharField(max_length=10, choices=Kind)
    note = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    said_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ProblemQuerySet.as_manager()

    class Meta:
        ordering = ("-said_on", "-pk")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.listing}: {self.kind}"
