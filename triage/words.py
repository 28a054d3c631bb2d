"""The words of the questionnaire, by id and language."""

import tomllib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "document" / "words"


@cache
def words(language: str) -> dict:
    """`words("ur")["danger"]["options"]["now"]`; raises FileNotFoundError for a language without words."""
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def label(question_id: str, option_id: str, language: str) -> str:
    """The words of an option, or its id where the questionnaire has dropped it: old referrals stay readable."""
    return words(language).get(question_id, {}).get("options", {}).get(option_id, option_id)


def question_words(question_id: str, language: str) -> str:
    return words(language).get(question_id, {}).get("question", question_id)
