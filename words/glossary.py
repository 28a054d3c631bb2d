"""Finding glossary words in text, in any script: whole words, or a word's beginning where the form ends in "*".

A form in capitals is a name (MASH, SEND): it matches as it is written. Any other form matches however it is written.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TypeVar

# A letter, digit or mark of any script: Python's \w leaves out the marks of the Indic scripts, which \b then splits at.
PART_OF_WORD = r"[\w\u0900-\u0963\u0966-\u0dff\u0610-\u061a\u064b-\u065f\u0670\u200c\u200d]"

Key = TypeVar("Key")


def found_in(text: str, forms: Mapping[Key, Iterable[str]]) -> list[Key]:
    """The keys whose forms `text` holds, in the order of their first appearance."""
    normal = unicodedata.normalize("NFC", text)
    places = {key: place for key, written in forms.items() if (place := _first(normal, written)) is not None}
    return sorted(places, key=places.__getitem__)


def _first(text: str, written: Iterable[str]) -> int | None:
    found = [match.start() for form in written if form and (match := _pattern(form).search(text))]
    return min(found, default=None)


@cache
def _pattern(form: str) -> re.Pattern[str]:
    word = re.escape(unicodedata.normalize("NFC", form.removesuffix("*")))
    end = "" if form.endswith("*") else f"(?!{PART_OF_WORD})"
    return re.compile(f"(?<!{PART_OF_WORD}){word}{end}", re.NOFLAG if form.isupper() else re.IGNORECASE)
