"""The words of the questionnaire, by id and language: what people wrote, over what comes with the software."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from triage.document import Document, Question
from triage.models import Wording
from words.text import ENGLISH

FOLDER = Path(__file__).parent / "document" / "words"
# Words by id: {"danger.question": "…", "needs.options.send": "…"}.
Texts = dict[str, str]


def words(language: str) -> dict[str, Any]:
    """`words("ur")["danger"]["options"]["now"]`, in English where that language has no words for an id yet. What has no
    English, as a hint that was taken away, is empty in every language."""
    spoken = texts(ENGLISH, language)
    said = spoken[language]
    return _nested({key: english and (said.get(key) or english) for key, english in spoken[ENGLISH].items()})


def texts(*languages: str) -> dict[str, Texts]:
    """What is said in each language; an id without words there is missing, or empty where it needs none."""
    found = {language: dict(shipped_texts(language)) for language in languages}
    for row in Wording.objects.filter(language__in=languages):
        found[row.language][row.key] = row.text
    return found


def every_text() -> dict[str, Texts]:
    return texts(*(code for code, _name in settings.LANGUAGES))


@cache
def shipped_texts(language: str) -> Texts:
    """Of the software; raises FileNotFoundError for a language without any."""
    return dict(_flat(tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))))


def keys(document: Document) -> list[str]:
    """The ids that need words, question by question."""
    return [
        key
        for question in document.questions
        for key in (
            f"{question.id}.question",
            *(f"{question.id}.groups.{heading}" for heading in question.groups),
            *(f"{question.id}.options.{option}" for option in question.options),
        )
    ]


def missing_words(document: Document) -> dict[str, list[str]]:
    """By language, the ids of this document that have no words there. A hint is needed where the English has one."""
    spoken = every_text()
    hints = [key for question in document.questions if spoken[ENGLISH].get(key := f"{question.id}.hint")]
    needed = [*keys(document), *hints]
    lacking = {code: [key for key in needed if not said.get(key)] for code, said in spoken.items()}
    return {code: missing for code, missing in lacking.items() if missing}


def label(spoken: Mapping[str, Any], question_id: str, option_id: str) -> str:
    """The words of an option, or its id where nobody knows it any more: old referrals stay readable."""
    return spoken.get(question_id, {}).get("options", {}).get(option_id, option_id)


def question_words(spoken: Mapping[str, Any], question_id: str) -> str:
    return spoken.get(question_id, {}).get("question", question_id)


def choices(question: Question, texts: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """For a form: option ids with their words or, where options stand in groups, headings with theirs."""
    named = {option: texts.get("options", {}).get(option, option) for option in question.options}
    headings = texts.get("groups", {})
    if not question.groups:
        return list(named.items())
    return [
        (headings.get(group, group), [(option, named[option]) for option in options])
        for group, options in question.groups.items()
    ]


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value


def _nested(flat: Texts) -> dict[str, Any]:
    """Every question has words for a hint, for options and for groups, if only empty ones."""
    tables: dict[str, Any] = {}
    for key, text in flat.items():
        question, _, rest = key.partition(".")
        table = tables.setdefault(question, {"question": "", "hint": "", "options": {}, "groups": {}})
        kind, _, name = rest.partition(".")
        if name:
            table[kind][name] = text
        else:
            table[kind] = text
    return tables
