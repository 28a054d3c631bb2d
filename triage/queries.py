"""Reads: the questionnaire in force, what answers lead to, and the pages, numbers and kinds of group that fit them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from django.utils.translation import get_language

from content import queries as content_queries
from triage.document import Document, Rule
from triage.floors import FLOORS
from triage.in_words import rule_in_words
from triage.outcome import Answers, suggestions
from triage.versions.reading import DOCUMENT_PATH, NoQuestionnaire, document
from triage.versions.surroundings import world
from triage.words import ENGLISH, choices, label, question_words, words

__all__ = ["DOCUMENT_PATH", "NoQuestionnaire", "document", "world"]


@dataclass(frozen=True)
class Signposts:
    pages: list
    helplines: list


def options(question_id: str, version: str | None = None) -> list[tuple[str, str | list[tuple[str, str]]]]:
    """Option ids of a question with their labels in the active language, under their headings where it has any."""
    return choices(document(version).question(question_id), words(get_language() or ENGLISH).get(question_id, {}))


def signposts(asked: Document, answers: Answers, language: str) -> Signposts:
    """Pages and helplines for the answers, those of the first need first, none twice."""
    fitting = suggestions(asked, answers)
    return Signposts(
        pages=content_queries.pages(_once(suggestion.pages for suggestion in fitting), language),
        helplines=content_queries.helplines_named(_once(suggestion.helplines for suggestion in fitting)),
    )


def group_categories(asked: Document, answers: Answers) -> list[str]:
    """The kinds of group that fit the answers, those of the first need first."""
    return _once(suggestion.groups for suggestion in suggestions(asked, answers))


def _once(keys: Iterable[Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(chain.from_iterable(keys)))


def needs_led_to_helpline(key: str) -> list[str]:
    """The answers, in English, whose families are given this helpline."""
    asked, spoken = document(), words(ENGLISH)
    everything = {**asked.suggestions, **asked.suggestions_instead}
    questions = {option: question.id for question in asked.questions for option in question.options}
    named = [option for option, suggestion in everything.items() if key in suggestion.helplines]
    return [label(spoken, questions.get(option, ""), option) for option in named]


def explain(answers: Answers, rules: Sequence[str], version: str | None = None) -> list[str]:
    """Why the answers led where they did, one English line a question and a rule, for staff, by the version that was
    answered. A rule that nobody can read any more is told by its id."""
    spoken = words(ENGLISH)
    chosen = [
        f"{question_words(spoken, question_id)} {'; '.join(label(spoken, question_id, option) for option in options)}"
        for question_id, options in answers.items()
    ]
    known = {rule.id: rule for rule in (*_rules(version), *FLOORS)}
    fired = [rule_in_words(known[rule], spoken) if rule in known else f"Rule {rule}" for rule in rules]
    return [*chosen, *(fired or ["No rule fired"])]


def _rules(version: str | None) -> tuple[Rule, ...]:
    try:
        return document(version).rules
    except NoQuestionnaire:
        return ()
