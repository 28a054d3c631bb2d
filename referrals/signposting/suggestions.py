"""What staff may put on a list: groups and pages that fit what the family told, or what the worker searches for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from directory.asked import Asked, Sort
from directory.fitting import Wishes
from directory.fitting import fitting as fitting_groups
from directory.queries import ListingCard, cards
from directory.searching import search
from referrals.signposting import pages
from referrals.signposting.choice import Choice
from triage import queries as triage_queries
from triage.outcome import suggestions as suggestions_of

SHOWN = 12
ENGLISH = "en"
Groups = list[tuple[ListingCard, float | None]]


@dataclass(frozen=True)
class Suggestions:
    """Groups with their miles from the family's sector, those chosen already first; titles of pages by number."""

    groups: Groups
    pages: Mapping[int, str]
    given_up: tuple[str, ...] = ()


def suggestions(content: Mapping, asked: tuple[str, Wishes], chosen: Choice, *, now: datetime) -> Suggestions:
    """`content` is what the family told; `asked` are words to search groups by, and wishes."""
    words, wishes = asked
    slugs, categories = fitting(content)
    found: Groups
    given_up: tuple[str, ...] = ()
    if words or not categories:
        found = _searched(words, wishes, now)
    else:
        fits = fitting_groups(categories, wishes, ENGLISH, limit=SHOWN, now=now)
        found, given_up = [(one.card, one.miles) for one in fits.found], fits.given_up
    kept: Groups = [(card, None) for card in cards(chosen.groups, ENGLISH, now=now)]
    others = [(card, miles) for card, miles in found if card.key not in chosen.groups]
    return Suggestions([*kept, *others], pages.titles(slugs), given_up)


def fitting(content: Mapping) -> tuple[list[str], list[str]]:
    """Slugs of pages and kinds of group that the questionnaire leads to; none where its version cannot be read."""
    answers = {question: tuple(chosen) for question, chosen in content.get("answers", {}).items()}
    try:
        document = triage_queries.document(content.get("document"))
    except triage_queries.NoQuestionnaire:
        return [], []
    slugs = [slug for suggestion in suggestions_of(document, answers) for slug in suggestion.pages]
    return slugs, triage_queries.group_categories(document, answers)


def _searched(words: str, wishes: Wishes, now: datetime) -> Groups:
    filters = {name: frozenset({value}) for name in ("age", "spoken") if (value := getattr(wishes, name))}
    sort = Sort.NEAREST if wishes.near else Sort.BEST
    found = search(Asked(words=words, near=wishes.near, filters=filters, sort=sort), ENGLISH, now=now)
    miles = {hit.key: hit.miles for hit in [*found.hits, *found.unplaced][:SHOWN]}
    return [(card, miles[card.key]) for card in cards(list(miles), ENGLISH, now=now)]
