"""One line of JSON an event; nothing that a family typed, whoever writes the line and whatever goes wrong."""

import json
import logging
import sys

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

import pytest

from portal.logs import JsonLines
from portal.metrics import count_what_waits
from portal.roles import Role
from tests.referrals.family import CANARIES, Family


def line(name: str, message: str, *values, **more) -> dict:
    record = logging.LogRecord(name, logging.ERROR, "file.py", 1, message, values, more.pop("exc_info", None))
    record.__dict__.update(more)
    said = JsonLines().format(record)
    assert "\n" not in said
    return json.loads(said)


def test_ours_says_its_words_and_others_say_theirs_without_what_fills_them():
    assert line("referrals.watchdog", "Referral %s waits.", "FP-1")["says"] == "Referral FP-1 waits."
    assert line("some.library", "Cannot send to %s", "nightjar@example.org")["says"] == "Cannot send to %s"
    assert line("some.library", "Cannot send to nightjar@example.org")["says"] == ""


def test_an_error_says_its_kind_its_cause_and_where_and_never_its_words():
    try:
        try:
            raise IntegrityError("Key (email)=(nightjar@example.org) already exists")
        except IntegrityError as error:
            raise ValidationError("nightjar@example.org is taken") from error
    except ValidationError:
        said = line("portal.tasks", "%s failed.", "sweep", exc_info=sys.exc_info())

    assert said["error"] == ["ValidationError", "IntegrityError"]
    assert said["where"][-1].startswith("tests/portal/test_logs_structured.py:")
    assert "nightjar" not in json.dumps(said)


@pytest.fixture
def written():
    """What production would write, a line an event, of everything down to DEBUG but the database's."""
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record):
            lines.append(self.format(record))

    handler, root = Kept(logging.INFO), logging.getLogger()
    handler.setFormatter(JsonLines())
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield lines
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.mark.django_db
def test_a_journey_that_goes_wrong_in_many_places_leaves_no_word_of_the_family(written, monkeypatch):
    family = Family("en")
    family.fill_in()
    family.send()
    family.client.get("/en/groups/", {"q": CANARIES["name"]}, follow=True)
    family.client.get(f"/en/{CANARIES['code_word']}/", {"q": CANARIES["phone"]})
    family.client.post(f"/en/groups/?q={CANARIES['name']}", {"q": CANARIES["words"]})
    Client(headers={"host": CANARIES["code_word"]}).get("/en/")
    Client(enforce_csrf_checks=True).post("/en/support/form/", {"name": CANARIES["name"]})

    def breaks(*given, **named):
        raise ValueError(CANARIES["words"])

    monkeypatch.setattr("referrals.views.render", breaks, raising=False)
    Client(raise_request_exception=False).get("/en/support/form/", {"q": CANARIES["name"]})
    logging.getLogger("referrals").exception("Something is wrong.", exc_info=ValueError(CANARIES["email"]))

    events = [json.loads(each) for each in written]
    assert {event.get("status") for event in events} >= {400, 403, 404}
    assert not [word for word in CANARIES.values() for each in written if word in each]


@pytest.mark.django_db
def test_metrics_count_views_and_hold_no_address(client):
    client.get("/en/groups/", {"q": CANARIES["name"]}, follow=True)
    client.get(f"/en/{CANARIES['code_word']}/")
    count_what_waits(Role.ALL, now=timezone.now())

    said = client.get("/metrics").content.decode()

    assert 'portal_request_seconds_count{method="GET",status="200",view="directory:search"}' in said
    assert 'portal_referrals{state="new"} 0.0' in said
    assert "portal_worker_turn_seconds" in said and "portal_outbox_waiting" in said
    assert not [word for word in CANARIES.values() if word in said]
