"""The names of spoken and signed languages in the active language: CLDR's where it has one, else our own."""

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from babel import Locale

from referrals.intake import INTAKE

# Spoken or signed here, seldom written, and without a name in CLDR.
UNWRITTEN = {"syl": _("Sylheti"), "phr": _("Pahari"), "bfi": _("British Sign Language (BSL)")}
OTHER = "other"


def name(code: str) -> str:
    if code in UNWRITTEN:
        return str(UNWRITTEN[code])
    return Locale.parse(get_language() or "en").languages.get(code, code)


def choices() -> list[tuple[str, str]]:
    """The languages that the form offers, and "other"."""
    return [*((code, name(code)) for code in INTAKE.spoken_languages), (OTHER, gettext("Another language"))]
