"""The teams, people who sign in as their members, and the families' site in processes of its own."""

from collections.abc import Iterator
from contextlib import ExitStack

from django.contrib.auth import get_user_model
from django.test import Client

import pytest

from referrals.models import Team
from referrals.seeding import seed_teams
from tests.referrals.database import Database, database_in, made_database
from tests.referrals.family import Family
from tests.referrals.server import Server, serving
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


@pytest.fixture(scope="package", params=["SQLite", "PostgreSQL"])
def deployed(request, tmp_path_factory) -> Iterator[tuple[Server, Database]]:
    """Served as in production, by processes that hold no private key."""
    var, keys = tmp_path_factory.mktemp("var"), tmp_path_factory.mktemp("keys")
    with ExitStack() as stack:
        if request.param == "SQLite":
            database = database_in(var / "portal.sqlite3", keys)
        else:
            database = stack.enter_context(made_database(keys))
        yield stack.enter_context(serving(database.url("portal_public"), var)), database
