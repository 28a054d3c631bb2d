"""Numbers inside text: {key} names a fact. Digits run left to right in every script; a telephone can be tapped."""

import re
from collections.abc import Container, Iterable, Mapping
from typing import Protocol

FACT = re.compile(r"\{([a-z0-9]+(?:-[a-z0-9]+)*)\}")
# Whatever an editor wrote between braces; not the braces of JSON, which hold quotes or nothing.
BRACES = re.compile(r'\{([^{}"]+)\}')
TAG = re.compile(r"(<[^>]+>)")
# What a right-to-left line would turn round: a number in groups, a temperature, a span, a time of day.
NUMBER = re.compile(r"\d+(?: \d+)+|\d+(?:\.\d+)? ?°C|\d+(?:[.:]\d+)?–\d+(?:[.:]\d+)?|\d\d:\d\d")


class Embedded(Protocol):
    value: str
    unit: str

    @property
    def shown(self) -> str: ...


def keys_in(texts: Iterable[str]) -> set[str]:
    """The facts that texts name."""
    return {key for text in texts for key in FACT.findall(text)}


def stray_keys(text: str, known: Container[str]) -> list[str]:
    """What stands in braces, in text or in JSON, and names no known fact: readers would see a gap, or the braces."""
    return [key for key in BRACES.findall(text) if key not in known]


def plain(text: str, facts: Mapping[str, Embedded]) -> str:
    """Text with its facts written out, for an index, a summary or a speech."""
    return FACT.sub(lambda match: facts[match[1]].shown if match[1] in facts else "", text)


def html(text: str, facts: Mapping[str, Embedded]) -> str:
    """HTML with its facts written out. A fact that nobody knows is left out: a wrong number is worse than none."""
    return "".join(part if part.startswith("<") else _words(part, facts) for part in TAG.split(text))


def telephone(number: str) -> str:
    """A number to tap."""
    dialled = "".join(character for character in number if character.isdigit() or character == "+")
    return f'<a class="phone" href="tel:{dialled}"><bdi dir="ltr">{number}</bdi></a>'


def _words(text: str, facts: Mapping[str, Embedded]) -> str:
    parts = FACT.split(text)
    # Every second part is a key.
    return "".join(
        _fact(facts.get(part)) if index % 2 else NUMBER.sub(lambda match: _in_order(match[0]), part)
        for index, part in enumerate(parts)
    )


def _fact(fact: Embedded | None) -> str:
    if fact is None:
        return ""
    if fact.unit == "telephone":
        return telephone(fact.value)
    # An envelope has the address in English, whatever the reader's language.
    return f'<bdi lang="en" dir="ltr">{fact.value}</bdi>' if fact.unit == "address" else _in_order(fact.shown)


def _in_order(number: str) -> str:
    return f'<bdi dir="ltr">{number}</bdi>'
