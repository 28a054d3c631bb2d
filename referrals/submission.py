"""What a finished form becomes: the content to seal, and the team that it goes to."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from referrals import queries
from referrals.routing import Route, Why, route
from referrals.trays import Tray
from triage import queries as triage_queries
from triage.outcome import Result, evaluate

VERSION = 1


@dataclass(frozen=True)
class Submission:
    content: dict
    route: Route


def submission(
    told: dict[str, dict],
    answers: dict[str, list[str]],
    *,
    language: str,
    agrees: bool,
    version: str | None = None,
    tray: Tray = Tray.MAIN,
    files: Iterable[dict] = (),
) -> Submission:
    """`told` is step -> field -> value; `answers` what the questionnaire of that version was told, which the form may
    have changed; `files` those that were added, with the key to each."""
    answers = _changed(answers, told)
    document = triage_queries.document(version)
    result = evaluate(document, {question: tuple(chosen) for question, chosen in answers.items()})
    neighbourhood = queries.neighbourhood(told["language"]["postcode"])
    leads_to = _route(answers["needs"], result, neighbourhood, tray)
    content = {
        "version": VERSION,
        "language": language,
        "told": told,
        "agrees": agrees,
        "attachments": list(files),
        "answers": answers,
        "document": document.hash,
        "rules": list(result.rules),
        "level": result.level,
        "urgent": result.urgent,
        "neighbourhood": neighbourhood,
        "route": asdict(leads_to),
    }
    return Submission(content, leads_to)


def _changed(answers: dict[str, list[str]], told: dict[str, dict]) -> dict[str, list[str]]:
    """The questionnaire's answers with those that the form asked again; one left open there is no answer."""
    again = {
        "danger": [told["story"]["danger"]],
        "about": [told["people"]["about"]],
        "needs": told["story"]["needs"],
        "helping": [told["story"]["helping"]],
    }
    return {**answers, **{question: chosen for question, chosen in again.items() if any(chosen)}}


def _route(needs: list[str], result: Result, neighbourhood: str | None, tray: Tray) -> Route:
    table = queries.routing_table()
    leads_to = route(needs, result.urgent, result.level, neighbourhood, table, result.team_hint)
    if tray is Tray.QUARANTINE:
        return replace(leads_to, team_key=table.front_door, why=Why.QUARANTINED)
    return leads_to
