"""The words of a message: a folder in `messages`, with a file a language. Its first line is the subject."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.template.defaultfilters import urlize
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language_info

MESSAGES = Path(__file__).parent / "messages"
# Staff work in English.
TO_STAFF = frozenset({"changes-wait", "listings-unanswered", "problems-said", "referral-waits", "referrals-to-check"})


@dataclass(frozen=True)
class Wording:
    subject: str
    body: str
    language: str

    @property
    def html(self) -> str:
        """For readers of mail that would show plain Urdu from the left."""
        paragraphs = format_html_join("\n", "<p>{}</p>", ((urlize(part, autoescape=True),) for part in self._parts()))
        direction = "rtl" if get_language_info(self.language)["bidi"] else "ltr"
        return format_html('<div lang="{}" dir="{}">\n{}\n</div>', self.language, direction, paragraphs)

    def _parts(self) -> list[str]:
        return self.body.split("\n\n")


def worded(message: str, language: str, values: Mapping[str, str]) -> Wording:
    """English where a message is not in the language, as those to staff. Raises KeyError where a value is missing."""
    folder = MESSAGES / message
    language = language if (folder / f"{language}.txt").exists() else settings.LANGUAGE_CODE
    subject, _, body = (folder / f"{language}.txt").read_text(encoding="utf-8").partition("\n\n")
    # A header is one line, whatever the values are.
    return Wording(" ".join(subject.format_map(values).split()), body.strip().format_map(values), language)
