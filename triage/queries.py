"""Reads: the questionnaire in force, what answers lead to, and the pages and groups that fit them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import chain
from pathlib import Path

from django.utils.translation import get_language

from content import queries as content_queries
from directory import queries as directory_queries
from triage.document import Document, read_document
from triage.outcome import Answers, Result, evaluate, suggestions
from triage.words import choices, label, question_words, words

DOCUMENT_PATH = Path(__file__).parent / "document" / "questionnaire.json"
GROUPS_SHOWN = 4


class NoQuestionnaire(Exception):
    """No questionnaire can be read, not even the one that comes with the software."""


@dataclass(frozen=True)
class Signposts:
    pages: list
    groups: list
    helplines: list


def document(version: str | None = None) -> Document:
    """The questionnaire in force, or the version with that hash."""
    return _shipped()


@cache
def _shipped() -> Document:
    return read_document(DOCUMENT_PATH.read_text(encoding="utf-8"))


def result(answers: Answers, version: str | None = None) -> Result:
    return evaluate(document(version), answers)


def options(question_id: str, version: str | None = None) -> list[tuple[str, str | list[tuple[str, str]]]]:
    """Option ids of a question with their labels in the active language, under their headings where it has any."""
    return choices(document(version).question(question_id), words(get_language() or "en").get(question_id, {}))


def signposts(answers: Answers, language: str, *, now: datetime) -> Signposts:
    """Pages, groups and helplines for the answers, those of the first need first, none twice."""
    fitting = suggestions(document(), answers)
    return Signposts(
        pages=content_queries.pages(_once(suggestion.pages for suggestion in fitting), language),
        groups=directory_queries.suggest(
            _once(suggestion.groups for suggestion in fitting), language, limit=GROUPS_SHOWN, now=now
        ),
        helplines=content_queries.helplines_named(_once(suggestion.helplines for suggestion in fitting)),
    )


def _once(keys: Iterable[Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(chain.from_iterable(keys)))


def needs_led_to_helpline(key: str) -> list[str]:
    """The answers, in English, whose families are given this helpline."""
    everything = {**document().suggestions, **document().suggestions_instead}
    named = [option for option, suggestion in everything.items() if key in suggestion.helplines]
    return [_in_english(option) for option in named]


def _in_english(option: str) -> str:
    found = [question.id for question in document().questions if option in question.options]
    return label(found[0], option, "en") if found else option


def explain(answers: Answers, rules: tuple[str, ...] | list[str]) -> list[str]:
    """Why the answers led where they did, one English line a question, for staff: its words and what was chosen."""
    lines = [
        f"{question_words(question_id, 'en')} {'; '.join(label(question_id, option, 'en') for option in chosen)}"
        for question_id, chosen in answers.items()
    ]
    return [*lines, f"Rules that fired: {', '.join(rules) or 'none'}"]
