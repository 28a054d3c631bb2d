from django.db import models


class What(models.TextChoices):
    QUESTION = "question"
    LENGTH = "length"
    OUTCOME = "outcome"
    LANGUAGE = "language"
    NEIGHBOURHOOD = "neighbourhood"
    OUTCOME_AND_LANGUAGE = "outcome+language"
    OUTCOME_AND_NEIGHBOURHOOD = "outcome+neighbourhood"


class JourneyCount(models.Model):
    """How many journeys of a week came to one thing. Who they were, at what time, and what else they answered, is not
    known: each journey adds to several counts, and nothing joins them."""

    week = models.DateField(help_text="Its Monday.")
    what = models.CharField(max_length=21, choices=What)
    key = models.CharField(max_length=100, help_text="Of a question, an outcome, a language, a neighbourhood, or two.")
    times = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="one_count_of_a_week", fields=("week", "what", "key"))]

    def __str__(self) -> str:
        return f"{self.week} {self.what} {self.key}: {self.times}"
