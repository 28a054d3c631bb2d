"""The teams, and people who sign in as their members."""

from django.contrib.auth import get_user_model
from django.test import Client

import pytest

from referrals.models import Team
from referrals.seeding import seed_teams
from tests.referrals.family import Family
from tests.referrals.workers import signed_in


@pytest.fixture
def teams(db) -> dict[str, Team]:
    seed_teams()
    return {team.key: team for team in Team.objects.all()}


@pytest.fixture
def member(teams):
    """`member("north")`: a signed-in member of a team, second factor and all."""

    def sign_in(team: str) -> Client:
        user = get_user_model().objects.create_user(f"worker-of-{team}")
        teams[team].members.add(user)
        return signed_in(user)

    return sign_in


@pytest.fixture(params=["en", "ur"])
def family(request) -> Family:
    return Family(request.param)
