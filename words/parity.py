"""What a translation must share with its English: placeholders and numbers. Words may differ; a dose may not."""

import re
from collections import Counter

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{[\w-]+\}")
NUMBER = re.compile(r"\d+(?:[.:,]\d+)*")


def differences(english: str, translation: str, digits: str) -> list[str]:
    """Why `translation` cannot stand for `english`, in words; empty where it can.

    `digits` are the ten digits of the translation's script: a number counts as the same in either.
    """
    problems = []
    if not translation.strip():
        return ["is empty"]
    if Counter(PLACEHOLDER.findall(english)) != Counter(PLACEHOLDER.findall(translation)):
        problems.append(f"has other placeholders: {sorted(PLACEHOLDER.findall(translation))}")
    if numbers(english) != numbers(translation, digits):
        problems.append(f"has other numbers: {sorted((numbers(translation, digits) - numbers(english)).elements())}")
    return problems


def numbers(text: str, digits: str = "0123456789") -> Counter[str]:
    """The numbers in a text, its script's digits read as 0-9, placeholders aside."""
    folded = PLACEHOLDER.sub("", text).translate(str.maketrans(digits, "0123456789"))
    return Counter(NUMBER.findall(folded))
