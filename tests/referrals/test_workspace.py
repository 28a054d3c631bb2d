"""The teams' pages: the right team reads and moves a referral, and for everybody else there is none."""

from html import unescape

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import pytest

from referrals import keyring, safe_contact, states
from referrals.attachments import opening
from referrals.models import AuditEntry, Note, Referral, Team
from referrals.operations import erase_referral
from referrals.queries import Lane
from referrals.routing import Why
from referrals.states import Outcome, State
from referrals.workspace import wording
from tests.referrals.family import CANARIES, Family
from tests.referrals.workers import note, page_of, press


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
    assert all(canary in page for name, canary in CANARIES.items() if name not in {"phone", "email"})
    assert "Sylheti" in page
    assert "LU3 3AX" in page
    assert "The family lives in this team" in page


def test_another_teams_member_finds_nothing(referral, address, member):
    for team in ["south", "front-door"]:
        other = member(team)
        assert referral.reference not in text_of(other.get(reverse("workspace:inbox")))
        assert other.get(address).status_code == 404
        assert press(other, referral, "in_progress").status_code == 404
    referral.refresh_from_db()
    assert referral.state == "new"


@pytest.mark.parametrize("somebody", ["superuser", "cms_editor"])
def test_rights_elsewhere_open_nothing_here(request, referral, address, somebody):
    client = request.getfixturevalue(somebody)
    assert client.get(address).status_code == 404
    assert press(client, referral, "in_progress").status_code == 404
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
    assert page.count("opened by worker-of-north, 2 times by then") == 1


def test_a_move_changes_the_state_and_is_recorded(referral, address, member):
    north = member("north")
    response = press(north, referral, "in_progress")
    assert (response.status_code, response["Location"]) == (303, address)
    referral.refresh_from_db()
    assert referral.state == "in_progress"
    assert "moved by worker-of-north: New to In progress" in text_of(north.get(address))


def test_who_is_late_is_told_and_nothing_is_overwritten(referral, member, teams):
    """R9: two who work on the same referral."""
    north = member("north")
    press(north, referral, "in_progress", version=1)
    response = press(north, referral, "tried_to_reach", version=1)
    assert response.status_code == 409
    assert "Somebody else has changed this referral" in text_of(response)
    assert "It is now: In progress." in text_of(response)
    assert "moved by worker-of-north: New to In progress" in text_of(response)
    referral.refresh_from_db()
    assert (referral.state, referral.version) == ("in_progress", 2)
    assert AuditEntry.objects.filter(verb="moved").count() == 1


def test_whoever_did_not_see_a_colleagues_note_looks_again_before_moving(referral, member):
    north = member("north")
    note(north, referral, "The father is at home: do not call today.")
    response = press(north, referral, "tried_to_reach", version=1)
    assert response.status_code == 409
    assert "do not call today" in text_of(response)
    assert press(north, referral, "tried_to_reach").status_code == 303


def test_a_move_that_the_states_do_not_know_is_refused(referral, member):
    north = member("north")
    assert press(north, referral, "closed", outcome="supported").status_code == 409
    assert press(north, referral, "lost").status_code == 400
    referral.refresh_from_db()
    assert referral.state == "new"


def test_it_is_closed_with_an_outcome_and_not_without(referral, address, member):
    north = member("north")
    press(north, referral, "in_progress")
    refused = press(north, referral, "closed")
    assert refused.status_code == 409
    assert "Say what became of it" in text_of(refused)

    press(north, referral, "closed", outcome="not_reached")
    referral.refresh_from_db()
    assert (referral.state, referral.outcome, referral.due_at) == ("closed", "not_reached", None)
    assert "In progress to Closed. We could not reach them" in text_of(north.get(address))

    press(north, referral, "in_progress", outcome="supported")
    referral.refresh_from_db()
    assert (referral.state, referral.outcome) == ("in_progress", "")


def test_a_note_is_read_by_the_team_and_lies_sealed(referral, address, member):
    north = member("north")
    note(north, referral, "Velvetotter called back.\nAll is well.")
    page = text_of(north.get(address))
    assert "Velvetotter called back.<br>All is well." in page
    assert "note by worker-of-north" in page
    assert b"Velvetotter" not in bytes(Note.objects.get().box)
    assert AuditEntry.objects.filter(verb="noted", detail="").count() == 1


def test_an_empty_note_is_not_kept(referral, member):
    response = note(member("north"), referral, "  ")
    assert response.status_code == 400
    assert "Write the note first" in text_of(response)
    assert not Note.objects.exists()


def test_a_note_cannot_be_put_in_another_ones_place(referral, address, member):
    north = member("north")
    for words in ["one", "two"]:
        note(north, referral, words)
    first, second = Note.objects.all()
    Note.objects.filter(pk=first.pk).update(box=bytes(second.box))
    assert north.get(address).status_code == 503


def test_a_team_gives_a_referral_away_and_the_other_reads_all_of_it(referral, address, member, teams):
    north, east = member("north"), member("east")
    press(north, referral, "in_progress")
    note(north, referral, "They live in the east by now.")
    answer = north.post(page_of(referral, "give"), {"was": teams["north"].pk, "to": teams["east"].pk})

    assert answer["Location"] == reverse("workspace:inbox")
    assert north.get(address).status_code == 404
    page = text_of(east.get(address))
    assert CANARIES["words"] in page
    assert "They live in the east by now." in page
    assert "given to another team by worker-of-north: north to east" in page
    referral.refresh_from_db()
    assert (referral.state, referral.acknowledged_at) == ("new", None)


def test_it_is_given_to_a_team_that_can_read_it_and_by_whoever_sees_where_it_is(referral, member, teams):
    north = member("north")
    Team.objects.filter(key="west").update(public_key=b"")
    for was, to in [("north", "west"), ("north", "north"), ("south", "east")]:
        answer = north.post(page_of(referral, "give"), {"was": teams[was].pk, "to": teams[to].pk})
        assert answer.status_code == 409
    referral.refresh_from_db()
    assert referral.team == teams["north"]


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
    assert set(wording.OUTCOMES) == set(Outcome)
    assert set(wording.LANES) == set(Lane)
    assert set(wording.KINDS) == set(safe_contact.Kind)
    assert set(wording.REFUSALS) == {*states.Reason, *safe_contact.Reason, *opening.Reason}


def test_a_referral_that_its_own_team_could_not_receive_says_so(teams, member):
    teams["north"].public_key = b""
    teams["north"].save()
    family = Family("en")
    family.fill_in()
    family.send()
    page = text_of(member("front-door").get(reverse("workspace:referral", args=[Referral.objects.get().pk])))
    assert "The team north could not receive it" in page


def test_notes_die_with_the_referral(referral, member):
    north = member("north")
    note(north, referral, "Nothing of this is left.")
    press(north, referral, "in_progress")
    press(north, referral, "closed", outcome="supported")

    erase_referral(referral_id=referral.pk, actor=None, now=timezone.now())

    assert not Note.objects.exists()
    assert north.get(page_of(referral)).status_code == 404
