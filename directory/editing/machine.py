"""Drafts by the machine translator that a council may set; without one, no text leaves the server."""

from collections.abc import Mapping

from wagtail.models import Locale

from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.strings import StringValue


def can_draft(source: str, language: str) -> bool:
    machine = get_machine_translator()
    return bool(machine) and machine.can_translate(*_locales(source, language))


def drafted(words: Mapping[str, str], source: str, language: str) -> dict[str, str]:
    """The same words in another language. Raises whatever the machine's own client does."""
    asked = {name: StringValue.from_plaintext(text) for name, text in words.items() if text}
    machine = get_machine_translator()
    answers = machine.translate(*_locales(source, language), list(dict.fromkeys(asked.values())))
    return {name: answers[string].render_text() for name, string in asked.items()}


def _locales(*codes: str) -> list[Locale]:
    return [Locale.objects.get(language_code=code) for code in codes]
