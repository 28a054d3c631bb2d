"""Words, and the language that they are really in."""

from dataclasses import dataclass
from typing import Any

ENGLISH = "en"


@dataclass(frozen=True)
class Text:
    """Words, and the language they are in: the reader's, or English where nobody has translated them."""

    value: str
    language: str

    def __str__(self) -> str:
        return self.value


def text(record: Any, field: str, language: str) -> Text:
    """A translated field of a record, in `language` or else in English; empty where neither has words."""
    for code in (language, ENGLISH):
        if value := getattr(record, f"{field}_{code}"):
            return Text(value, code)
    return Text("", language)
