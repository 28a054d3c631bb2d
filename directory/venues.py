from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from places.postcodes import PostcodeError, normalise


def _degrees(least: int, most: int) -> models.FloatField:
    """A part of a position in the United Kingdom, so that one typed the wrong way round is refused."""
    limits = [MinValueValidator(least), MaxValueValidator(most)]
    return models.FloatField(null=True, blank=True, validators=limits, help_text="Empty: that of the postcode.")


class Venue(models.Model):
    """A place where sessions are. directory/whereabouts.py decides what families are told of it."""

    key = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    address_hidden = models.BooleanField(
        "the address stays hidden",
        default=False,
        help_text="For a place that not everybody may find. Families see neither its name nor its address, only the "
        "first half of its postcode. The address can be left out here too.",
    )
    latitude = _degrees(49, 61)
    longitude = _degrees(-9, 2)

    class Meta:
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(
                name="venue_has_an_address_unless_it_is_hidden",
                condition=Q(address_hidden=True) | ~Q(address=""),
                violation_error_message="Give the address, or say that it stays hidden.",
            ),
            models.CheckConstraint(
                name="venue_position_has_two_parts",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                violation_error_message="Give both latitude and longitude, or neither.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Write the postcode as envelopes have it."""
        try:
            self.postcode = normalise(self.postcode) if self.postcode else ""
        except PostcodeError as error:
            raise ValidationError({"postcode": "Enter a whole UK postcode."}) from error
