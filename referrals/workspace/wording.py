"""What states, reasons and verbs are called on the teams' pages."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from referrals import safe_contact
from referrals.attachments import opening
from referrals.models import AuditEntry, Referral
from referrals.notes import Written
from referrals.queries import Lane
from referrals.routing import Why
from referrals.safe_contact import Kind
from referrals.states import Outcome, Reason, State
from referrals.trays import Tray

STATES = {
    State.NEW: "New",
    State.IN_PROGRESS: "In progress",
    State.TRIED_TO_REACH: "Tried to reach",
    State.CLOSED: "Closed",
}

LANES = {
    Lane.IN_HAND: "In hand",
    Lane.NEW: "New",
    Lane.DUE: "Due today",
    Lane.OVERDUE: "Overdue",
    Lane.CHECK: "To check",
    Lane.QUARANTINE: "Quarantine",
    Lane.CLOSED: "Closed",
}

KINDS = {Kind.PHONE: "phone number", Kind.EMAIL: "e-mail address"}

MOVES = {
    State.NEW: "Mark as new",
    State.IN_PROGRESS: "Mark as in progress",
    State.TRIED_TO_REACH: "Mark as tried to reach",
    State.CLOSED: "Close",
}

OUTCOMES = {
    Outcome.SUPPORTED: "We worked with the family",
    Outcome.SIGNPOSTED: "We told them of groups or pages that help",
    Outcome.HANDED_ON: "Another service took over",
    Outcome.DECLINED: "The family did not want help",
    Outcome.NOT_REACHED: "We could not reach them",
    Outcome.MISTAKEN: "It was sent by mistake, or is not true",
    Outcome.NO_REFERRAL: "It is not a referral: a machine sent it",
}

REFUSALS = {
    Reason.NOT_THEIRS: "Only the team that has a referral moves it.",
    Reason.NO_SUCH_MOVE: "A referral cannot go from that state to this one.",
    Reason.NO_OUTCOME: "Say what became of it, to close it.",
    safe_contact.Reason.NOT_SAFE: "The family said that this way is not safe.",
    safe_contact.Reason.NO_REASON_GIVEN: "Say why it has to be now, outside the times that are safe.",
    opening.Reason.MISSING: "There is no such file.",
    opening.Reason.NOT_SCANNED: "The virus scanner does not answer, so the file stays closed. Try again later.",
    opening.Reason.VIRUS: "There is a virus in this file: it stays closed. Ask the family to show it in another way.",
    opening.Reason.TOO_MANY_PIXELS: "This picture is too large to be drawn safely. Ask the family for a smaller one.",
    opening.Reason.BROKEN: "This picture cannot be read. Ask the family to show it in another way.",
}

TRAYS = {
    Tray.MAIN: "Referrals",
    Tray.CHECK: "To check",
    Tray.QUARANTINE: "Quarantine",
}

WHY_APART = {
    Tray.CHECK: "It was sent faster than a person types, or while very many were sent at once.",
    Tray.QUARANTINE: "A field was filled in that no person sees, as machines do that fill in every form they find.",
}

REASONS = {
    Why.QUARANTINED: "It may have been sent by a machine: the front door looks whether a family sent it.",
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
    AuditEntry.Verb.NOTED: "noted",
    AuditEntry.Verb.SORTED: "called genuine",
    AuditEntry.Verb.SHOWED: "shown how to reach the family",
    AuditEntry.Verb.TAKEN_OUT: "taken out as a file",
    AuditEntry.Verb.SIGNPOSTED: "given a list of groups and pages",
    AuditEntry.Verb.HANDED_OUT: "downloaded",
    AuditEntry.Verb.FOUND_VIRUS: "a virus found in a file",
    AuditEntry.Verb.SIGNED_IN: "signed in",
    AuditEntry.Verb.CHANGED_SIGN_IN: "changed how somebody signs in",
}

# Who did what no member of a team did.
NOBODY = {
    AuditEntry.Verb.ERASED: "the portal, at the end of its time",
    AuditEntry.Verb.FOUND_VIRUS: "the portal",
}


def why_here(referral: Referral, route: dict) -> list[str]:
    """Why the referral is with its team; `route` is the sealed content's."""
    lines = [REASONS[Why(route["why"])]]
    if route["team_key"] != referral.team.key:
        lines.append(f"The team {route['team_key']} could not receive it: it has no key. So it came to the front door.")
    return lines


@dataclass(frozen=True)
class Happened:
    """A line of the timeline; `words` are a note's."""

    at: datetime
    line: str
    words: str = ""
    times: int = 1


def timeline(history: Iterable[AuditEntry], notes: Iterable[Written]) -> list[Happened]:
    """What happened and what was noted, in order. That a note was written is told by the note; what happened several
    times on end is told once, with the last time."""
    events = [Happened(entry.at, history_line(entry)) for entry in history if entry.verb != AuditEntry.Verb.NOTED]
    written = [Happened(note.at, f"note by {note.author}", note.words) for note in notes]
    in_order = sorted([*events, *written], key=lambda happened: happened.at)
    runs = [list(run) for _, run in groupby(in_order, key=lambda happened: (happened.line, happened.words))]
    return [replace(run[-1], times=len(run)) for run in runs]


def history_line(entry: AuditEntry) -> str:
    """ "opened by north-1", "moved by north-1: New to In progress"."""
    verb = AuditEntry.Verb(entry.verb)
    done = f"{VERBS[verb]} by {entry.actor.get_username() if entry.actor else NOBODY.get(verb, 'the family')}"
    return f"{done}: {_detail(verb, entry.detail)}" if entry.detail else done


def _detail(verb: AuditEntry.Verb, detail: str) -> str:
    """States, outcomes and trays in words; teams by their keys."""
    was, _, to = detail.partition(" > ")
    if verb == AuditEntry.Verb.SORTED:
        return f"{TRAYS[Tray(was)]} to {TRAYS[Tray(to)]}"
    if verb != AuditEntry.Verb.MOVED:
        return f"{was} to {to}" if to else was
    to, _, outcome = to.partition(" > ")
    became = f". {OUTCOMES[Outcome(outcome)]}" if outcome else ""
    return f"{STATES[State(was)]} to {STATES[State(to)]}{became}"
