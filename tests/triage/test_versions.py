"""Versions of the questionnaire: two people, nothing changed afterwards, and something to ask whatever happens."""

import json
from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, connection, transaction

import pytest

from tests.triage.versions import approved, person, proposed, with_family
from triage import queries
from triage.outcome import evaluate
from triage.versions import operations, reading
from triage.versions.models import CannotChange, Version
from triage.versions.operations import Refused
from triage.versions.reading import NoQuestionnaire, document, shipped

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def another_process():
    """Nothing read yet, nothing told yet."""
    reading._approved.cache_clear()
    reading._tell_once.cache_clear()


def spoil(version: Version) -> None:
    """As a hand in the database would: past the model."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE triage_version SET text = text || ' ' WHERE id = %s", [version.pk])
    reading._approved.cache_clear()


def test_at_first_the_questionnaire_is_that_of_the_software():
    assert document() == shipped()


def test_what_another_person_approves_is_in_force():
    version = proposed(with_family(), NOW)
    assert document() == shipped()

    operations.approve(version=version, actor=person("alex"), now=NOW)

    assert document().hash == version.hash
    version.refresh_from_db()
    assert version.journeys > 1_000_000


def test_nobody_decides_on_their_own_proposal():
    version = proposed(with_family(), NOW)

    with pytest.raises(Refused, match="another person"):
        operations.approve(version=version, actor=person("pat"), now=NOW)
    with pytest.raises(IntegrityError, match="another_person_decides"), transaction.atomic():
        version.outcome, version.decided_by, version.decided_at, version.journeys = "approved", person("pat"), NOW, 1
        version.save()

    assert document() == shipped()


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"outcome": "approved", "decided_at": NOW, "journeys": 1}, "decided_by_somebody_at_a_time"),
        ({"outcome": "approved", "by": "alex", "decided_at": NOW}, "approved_when_proved"),
        ({"outcome": "refused", "by": "alex", "decided_at": NOW}, "refused_with_a_reason"),
    ],
)
def test_the_database_takes_no_half_decision(fields, constraint):
    version = proposed(with_family(), NOW)
    version.decided_by = person(fields.pop("by")) if "by" in fields else None
    for field, value in fields.items():
        setattr(version, field, value)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        version.save()


def test_a_refusal_says_why_and_leaves_what_is_in_force():
    version = proposed(with_family(), NOW)

    with pytest.raises(Refused, match="Say why"):
        operations.refuse(version=version, actor=person("alex"), why=" ", now=NOW)
    operations.refuse(version=version, actor=person("alex"), why="Not what we agreed.", now=NOW)

    version.refresh_from_db()
    assert (version.outcome, version.why) == ("refused", "Not what we agreed.")
    assert document() == shipped()
    with pytest.raises(Refused, match="decided it already"):
        operations.approve(version=version, actor=person("alex"), now=NOW)


def test_one_proposal_at_a_time():
    proposed(with_family(), NOW)

    with pytest.raises(Refused, match="waits for a decision"):
        proposed(with_family("Another story."), NOW)


def test_a_proposal_must_change_something_and_say_why():
    with pytest.raises(Refused, match="same as the version in force"):
        proposed(reading.shipped_text() + "\n", NOW)
    with pytest.raises(Refused, match="Say what it changes"):
        operations.propose(text=with_family(), note="", actor=person("pat"), now=NOW)


def test_what_is_not_proved_is_neither_proposed_nor_approved(monkeypatch):
    data = json.loads(with_family())
    data["rules"][0]["level"] = "refer_prioriti"
    with pytest.raises(Refused, match="not proved"):
        proposed(json.dumps(data), NOW)

    version = proposed(with_family(), NOW)
    monkeypatch.setattr("triage.versions.surroundings.missing_words", lambda document: {"ur": ["needs.question"]})
    with pytest.raises(Refused, match="not proved"):
        operations.approve(version=version, actor=person("alex"), now=NOW)


def test_a_version_that_waits_keeps_its_text():
    version = proposed(with_family(), NOW)

    version.text = "{}"

    with pytest.raises(CannotChange):
        version.save()


def test_a_version_never_changes():
    version = approved(with_family(), NOW)

    version.outcome, version.why = "refused", "On second thoughts."
    with pytest.raises(CannotChange):
        version.save()
    with pytest.raises(CannotChange):
        version.delete()
    with pytest.raises(CannotChange):
        Version.objects.update(text="{}")
    with pytest.raises(CannotChange):
        Version.objects.filter(pk=version.pk).delete()


def test_a_journey_ends_on_its_version():
    first = approved(with_family("First."), NOW)
    second = approved(with_family("Second."), NOW + timedelta(days=1))

    assert document().hash == second.hash
    assert document(first.hash).families[-1].story == "First."
    assert document(shipped().hash) == shipped()
    answers = {"danger": ("now",)}
    assert evaluate(queries.document(first.hash), answers).urgent


def test_a_version_that_was_only_proposed_is_asked_of_nobody():
    version = proposed(with_family(), NOW)

    assert document(version.hash) == shipped()


def test_a_spoilt_version_gives_way_to_the_one_before_it_then_to_the_softwares_own_then_to_none(
    caplog, monkeypatch, tmp_path
):
    first = approved(with_family("Spoilt first."), NOW)
    second = approved(with_family("Spoilt second."), NOW + timedelta(days=1))

    spoil(second)
    assert document().hash == first.hash
    spoil(first)
    assert document(first.hash) == shipped()
    monkeypatch.setattr(reading, "DOCUMENT_PATH", tmp_path / "gone.json")
    with pytest.raises(NoQuestionnaire):
        document()

    told = [record.getMessage() for record in caplog.records]
    assert len(told) == len(set(told)) == 3
    assert all("cannot be used" in line for line in told)


def test_where_no_questionnaire_can_be_read_families_see_numbers_and_staff_still_read_why(
    client, monkeypatch, tmp_path
):
    monkeypatch.setattr(reading, "DOCUMENT_PATH", tmp_path / "gone.json")

    for page in ("/en/support/", "/en/support/form/"):
        assert "999" in client.get(page).content.decode()
        assert client.get(page).status_code == 200
    assert queries.explain({"danger": ("now",)}, ["gone"]) == ["Is anyone in danger right now? Yes, now", "Rule gone"]
