"""The languages that people of this town speak, with their English names for editors. A council adds its own here.

On families' pages CLDR names them in the reader's language.
"""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from babel import Locale

SPOKEN_LANGUAGES: dict[str, str] = {
    "en": "English",
    "ur": "Urdu",
    "pl": "Polish",
    "ro": "Romanian",
    "bn": "Bengali",
    "pa": "Panjabi",
    "gu": "Gujarati",
    "phr": "Pahari",
    "syl": "Sylheti",
    "hi": "Hindi",
    "ta": "Tamil",
    "ar": "Arabic",
    "so": "Somali",
    "fa": "Persian",
    "ps": "Pashto",
    "tr": "Turkish",
    "pt": "Portuguese",
    "it": "Italian",
    "es": "Spanish",
    "fr": "French",
    "lt": "Lithuanian",
    "hu": "Hungarian",
    "sq": "Albanian",
    "uk": "Ukrainian",
    "ru": "Russian",
    "zh": "Chinese",
    "yo": "Yoruba",
    "bfi": "British Sign Language (BSL)",
}

# Spoken or signed here, seldom written, and without a name in CLDR.
UNWRITTEN = {"syl": _("Sylheti"), "phr": _("Pahari"), "bfi": _("British Sign Language (BSL)")}


def spoken_name(code: str) -> str:
    """The name of a spoken language in the reader's language; the code itself where nobody has named it."""
    if code in UNWRITTEN:
        return str(UNWRITTEN[code])
    reader = get_language() or "en"
    if reader == "en" and code in SPOKEN_LANGUAGES:
        return SPOKEN_LANGUAGES[code]
    return Locale.parse(reader).languages.get(code, code)
