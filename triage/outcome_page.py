"""What the answers lead to, as the outcome's page shows it."""

from datetime import datetime

from directory.fitting import Fitting, fitting
from places.queries import neighbourhoods
from triage import queries
from triage.counts.counting import Outcome
from triage.document import Document
from triage.groups_near import NearForm
from triage.outcome import Answers, evaluate

GROUPS_SHOWN = 4
# Who has a page of their own: someone_else, professional and young_person, by what "about" was answered.
OWN_PATHS = frozenset({"young_person", "someone_else", "professional"})


def context(asked: Document, answers: Answers, near: dict[str, str], language: str, *, now: datetime) -> dict:
    """`near` is what groups_near.kept made of what the family told of itself; empty where it told nothing."""
    result = evaluate(asked, answers)
    who = next(iter(answers.get("about", ())), "")
    categories = queries.group_categories(asked, answers)
    form = NearForm(near or None)
    return {
        "result": result,
        "is_priority": result.urgent or result.level == "refer_priority",
        "goes_to_team": result.is_at_least("refer") or who in ("professional", "young_person"),
        "path": f"triage/paths/{who}.html" if who in OWN_PATHS else "",
        "who": who,
        "signposts": queries.signposts(asked, answers, language),
        "form": form,
        "groups": _groups(categories, form, language, now) if categories else None,
    }


def counted_as(asked: Document, answers: Answers, near: dict[str, str], language: str) -> Outcome:
    level = evaluate(asked, answers).level
    sector = near.get("postcode", "")
    neighbourhood = next((place.key for place in neighbourhoods() if sector in place.sectors), "")
    return Outcome(level, len(answers), language, neighbourhood)


def _groups(categories: list[str], form: NearForm, language: str, now: datetime) -> Fitting:
    form.is_valid()
    return fitting(categories, form.wishes, language, limit=GROUPS_SHOWN, now=now)
