import uuid

from django.db import models


class Tally(models.Model):
    """What of one referral is counted, sealed, until its month is over. Nothing leads from it to the referral."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    week = models.DateField(help_text="Its Monday.")
    public_key = models.BinaryField()
    box = models.BinaryField()

    class Meta:
        default_permissions = ()
        verbose_name_plural = "tallies"

    def __str__(self) -> str:
        return f"{self.week}"


class What(models.TextChoices):
    REFERRALS = "referrals"
    WEEK = "week"
    NEED = "need"
    NEIGHBOURHOOD = "neighbourhood"
    LANGUAGE = "language"
    FIRST_CONTACT = "first contact"


class Figure(models.Model):
    """A number of a month, as it may be shown and is kept for ever: what may not be shown is not stored."""

    month = models.DateField(help_text="Its first day.")
    what = models.CharField(max_length=13, choices=What)
    key = models.CharField(max_length=50, blank=True, help_text="Of a need, a place, a language; a Monday; a measure.")
    number = models.PositiveIntegerField(null=True, help_text="None where it may not be shown. Times are in hours.")

    class Meta:
        default_permissions = ()
        ordering = ["month", "what", "key"]
        constraints = [models.UniqueConstraint(name="one_figure_of_a_month", fields=("month", "what", "key"))]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.what} {self.key}: {self.number}"
