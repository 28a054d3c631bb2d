"""The words of the questionnaire, by id and language."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from triage.document import Question

FOLDER = Path(__file__).parent / "document" / "words"
ENGLISH = "en"


def words(language: str) -> dict[str, Any]:
    """`words("ur")["danger"]["options"]["now"]`, in English where that language has no words for an id yet."""
    return _over(shipped(ENGLISH), shipped(language))


@cache
def shipped(language: str) -> dict[str, Any]:
    """The words that come with the software; raises FileNotFoundError for a language without any."""
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def label(question_id: str, option_id: str, language: str) -> str:
    """The words of an option, or its id where the questionnaire has dropped it: old referrals stay readable."""
    return words(language).get(question_id, {}).get("options", {}).get(option_id, option_id)


def question_words(question_id: str, language: str) -> str:
    return words(language).get(question_id, {}).get("question", question_id)


def choices(question: Question, texts: dict[str, Any]) -> list[tuple[str, Any]]:
    """For a form: option ids with their words or, where options stand in groups, headings with theirs."""
    named = {option: texts.get("options", {}).get(option, option) for option in question.options}
    headings = texts.get("groups", {})
    if not question.groups:
        return list(named.items())
    return [
        (headings.get(group, group), [(option, named[option]) for option in options])
        for group, options in question.groups.items()
    ]


def _over(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """`under` with what `over` says in its place, table by table."""
    both = {
        key: _over(under[key], value) if isinstance(value, dict) and isinstance(under.get(key), dict) else value
        for key, value in over.items()
        if value != "" or key not in under
    }
    return {**under, **both}
