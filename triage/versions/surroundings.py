"""What a questionnaire may lead to: each thing's key with its English name, and what the proof makes of them."""

from dataclasses import dataclass
from itertools import chain

from wagtail import hooks

from content import queries as content_queries
from directory import queries as directory_queries
from triage.document import Document
from triage.proof.world import World
from triage.words import ENGLISH, missing_words
from words.text import text

Names = dict[str, str]


@dataclass(frozen=True)
class Surroundings:
    pages: Names
    categories: Names
    helplines: Names
    teams: Names


def surroundings() -> Surroundings:
    """Teams are told by whoever takes referrals, with the hook "questionnaire_teams"."""
    return Surroundings(
        pages=content_queries.titles(),
        categories={label.key: str(label.label) for label in directory_queries.category_labels(ENGLISH)},
        helplines={fact.key: f"{text(fact, 'name', ENGLISH)} ({fact.shown})" for fact in content_queries.helplines()},
        teams={key: name for teams in hooks.get_hooks("questionnaire_teams") for key, name in teams().items()},
    )


def world(document: Document) -> World:
    """What the proof of this document has to know. Those who take referrals tell what is wrong with their teams with
    the hook "questionnaire_recipients"."""
    around = surroundings()
    return World(
        pages=tuple(around.pages),
        categories=tuple(around.categories),
        helplines=tuple(around.helplines),
        teams=tuple(around.teams),
        missing_words=missing_words(document),
        recipients=tuple(chain.from_iterable(told() for told in hooks.get_hooks("questionnaire_recipients"))),
    )
