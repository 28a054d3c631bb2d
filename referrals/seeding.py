"""The teams to start with and, in a demonstration, their keys and their members."""

import tomllib
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.db import transaction

from referrals import keyring, operations
from referrals.models import Team

TEAMS_FILE = Path(__file__).parent / "seed" / "teams.toml"
DEMO_PASSWORD = "family-portal-demo"  # noqa: S105  printed with every `make run`; never outside a demonstration
MEMBERS_A_TEAM = 2


class Login(NamedTuple):
    username: str
    password: str
    team: str


@transaction.atomic
def seed_teams(*, demo: bool) -> list[Login]:
    """Fill an empty table of teams; a table that holds any stays as it is. Answers the demonstration's logins.

    `demo` counts only where settings.IS_DEMONSTRATION is true.
    """
    is_demo = demo and settings.IS_DEMONSTRATION
    if not Team.objects.exists():
        _create_teams()
        if is_demo:
            _create_members()
    if not is_demo:
        return []
    for team in Team.objects.filter(public_key=b""):
        operations.publish_key(team=team, public_key=keyring.public_key(team.key))
    return _logins()


def _create_teams() -> None:
    for key, fields in tomllib.loads(TEAMS_FILE.read_text(encoding="utf-8")).items():
        Team.objects.create(key=key, **fields)


def _create_members() -> None:
    users = get_user_model().objects
    password = make_password(DEMO_PASSWORD)
    for team in Team.objects.all():
        team.members.set(users.create(username=name, password=password) for name in _usernames(team))


def _usernames(team: Team) -> list[str]:
    return [f"{team.key}-{number}" for number in range(1, MEMBERS_A_TEAM + 1)]


def _logins() -> list[Login]:
    return [
        Login(user.username, DEMO_PASSWORD, team.name)
        for team in Team.objects.order_by("pk")
        for user in team.members.filter(username__in=_usernames(team)).order_by("username")
    ]
