"""What states, reasons and verbs are called on the teams' pages."""

from referrals.models import AuditEntry, Referral
from referrals.routing import Why
from referrals.states import State

STATES = {
    State.NEW: "New",
    State.IN_PROGRESS: "In progress",
    State.TRIED_TO_REACH: "Tried to reach",
    State.CLOSED: "Closed",
}

MOVES = {
    State.NEW: "Mark as new",
    State.IN_PROGRESS: "Mark as in progress",
    State.TRIED_TO_REACH: "Mark as tried to reach",
    State.CLOSED: "Close",
}

REASONS = {
    Why.URGENT: "The answers mean danger, or do not rule it out: the front door looks at it first.",
    Why.RULE: "A rule of the questionnaire names this team.",
    Why.NOBODY_FITS: "None of the needs on the form was ticked: the front door decides who can help.",
    Why.UNKNOWN_NEIGHBOURHOOD: "No postcode, or one that lies in none of the neighbourhoods: the front door decides.",
    Why.NEIGHBOURHOOD: "The family lives in this team's neighbourhood.",
}

VERBS = {
    AuditEntry.Verb.RECEIVED: "sent",
    AuditEntry.Verb.OPENED: "opened",
    AuditEntry.Verb.MOVED: "moved",
    AuditEntry.Verb.REASSIGNED: "given to another team",
    AuditEntry.Verb.ERASED: "erased",
    AuditEntry.Verb.SIGNED_IN: "signed in",
    AuditEntry.Verb.CHANGED_SIGN_IN: "changed how somebody signs in",
}

# Who did what no member of a team did.
NOBODY = {AuditEntry.Verb.ERASED: "the portal, at the end of its time"}


def why_here(referral: Referral, route: dict) -> list[str]:
    """Why the referral is with its team; `route` is the sealed content's."""
    lines = [REASONS[Why(route["why"])]]
    if route["team_key"] != referral.team.key:
        lines.append(f"The team {route['team_key']} could not receive it: it has no key. So it came to the front door.")
    return lines


def history_line(entry: AuditEntry) -> str:
    """ "opened by north-1", "moved by north-1: New to In progress"."""
    verb = AuditEntry.Verb(entry.verb)
    done = f"{VERBS[verb]} by {entry.actor.get_username() if entry.actor else NOBODY.get(verb, 'the family')}"
    return f"{done}: {_from_to(verb, entry.detail)}" if entry.detail else done


def _from_to(verb: AuditEntry.Verb, detail: str) -> str:
    """States in words; teams by their keys."""
    was, to = detail.split(" > ")
    return f"{STATES[State(was)]} to {STATES[State(to)]}" if verb == AuditEntry.Verb.MOVED else f"{was} to {to}"
