"""The teams to start with and, in a demonstration, their keys and their members."""

import tomllib
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.db import transaction

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from referrals.keys.operations import give_first_key
from referrals.models import Team

TEAMS_FILE = Path(__file__).parent / "seed" / "teams.toml"
MEMBERS_A_TEAM = 2


@transaction.atomic
def seed_teams() -> bool:
    """Fill an empty table of teams, with members and keys in a demonstration; False where there is any team already."""
    if Team.objects.exists():
        return False
    for key, fields in tomllib.loads(TEAMS_FILE.read_text(encoding="utf-8")).items():
        team = Team.objects.create(key=key, **fields)
        if settings.IS_DEMONSTRATION:
            team.email = f"{team.key}@example.org"
            team.save()
            _create_members(team)
            give_first_key(team)
    return True


def _create_members(team: Team) -> None:
    password = make_password(settings.DEMONSTRATION_PASSWORD)
    names = [f"{team.key}-{number}" for number in range(1, MEMBERS_A_TEAM + 1)]
    members = [get_user_model().objects.create(username=name, password=password) for name in names]
    team.members.set(members)
    for member in members:
        TOTP.activate(member, generate_totp_secret())
