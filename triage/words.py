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
    return words(language)[question_id]["options"][option_id]
