"""The teams' pages: the right team reads and moves a referral, and for everybody else there is none."""

from html import unescape

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

import pytest

from referrals import keyring
from referrals.models import AuditEntry, Referral
from referrals.routing import Why
from referrals.states import State
from referrals.workspace import wording
from tests.referrals.family import CANARIES, Family


@pytest.fixture
def referral(teams) -> Referral:
    """A family's, for the north team, sent through the real form."""
    family = Family("ur")
    family.fill_in()
    family.send()
    return Referral.objects.get()


@pytest.fixture
def address(referral) -> str:
    return reverse("workspace:referral", args=[referral.pk])


@pytest.fixture
def superuser(teams) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("all-powerful"))
    return client


@pytest.fixture
def cms_editor(teams) -> Client:
    user = get_user_model().objects.create_user("editor-of-pages")
    user.groups.set(Group.objects.all())
    client = Client()
    client.force_login(user)
    return client


def text_of(response) -> str:
    return unescape(response.content.decode())


def test_the_assigned_team_finds_it_in_the_list_and_reads_every_answer(referral, address, member):
    north = member("north")
    inbox = text_of(north.get(reverse("workspace:inbox")))
    assert referral.reference in inbox
    assert address in inbox
    page = text_of(north.get(address))
    assert all(canary in page for canary in CANARIES.values())
    assert "Sylheti" in page
    assert "LU3 3AX" in page
    assert "The family lives in this team" in page


def test_the_code_word_and_what_is_safe_stand_before_any_number(address, member):
    page = text_of(member("north").get(address))
    number = page.index(CANARIES["phone"])
    for earlier in ["Do not send a text message.", "Leave no message.", CANARIES["must_not_know"]]:
        assert page.index(earlier) < number
    assert page.index(CANARIES["code_word"]) < min(number, page.index(CANARIES["email"]))


def test_another_teams_member_finds_nothing(referral, address, member):
    for team in ["south", "front-door"]:
        other = member(team)
        assert referral.reference not in text_of(other.get(reverse("workspace:inbox")))
        assert other.get(address).status_code == 404
        assert other.post(address, {"was": "new", "to": "in_progress"}).status_code == 404
    referral.refresh_from_db()
    assert referral.state == "new"


@pytest.mark.parametrize("somebody", ["superuser", "cms_editor"])
def test_rights_elsewhere_open_nothing_here(request, address, somebody):
    client = request.getfixturevalue(somebody)
    assert client.get(address).status_code == 404
    assert client.post(address, {"was": "new", "to": "in_progress"}).status_code == 404
    assert client.get(reverse("workspace:inbox")).status_code == 404
    assert not AuditEntry.objects.exclude(verb="received").exists()


def test_a_member_who_left_or_was_deactivated_sees_nothing(referral, address, member, teams):
    client = member("north")
    teams["north"].members.clear()
    assert client.get(address).status_code == 404
    user = get_user_model().objects.create_user("gone", is_active=False)
    teams["north"].members.add(user)
    assert not Referral.objects.visible_to(user).exists()


def test_the_teams_pages_are_without_the_families_menus(address, member):
    page = text_of(member("north").get(address))
    assert 'class="sections"' not in page
    assert 'class="languages"' not in page


def test_reading_is_recorded_with_the_reader(referral, address, member):
    north = member("north")
    north.get(address)
    page = text_of(north.get(address))
    entries = AuditEntry.objects.filter(referral=referral)
    assert [(entry.verb, str(entry.actor)) for entry in entries] == [
        ("received", "None"),
        ("opened", "worker-of-north"),
        ("opened", "worker-of-north"),
    ]
    assert "sent by the family" in page
    assert "opened by worker-of-north" in page


def test_a_move_changes_the_state_and_is_recorded(referral, address, member):
    north = member("north")
    response = north.post(address, {"was": "new", "to": "in_progress"})
    assert (response.status_code, response["Location"]) == (303, address)
    referral.refresh_from_db()
    assert referral.state == "in_progress"
    assert "moved by worker-of-north: New to In progress" in text_of(north.get(address))


def test_who_is_late_is_told_and_nothing_is_overwritten(referral, address, member):
    north = member("north")
    north.post(address, {"was": "new", "to": "in_progress"})
    response = north.post(address, {"was": "new", "to": "tried_to_reach"})
    assert response.status_code == 409
    assert "Somebody else has moved this referral" in text_of(response)
    assert "It is now: In progress." in text_of(response)
    referral.refresh_from_db()
    assert referral.state == "in_progress"
    assert AuditEntry.objects.filter(verb="moved").count() == 1


def test_a_move_that_the_states_do_not_know_is_refused(referral, address, member):
    north = member("north")
    assert north.post(address, {"was": "new", "to": "closed"}).status_code == 409
    assert north.post(address, {"was": "new", "to": "lost"}).status_code == 400
    referral.refresh_from_db()
    assert referral.state == "new"


def test_a_closed_referral_leaves_the_list_of_what_is_in_hand(referral, address, member):
    north = member("north")
    north.post(address, {"was": "new", "to": "in_progress"})
    north.post(address, {"was": "in_progress", "to": "closed"})
    in_hand, closed = text_of(north.get(reverse("workspace:inbox"))).split("Closed</h2>")
    assert referral.reference not in in_hand
    assert referral.reference in closed


def test_priority_comes_first_and_then_who_has_waited_longest(teams, member):
    for danger in ["no", "now", "no"]:
        family = Family("en")
        family.fill_in(story={"danger": danger}, language={"postcode": ""})
        family.send()
    oldest, urgent, newest = Referral.objects.order_by("received_at")
    page = text_of(member("front-door").get(reverse("workspace:inbox")))
    places = [page.index(referral.reference) for referral in (urgent, oldest, newest)]
    assert places == sorted(places)


def test_without_the_teams_key_the_page_says_so_and_no_reading_is_recorded(address, member, settings, tmp_path):
    settings.REFERRAL_KEYS_DIR = tmp_path
    response = member("north").get(address)
    assert response.status_code == 503
    assert not AuditEntry.objects.filter(verb="opened").exists()


def test_another_key_in_the_teams_file_opens_nothing(address, member, settings, tmp_path):
    settings.REFERRAL_KEYS_DIR = tmp_path
    keyring.make("north")
    assert member("north").get(address).status_code == 503


def test_every_state_reason_and_verb_has_its_words():
    assert set(wording.STATES) == set(wording.MOVES) == set(State)
    assert set(wording.REASONS) == set(Why)
    assert set(wording.VERBS) == set(AuditEntry.Verb)


def test_a_referral_that_its_own_team_could_not_receive_says_so(teams, member):
    teams["north"].public_key = b""
    teams["north"].save()
    family = Family("en")
    family.fill_in()
    family.send()
    page = text_of(member("front-door").get(reverse("workspace:referral", args=[Referral.objects.get().pk])))
    assert "The team north could not receive it" in page
