"""How often families met a listing in a month. Who they were, and when, is not known."""

from django.db import models


class What(models.TextChoices):
    SEEN = "seen", "Its page was opened"
    CALLED = "called", "Its number was tapped"
    FOUND = "found", "A search showed it among the first"


class Tally(models.Model):
    """`words`: those that were searched for, folded, where it was found."""

    listing = models.ForeignKey("directory.Listing", on_delete=models.CASCADE, related_name="tallies")
    month = models.DateField(help_text="Its first day.")
    what = models.CharField(max_length=6, choices=What)
    words = models.CharField(max_length=60, blank=True)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "tallies"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="one_tally_of_a_month", fields=("listing", "month", "what", "words"))
        ]

    def __str__(self) -> str:
        return f"{self.listing} {self.month} {self.what} {self.words}: {self.times}"
