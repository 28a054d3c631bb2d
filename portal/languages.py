"""The languages of the portal: the one list that settings, pages, catalogues and checks read.

The order is the order of the switcher: English, then by main-language speakers in Luton (Census 2021, table TS024).
`interface_checked_on` is the date on which a person checked the interface wording; None means a machine drafted it.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Language:
    code: str
    own_name: str
    english_name: str
    right_to_left: bool = False
    digits: str = "0123456789"
    script: str = "LATIN"
    plural_forms: int = 2
    date_pattern: str = "EEEE d MMMM y"
    interface_checked_on: date | None = None

    @property
    def direction(self) -> str:
        return "rtl" if self.right_to_left else "ltr"


ENGLISH = Language("en", "English", "English", interface_checked_on=date(2026, 11, 21))

LANGUAGES: tuple[Language, ...] = (
    ENGLISH,
    Language(
        "ur", "اردو", "Urdu", right_to_left=True, digits="۰۱۲۳۴۵۶۷۸۹", script="ARABIC", date_pattern="EEEE، d MMMM y"
    ),
    Language("pl", "Polski", "Polish", plural_forms=4, date_pattern="EEEE, d MMMM y"),
    Language("ro", "Română", "Romanian", plural_forms=3, date_pattern="EEEE, d MMMM y"),
    Language("bn", "বাংলা", "Bengali", digits="০১২৩৪৫৬৭৮৯", script="BENGALI", date_pattern="EEEE, d MMMM y"),
    Language("pa", "ਪੰਜਾਬੀ", "Panjabi", digits="੦੧੨੩੪੫੬੭੮੯", script="GURMUKHI", date_pattern="EEEE, d MMMM y"),
    Language("gu", "ગુજરાતી", "Gujarati", digits="૦૧૨૩૪૫૬૭૮૯", script="GUJARATI", date_pattern="EEEE, d MMMM y"),
)

BY_CODE: dict[str, Language] = {language.code: language for language in LANGUAGES}


def register_with_django() -> None:
    """Teach Django the names and directions it lacks: it has no Gujarati, and names Panjabi in Latin letters."""
    from django.conf.locale import LANG_INFO

    for language in LANGUAGES:
        LANG_INFO[language.code] = {
            "bidi": language.right_to_left,
            "code": language.code,
            "name": language.english_name,
            "name_local": language.own_name,
        }


def best_offer(accept_language: str, *, current: str) -> Language | None:
    """The portal language that a browser asks for first, unless that is `current` or none of ours.

    `accept_language` is the raw header (RFC 9110, 12.5.4): "ur-PK,ur;q=0.9,en;q=0.8". Anything malformed
    offers nothing.
    """
    from django.utils.translation.trans_real import parse_accept_lang_header

    for tag, _quality in parse_accept_lang_header(accept_language.lower()):
        language = BY_CODE.get(tag.split("-")[0])
        if language:
            return None if language.code == current else language
    return None
