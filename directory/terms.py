"""The school terms and bank holidays that sessions keep to: edited in the CMS, filled once from seed/calendar.toml."""

from django.db import models
from django.db.models import F, Q


class SchoolTerm(models.Model):
    """Days on which schools are open, without a break: mostly half a term."""

    name = models.CharField(max_length=80, help_text="For editors, such as “Autumn 2026, first half”.")
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day")
    is_example = models.BooleanField(
        "example",
        default=False,
        help_text="Not the council's own dates. Pages say that they are not confirmed until this is unticked.",
    )

    class Meta:
        ordering = ("starts_on",)
        constraints = [
            models.CheckConstraint(
                name="term_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="The last day is before the first.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class BankHoliday(models.Model):
    """A day on which sessions are off unless they say otherwise: the day itself, and the one given in its place."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.name} {self.day.year}"
