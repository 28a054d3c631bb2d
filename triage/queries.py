"""Reads: the questionnaire in force, what answers lead to, and the pages, numbers and kinds of group that fit them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

from django.utils.translation import get_language

from content import queries as content_queries
from triage.document import Document, read_document
from triage.outcome import Answers, Result, evaluate, suggestions
from triage.words import label, question_words

DOCUMENT_PATH = Path(__file__).parent / "document" / "questionnaire.json"


@dataclass(frozen=True)
class Signposts:
    pages: list
    helplines: list


def document(version: str | None = None) -> Document:
    """The questionnaire in force, or the version with that hash."""
    return _shipped()


@cache
def _shipped() -> Document:
    return read_document(DOCUMENT_PATH.read_text(encoding="utf-8"))


def result(answers: Answers) -> Result:
    return evaluate(document(), answers)


def options(question_id: str) -> list[tuple[str, str]]:
    """Option ids of a question with their labels in the active language."""
    language = get_language() or "en"
    return [(option, label(question_id, option, language)) for option in document().question(question_id).options]


def signposts(answers: Answers, language: str) -> Signposts:
    """Pages and helplines for the answers, those of the first need first, none twice."""
    fitting = suggestions(document(), answers)
    return Signposts(
        pages=content_queries.pages(_once(suggestion.pages for suggestion in fitting), language),
        helplines=content_queries.helplines_named(_once(suggestion.helplines for suggestion in fitting)),
    )


def group_categories(answers: Answers) -> list[str]:
    """The kinds of group that fit the answers, those of the first need first."""
    return _once(suggestion.groups for suggestion in suggestions(document(), answers))


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
