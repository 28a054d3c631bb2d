"""R7: a team that cannot receive, and whatever else keeps the portal from its work, is told in words; secrets never."""

import json
from datetime import timedelta

from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import override_settings
from django.utils import timezone

import pytest

from notices.models import Notice
from portal import health
from portal.roles import Role
from portal.turns import WorkerTurn, note_turn
from referrals.models import Team

pytestmark = pytest.mark.django_db


def ready(client, **headers):
    answer = client.get("/health/ready", **headers)
    return answer.status_code, json.loads(answer.content)


@pytest.fixture
def well():
    """The worker ran a moment ago."""
    note_turn(Role.ALL, now=timezone.now())


def test_a_portal_that_is_well_says_so(client, well):
    assert client.get("/health/live").content == b"live\n"
    assert ready(client) == (200, {"role": "all", "ready": True, "unfit": {}, "troubled": {}})


@override_settings(ALLOWED_HOSTS=["families.example"], SECURE_SSL_REDIRECT=True)
def test_it_is_asked_on_the_machine_and_through_the_web_server_only_whether_it_lives(client, well):
    assert ready(client)[0] == 200
    for address, status in (("/health/live", 200), ("/health/ready", 404), ("/metrics", 404)):
        assert client.get(address, HTTP_X_FORWARDED_FOR="192.0.2.1").status_code == status


def test_a_team_without_a_key_or_with_one_member_is_named(client, well):
    north = Team.objects.get(key="north")
    north.members.remove(north.members.first())
    Team.objects.filter(key="south").update(public_key=b"")

    status, said = ready(client)

    assert status == 503
    team = "neighbourhood team has"
    assert said["unfit"]["receivers"] == [f"North {team} 1 members, not 2", f"South {team} no key"]


def test_the_families_process_is_told_no_more_than_that_nobody_receives(client, well):
    with override_settings(ROLE=Role.PUBLIC):
        Team.objects.filter(key="south").update(public_key=b"")
        assert ready(client)[1]["unfit"].get("receivers") is None
        Team.objects.update(public_key=b"")
        assert ready(client)[1]["unfit"]["receivers"] == ["no team can receive a referral"]


def test_a_key_that_is_on_another_machine_is_told_to_who_has_to_open(client, well, settings, tmp_path):
    settings.REFERRAL_KEYS_DIR = tmp_path
    assert "the key of Central neighbourhood team is not on this machine" in ready(client)[1]["unfit"]["keys"]
    settings.ROLE = Role.PUBLIC
    assert "keys" not in ready(client)[1]["unfit"]


@override_settings(REFERRAL_ESCROW_KEY="no key")
def test_a_key_that_is_none_makes_it_unfit(client, well):
    status, said = ready(client)
    assert (status, said["unfit"]["keys"]) == (503, ["PORTAL_ESCROW_KEY is no public key. It is not in base 64."])


def test_a_worker_that_is_away_is_trouble_and_takes_no_page_from_families(client):
    assert ready(client)[1]["troubled"]["worker"] == ["the worker of all has never run"]
    note_turn(Role.ALL, now=timezone.now() - timedelta(minutes=3))
    status, said = ready(client)
    assert status == 200 and said["troubled"]["worker"][0].startswith("the worker of all last ran at ")


def test_the_worker_writes_down_that_it_ran(monkeypatch):
    monkeypatch.setattr(connection, "close", lambda: None)  # on PostgreSQL it is the test's own
    monkeypatch.setattr("portal.management.commands.worker.Event.is_set", lambda self, seen=[]: seen or seen.append(1))
    monkeypatch.setattr("portal.management.commands.worker.signal.signal", lambda *given: None)
    monkeypatch.setattr("portal.management.commands.worker.Event.wait", lambda *given: None)
    call_command("worker")
    assert timezone.now() - WorkerTurn.objects.get().at < timedelta(minutes=1)


def test_a_message_that_waits_too_long_is_trouble_without_its_words(client, well):
    before = timezone.now() - timedelta(minutes=20)
    Notice.objects.create(
        message="new_referral",
        language="en",
        address="somebody@example.org",
        cause="x",
        written_at=before,
        due_at=before,
    )
    assert ready(client)[1]["troubled"] == {"outbox": ["a message has been due for 20 minutes"]}


@override_settings(SEARCH_INDEX_DIR=health.settings.VAR_DIR / "nowhere")
def test_a_search_without_its_index_is_trouble(client, well):
    assert "build_index" in ready(client)[1]["troubled"]["index"][0]


def test_a_full_disk_is_trouble(client, well, monkeypatch):
    monkeypatch.setattr(health, "FEWEST_BYTES", 2**60)
    assert "MB are free" in ready(client)[1]["troubled"]["disk"][0]


def test_tables_that_are_behind_make_it_unfit(well, settings):
    settings.MIGRATION_MODULES = {}  # the tests themselves run without any
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'notices'")
    assert health.health(Role.ALL, now=timezone.now()).unfit["migrations"][0].endswith("not applied: manage.py migrate")


def test_a_database_that_is_away_is_told_without_its_address(client, monkeypatch):
    def away(*given, **named):
        raise OperationalError('connection to "10.0.0.7" failed: password is hunter2')

    monkeypatch.setattr(connection, "cursor", away)
    status, said = ready(client)
    assert status == 503
    assert said["unfit"]["database"] == ["The database does not answer."]
    assert "hunter2" not in json.dumps(said)
