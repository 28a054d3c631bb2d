from django.contrib.auth import get_user_model

import pytest

from places.queries import neighbourhoods
from referrals.models import Team
from referrals.seeding import seed_teams
from referrals.workspace import second_factor


@pytest.fixture
def empty(db) -> None:
    """No team and no user of one, whatever the tests' database starts with."""
    get_user_model().objects.filter(referral_teams__isnull=False).delete()
    Team.objects.all().delete()


def test_every_neighbourhood_has_its_team_and_there_is_one_front_door(empty):
    seed_teams()

    teams = Team.objects.all()
    assert {team.neighbourhood for team in teams if team.neighbourhood} == {place.key for place in neighbourhoods()}
    assert [team.key for team in teams if team.is_front_door] == ["front-door"]
    assert all(len(bytes(team.public_key)) == 32 for team in teams)


def test_every_team_of_a_demonstration_has_two_members_who_can_sign_in(empty, settings):
    seed_teams()

    for team in Team.objects.all():
        names = [member.username for member in team.members.order_by("username")]
        assert names == [f"{team.key}-1", f"{team.key}-2"]
        assert all(member.check_password(settings.DEMONSTRATION_PASSWORD) for member in team.members.all())
        assert all(second_factor.demonstration_code(member) for member in team.members.all())


def test_seeding_again_changes_nothing(empty):
    seed_teams()
    Team.objects.filter(key="north").update(name="Renamed by an officer")
    before = list(Team.objects.values())

    assert seed_teams() is False

    assert list(Team.objects.values()) == before


def test_outside_a_demonstration_there_are_teams_but_no_logins_and_no_keys(empty, settings):
    settings.IS_DEMONSTRATION = False

    seed_teams()

    assert Team.objects.count() == 6
    assert not get_user_model().objects.filter(referral_teams__isnull=False).exists()
    assert not Team.objects.exclude(public_key=b"").exists()
