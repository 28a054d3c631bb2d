"""S2: every address of the teams' pages, for everybody who knocks: a view without a rule fails here, and so does a rule
that lets anybody else in."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

import pytest

from referrals.models import AuditEntry, Referral
from referrals.workspace import urls
from referrals.workspace.access import ForWhom
from tests.referrals.family import Family
from tests.referrals.workers import INBOX, LOGIN, PASSWORD, app_of, knock, signed_in

PATTERNS = {pattern.name: pattern for pattern in urls.urlpatterns}
OPEN = {"login": 200, "logout": 405}
NOBODYS = "00000000-0000-4000-8000-000000000000"


def rule(name: str) -> ForWhom:
    return PATTERNS[name].callback.for_whom


def address(name: str, referral_id=NOBODYS) -> str:
    given = {"referral_id": referral_id, "number": 1}
    return reverse(f"workspace:{name}", kwargs={key: given[key] for key in PATTERNS[name].pattern.converters})


def somebody(teams, name: str, *, team: str = "", **fields) -> Client:
    user = get_user_model().objects.create_user(name, **fields)
    if team:
        teams[team].members.add(user)
    return signed_in(user)


@pytest.fixture
def editor(teams):
    client = somebody(teams, "with-every-group", is_staff=True)
    get_user_model().objects.get(username="with-every-group").groups.set(Group.objects.all())
    return client


@pytest.fixture
def superuser(teams):
    return somebody(teams, "all-powerful", is_staff=True, is_superuser=True)


@pytest.fixture
def with_a_password_alone(teams):
    """A member who came in by the CMS."""
    user = get_user_model().objects.create_user("somebody")
    teams["north"].members.add(user)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def between(teams):
    """A member whose password was right, and whose second factor is still asked for."""
    user = get_user_model().objects.create_user("worker", password=PASSWORD)
    teams["north"].members.add(user)
    app_of(user)
    client = Client()
    knock(client)
    return client


@pytest.mark.parametrize("name", PATTERNS)
def test_every_view_says_for_whom_it_is(name):
    assert rule(name) in ForWhom


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", PATTERNS)
def test_a_stranger_is_led_to_the_way_in(teams, name, method):
    answer = getattr(Client(), method)(address(name))

    if rule(name) is ForWhom.EVERYBODY:
        assert name in OPEN
    else:
        assert answer["Location"].startswith(LOGIN)
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", PATTERNS)
def test_to_people_of_the_cms_there_is_nothing(request, name, method):
    for who in ["editor", "superuser"]:
        client = request.getfixturevalue(who)
        if rule(name) in {ForWhom.MEMBERS, ForWhom.JUST_SIGNED_IN}:
            assert getattr(client, method)(address(name)).status_code == 404
        if rule(name) is ForWhom.PENDING:
            assert getattr(client, method)(address(name))["Location"] == LOGIN


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["with_a_password_alone", "between"])
@pytest.mark.parametrize("name", PATTERNS)
def test_without_a_second_factor_a_member_gets_no_further(request, name, who, method):
    answer = getattr(request.getfixturevalue(who), method)(address(name))

    if rule(name) in {ForWhom.MEMBERS, ForWhom.JUST_SIGNED_IN}:
        assert answer["Location"].startswith(LOGIN)


@pytest.mark.parametrize("name", [name for name in PATTERNS if "referral_id" in PATTERNS[name].pattern.converters])
def test_another_teams_referral_looks_like_one_that_does_not_exist(teams, name):
    family = Family("en")
    family.fill_in()
    family.send()
    south = somebody(teams, "of-south", team="south")

    for method in ["get", "post"]:
        theirs = getattr(south, method)(address(name, Referral.objects.get().pk))
        none = getattr(south, method)(address(name))
        assert (theirs.status_code, theirs.content) == (none.status_code, none.content)
        assert not AuditEntry.objects.exclude(verb="received").exists()
        assert theirs.status_code in {303, 400, 404, 405}


def test_a_member_comes_in(teams):
    assert somebody(teams, "of-north", team="north").get(INBOX).status_code == 200
