"""When and where a listing meets, as editors write it down. directory/schedule.py says which dates that makes."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from modelcluster.fields import ParentalKey

from directory.periods import periods, single_days
from directory.schedule import LAST, Frequency, Rule

WEEKLY, FORTNIGHTLY, MONTHLY, ONCE = (frequency.value for frequency in Frequency)
FREQUENCIES = {WEEKLY: "Every week", FORTNIGHTLY: "Every second week", MONTHLY: "Once a month", ONCE: "Once"}


class Weekday(models.IntegerChoices):
    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


class Nth(models.IntegerChoices):
    FIRST = 1
    SECOND = 2
    THIRD = 3
    FOURTH = 4
    LAST = LAST


def check_periods(text: str) -> None:
    try:
        periods(text)
    except ValueError as error:
        raise ValidationError(
            "“%(line)s” is no date. Write 2026-12-24, or 2026-12-21 to 2027-01-04.", params={"line": error}
        ) from error


def check_days(text: str) -> None:
    try:
        single_days(text)
    except ValueError as error:
        raise ValidationError("“%(line)s” is no single date. Write 2026-12-24.", params={"line": error}) from error


class Session(models.Model):
    listing = ParentalKey("directory.Listing", on_delete=models.CASCADE, related_name="sessions")
    frequency = models.CharField("how often", max_length=11, choices=list(FREQUENCIES.items()), default=WEEKLY)
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    nth = models.SmallIntegerField(
        "which of the month", choices=Nth, null=True, blank=True, help_text="Of those that meet once a month."
    )
    starts = models.TimeField()
    ends = models.TimeField()
    starts_on = models.DateField(
        "first date", null=True, blank=True, help_text="Needed where it meets every second week, or once."
    )
    ends_on = models.DateField("last date", null=True, blank=True)
    term_time_only = models.BooleanField(default=False)
    runs_on_bank_holidays = models.BooleanField("meets on bank holidays too", default=False)
    exceptions = models.TextField(
        "not on these dates",
        blank=True,
        validators=[check_periods],
        help_text="One a line: 2026-12-24, or 2026-12-21 to 2027-01-04 for all days between.",
    )
    extra_dates = models.TextField(
        "also on these dates", blank=True, validators=[check_days], help_text="One a line: 2026-12-24."
    )
    venue = models.ForeignKey(
        "directory.Venue", on_delete=models.PROTECT, null=True, blank=True, related_name="sessions"
    )
    online = models.BooleanField(default=False)

    class Meta:
        ordering = ("weekday", "starts")
        constraints = [
            models.CheckConstraint(
                name="session_ends_after_it_starts",
                condition=Q(ends__gt=F("starts")),
                violation_error_message="It has to end after it starts.",
            ),
            models.CheckConstraint(
                name="session_is_on_a_weekday",
                condition=Q(weekday__gte=Weekday.MONDAY, weekday__lte=Weekday.SUNDAY),
                violation_error_message="Choose a day of the week.",
            ),
            models.CheckConstraint(
                name="session_is_as_often_as_is_known",
                condition=Q(frequency__in=list(FREQUENCIES)),
                violation_error_message="Say how often it meets.",
            ),
            models.CheckConstraint(
                name="monthly_session_is_on_one_weekday_of_the_month",
                condition=Q(frequency=MONTHLY, nth__isnull=False, nth__in=Nth.values)
                | (~Q(frequency=MONTHLY) & Q(nth__isnull=True)),
                violation_error_message="Say which of the month it is if it meets once a month, and only then.",
            ),
            models.CheckConstraint(
                name="fortnightly_session_has_a_first_date",
                condition=~Q(frequency=FORTNIGHTLY) | Q(starts_on__isnull=False),
                violation_error_message="Give the first date: every second week is counted from it.",
            ),
            models.CheckConstraint(
                name="single_session_has_a_date",
                condition=~Q(frequency=ONCE) | Q(starts_on__isnull=False, ends_on__isnull=True),
                violation_error_message="Give its date as the first date, and no last date.",
            ),
            models.CheckConstraint(
                name="session_dates_are_in_order",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="The last date is before the first.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.starts:%H:%M}"

    def clean(self) -> None:
        counted = self.frequency in (FORTNIGHTLY, ONCE)
        if counted and self.starts_on and self.weekday is not None and self.starts_on.weekday() != self.weekday:
            raise ValidationError({"starts_on": f"This date is not a {self.get_weekday_display()}."})

    @property
    def rule(self) -> Rule:
        cancelled = periods(self.exceptions)
        return Rule(
            frequency=Frequency(self.frequency),
            weekday=self.weekday,
            starts=self.starts,
            ends=self.ends,
            nth=self.nth,
            first_date=self.starts_on,
            last_date=self.ends_on,
            term_time_only=self.term_time_only,
            runs_on_bank_holidays=self.runs_on_bank_holidays,
            exceptions=frozenset(period.first for period in cancelled if period.first == period.last),
            breaks=tuple(period for period in cancelled if period.first != period.last),
            extra_dates=single_days(self.extra_dates),
        )
