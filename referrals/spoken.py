"""The languages that a family can ask to be spoken with."""

from django.utils.translation import gettext

from referrals.intake import INTAKE
from words.spoken import spoken_name

OTHER = "other"


def choices() -> list[tuple[str, str]]:
    """The languages that the form offers, and "other"."""
    return [*((code, spoken_name(code)) for code in INTAKE.spoken_languages), (OTHER, gettext("Another language"))]
