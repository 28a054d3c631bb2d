from django.contrib.auth import authenticate, get_user_model

import pytest

from places.queries import neighbourhoods
from referrals.models import Team
from referrals.seeding import seed_teams


@pytest.fixture
def empty(db) -> None:
    """No team and no user of one, whatever the tests' database starts with."""
    get_user_model().objects.filter(referral_teams__isnull=False).delete()
    Team.objects.all().delete()


def test_every_neighbourhood_has_its_team_and_there_is_one_front_door(empty):
    seed_teams(demo=True)
    teams = Team.objects.all()
    assert {team.neighbourhood for team in teams if team.neighbourhood} == {place.key for place in neighbourhoods()}
    assert [team.key for team in teams if team.is_front_door] == ["front-door"]
    assert all(len(bytes(team.public_key)) == 32 for team in teams)


def test_every_team_of_a_demonstration_has_two_members_who_can_sign_in(empty):
    logins = seed_teams(demo=True)
    assert len(logins) == 12
    assert all(authenticate(username=login.username, password=login.password) for login in logins)
    assert {team.members.count() for team in Team.objects.all()} == {2}


def test_seeding_again_changes_nothing_and_answers_the_same(empty):
    logins = seed_teams(demo=True)
    Team.objects.filter(key="north").update(name="Renamed by an officer")
    before = list(Team.objects.values())
    again = seed_teams(demo=True)
    assert [login.username for login in again] == [login.username for login in logins]
    assert list(Team.objects.values()) == before


@pytest.mark.parametrize(("demo", "is_demonstration"), [(True, False), (False, True)])
def test_outside_a_demonstration_there_are_teams_but_no_logins_and_no_keys(empty, settings, demo, is_demonstration):
    settings.IS_DEMONSTRATION = is_demonstration
    assert seed_teams(demo=demo) == []
    assert Team.objects.count() == 6
    assert not get_user_model().objects.filter(referral_teams__isnull=False).exists()
    assert not Team.objects.exclude(public_key=b"").exists()
