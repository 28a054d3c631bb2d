from django.db import models, transaction
from django.db.models import Q

from wagtail.models import Orderable

from modelcluster.fields import ParentalKey

SHOWN = "width-840|format-webp"


class ListingPicture(Orderable):
    """A picture on a listing's page, and the same in words for who cannot see it: a column a language."""

    listing = ParentalKey("directory.Listing", on_delete=models.CASCADE, related_name="pictures")
    image = models.ForeignKey("wagtailimages.Image", on_delete=models.CASCADE, related_name="+")
    alt = models.CharField("the picture in words", max_length=200)

    class Meta(Orderable.Meta):
        constraints = [
            models.CheckConstraint(
                name="picture_is_in_english_words",
                condition=Q(alt_en__isnull=False) & ~Q(alt_en=""),
                violation_error_message="Say in English what the picture shows.",
            )
        ]

    def save(self, **kwargs) -> None:
        """In the size that families get, too, so that none of them waits for it."""
        super().save(**kwargs)
        # Robust: a picture that cannot be made smaller keeps no change from being saved.
        transaction.on_commit(lambda: self.image.get_rendition(SHOWN), robust=True)

    def __str__(self) -> str:
        return self.alt
