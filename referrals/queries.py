"""Reads: who receives a referral, what a team has in hand, and what happened to a referral."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Count, Q, QuerySet

from places import queries as places_queries
from places.neighbourhoods import neighbourhood_of
from referrals import row_security
from referrals.models import AuditEntry, Referral, SealedKey, Team
from referrals.routing import Table
from referrals.states import Outcome, State
from referrals.trays import Tray

# One may be away.
FEWEST_MEMBERS = 2


class Lane(StrEnum):
    """`DUE` has to be done before the office closes; `OVERDUE` should have been done. `CHECK` and `QUARANTINE` are the
    trays of what may be no referral, which are in none of the lanes before."""

    IN_HAND = "in-hand"
    NEW = "new"
    DUE = "due"
    OVERDUE = "overdue"
    CHECK = "check"
    QUARANTINE = "quarantine"
    CLOSED = "closed"


# A family may have sent what lies there, and nobody sees it in another lane.
LANES_APART = (Lane.CHECK, Lane.QUARANTINE)


@dataclass(frozen=True)
class Receiver:
    """A team as the editors know it, who see neither its members nor its referrals."""

    key: str
    name: str
    is_front_door: bool
    has_key: bool
    people: int


class NobodyCanReceive(Exception):
    """Neither the team nor the front door has a public key to seal to."""


def routing_table() -> Table:
    teams = list(Team.objects.all())
    front_door = next((team.key for team in teams if team.is_front_door), "")
    return Table(front_door, {team.neighbourhood: team.key for team in teams if team.neighbourhood})


def receivers() -> list[Receiver]:
    if row_security.is_on():
        return [Receiver(*row) for row in row_security.receivers()]
    people = Count("members", filter=Q(members__is_active=True))
    teams = Team.objects.annotate(people=people).order_by("name")
    return [Receiver(team.key, team.name, team.is_front_door, bool(team.public_key), team.people) for team in teams]


def problems_of_receivers() -> Iterator[str]:
    """What keeps a team from receiving referrals, in words for staff."""
    teams = receivers()
    if not any(team.is_front_door for team in teams):
        yield "there is no front door"
    for team in teams:
        if not team.has_key:
            yield f"{team.name} has no key"
        if team.people < FEWEST_MEMBERS:
            yield f"{team.name} has {team.people} members, not {FEWEST_MEMBERS}"


def neighbourhood(postcode: str) -> str | None:
    """The key of the postcode's neighbourhood; None where it lies in none, or is empty."""
    return neighbourhood_of(postcode, places_queries.neighbourhoods())


def receiving_team(key: str) -> Team:
    """The team, or the front door where the team has no public key. Raises NobodyCanReceive."""
    able = Team.objects.exclude(public_key=b"")
    team = able.filter(key=key).first() or able.filter(is_front_door=True).first()
    if team is None:
        raise NobodyCanReceive
    return team


def is_member(user: User | AnonymousUser) -> bool:
    return user.is_authenticated and user.is_active and Team.objects.filter(members=user).exists()


def is_team_member(user_id: int) -> bool:
    """Whether somebody is in any team, also for those who may not read who is in which."""
    if row_security.is_on():
        return row_security.is_team_member(user_id)
    return Team.objects.filter(members=user_id).exists()


def lanes(user: User, *, now: datetime, today_ends: datetime, team: str = "") -> dict[Lane, QuerySet[Referral]]:
    """What the user's teams have, or one of them, in order of work. A referral may be in several lanes."""
    theirs = Referral.objects.visible_to(user).in_order_of_work().select_related("team").defer("box")
    if team:
        theirs = theirs.filter(team__key=team)
    main = theirs.in_tray(Tray.MAIN)
    return {
        Lane.IN_HAND: main.open(),
        Lane.NEW: main.new(),
        Lane.DUE: main.due(now, today_ends),
        Lane.OVERDUE: main.overdue(now),
        Lane.CHECK: theirs.open().in_tray(Tray.CHECK),
        Lane.QUARANTINE: theirs.open().in_tray(Tray.QUARANTINE),
        Lane.CLOSED: theirs.closed().order_by("-closed_at"),
    }


def teams_of(user: User) -> QuerySet[Team]:
    return Team.objects.filter(members=user)


def teams_to_give_to(team: Team) -> QuerySet[Team]:
    return Team.objects.exclude(pk=team.pk).exclude(public_key=b"")


def by_reference(user: User, reference: str) -> Referral | None:
    """One of the user's own teams; whether another team has it, nobody learns."""
    return Referral.objects.visible_to(user).filter(reference=reference).first()


def alarms(user: User, now: datetime) -> dict[Team, int]:
    """How many referrals nobody took up in time, by team: of the user's own teams, and at the front door of all."""
    if row_security.is_on():
        waiting_in = row_security.alarms(now)
        return {team: waiting_in[team.pk] for team in Team.objects.filter(pk__in=waiting_in)}
    teams = Team.objects.all() if teams_of(user).filter(is_front_door=True).exists() else teams_of(user)
    waiting = Count("referrals", filter=Q(referrals__in=Referral.objects.alarming(now)))
    return {team: team.waiting for team in teams.annotate(waiting=waiting) if team.waiting}


def progress(status_key: bytes) -> tuple[bool, bool] | None:
    """Whether nobody has taken it up, and whether its team tried to reach the family; None where there is none."""
    if row_security.is_on():
        return row_security.progress(status_key)
    asked = Referral.objects.filter(status_key=status_key).values_list("state", "outcome").first()
    if asked is None:
        return None
    state, outcome = asked
    return state == State.NEW, state == State.TRIED_TO_REACH or outcome == Outcome.NOT_REACHED


def numbers_by_state() -> dict[str, int]:
    """How many referrals are in each state, whosever they are: no process but the worker's may count them."""
    found = dict(Referral.objects.values_list("state").annotate(Count("pk")).order_by())
    return {state.value: found.get(state.value, 0) for state in State}


def number_alarming(now: datetime) -> int:
    return Referral.objects.alarming(now).count()


def history(referral: Referral) -> QuerySet[AuditEntry]:
    return referral.audit_entries.select_related("actor")


def sealed_to() -> dict[bytes, int]:
    """How many referrals each public key opens."""
    counted = SealedKey.objects.values("public_key").annotate(referrals=Count("pk")).order_by()
    return {bytes(row["public_key"]): row["referrals"] for row in counted}
