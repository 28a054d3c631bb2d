from django.db import models
from django.db.models import Q

from wagtail.models import Orderable

from modelcluster.fields import ParentalKey


class OtherCost(Orderable):
    """What a session costs some families, where that is not what it costs the others: a column a language."""

    listing = ParentalKey("directory.Listing", on_delete=models.CASCADE, related_name="other_costs")
    for_whom = models.CharField("for whom", max_length=80, help_text="Such as “A second child”.")
    pence = models.PositiveIntegerField("cost of a session, in pence", help_text="0: free.")

    class Meta(Orderable.Meta):
        constraints = [
            models.CheckConstraint(
                name="other_cost_is_in_english_words",
                condition=Q(for_whom_en__isnull=False) & ~Q(for_whom_en=""),
                violation_error_message="Say in English for whom this is.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.for_whom}: {self.pence}"
