"""Which team a referral goes to: the front door where it cannot wait or nobody else fits, else the neighbourhood's."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    QUARANTINED = "quarantined"
    URGENT = "urgent"
    RULE = "rule"
    NOBODY_FITS = "nobody_fits"
    UNKNOWN_NEIGHBOURHOOD = "unknown_neighbourhood"
    NEIGHBOURHOOD = "neighbourhood"


@dataclass(frozen=True)
class Table:
    """`by_neighbourhood` leads from a neighbourhood's key to its team's; `nobodys_needs` are no team's own."""

    front_door: str
    by_neighbourhood: Mapping[str, str]
    nobodys_needs: frozenset[str] = frozenset({"something_else", "none"})

    def has_team(self, key: str | None) -> bool:
        return key == self.front_door or key in self.by_neighbourhood.values()


@dataclass(frozen=True)
class Route:
    team_key: str
    why: Why
    is_priority: bool


def route(
    needs: Collection[str], urgent: bool, level: str, neighbourhood: str | None, table: Table, hint: str | None = None
) -> Route:
    """`hint` is the team that a rule of the questionnaire names; one that the table lacks counts as none."""
    team_key, why = _team(needs, urgent, neighbourhood, table, hint)
    return Route(team_key, why, is_priority=urgent or level == "refer_priority")


def _team(
    needs: Collection[str], urgent: bool, neighbourhood: str | None, table: Table, hint: str | None
) -> tuple[str, Why]:
    if urgent:
        return table.front_door, Why.URGENT
    if hint and table.has_team(hint):
        return hint, Why.RULE
    if table.nobodys_needs.issuperset(needs):
        return table.front_door, Why.NOBODY_FITS
    if neighbourhood is None or neighbourhood not in table.by_neighbourhood:
        return table.front_door, Why.UNKNOWN_NEIGHBOURHOOD
    return table.by_neighbourhood[neighbourhood], Why.NEIGHBOURHOOD
