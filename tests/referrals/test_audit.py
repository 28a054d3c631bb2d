"""The record of who did what: whatever somebody does to it in the database is found."""

import random
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

import pytest

from portal.tasks import DAILY
from referrals import audit
from referrals.audit import AuditEntry, WrittenOnce
from referrals.chain import START, Link, breaks, hash_of
from tests.referrals.workers import app_of, code_of, knock, show_code

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
MANY = 200


def chain(length: int) -> list[tuple[Link, str]]:
    before, entries = START, []
    for number in range(1, length + 1):
        link = Link(number, str(uuid4()), number % 3 or None, "opened", NOW + timedelta(minutes=number), "")
        before = hash_of(link, before)
        entries.append((link, before))
    return entries


@pytest.fixture
def entries(db, settings, tmp_path):
    settings.AUDIT_ANCHORS = tmp_path / "anchors.txt"
    user = get_user_model().objects.create_user("worker")
    return [
        AuditEntry.objects.create(actor=user, verb="signed_in", at=NOW + timedelta(minutes=number))
        for number in range(6)
    ]


def by_hand(sql: str, *values) -> None:
    """As whoever has the database's own password can."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_a_chain_that_nobody_touched_has_no_break():
    entries = chain(MANY)

    assert list(breaks(entries, {1: entries[0][1], MANY: entries[-1][1]})) == []
    assert list(breaks([], {})) == []


@pytest.mark.parametrize("seed", range(20))
def test_any_change_of_any_field_is_found(seed):
    entries, chance = chain(MANY), random.Random(seed)
    at = chance.randrange(MANY)
    link, stored = entries[at]
    changes = {
        "referral": str(uuid4()),
        "actor": 77,
        "verb": "moved",
        "at": link.at + timedelta(microseconds=1),
        "detail": " ",
    }
    for field, value in changes.items():
        changed = Link(**{**vars(link), field: value})
        found = list(breaks([*entries[:at], (changed, stored), *entries[at + 1 :]], {}))
        assert found == [f"Entry {at + 1} was changed, or does not follow the one before it."], field


@pytest.mark.parametrize("seed", range(20))
def test_whoever_hashes_a_changed_entry_anew_breaks_the_next(seed):
    entries = chain(MANY)
    at = random.Random(seed).randrange(1, MANY - 1)
    changed = Link(**{**vars(entries[at][0]), "detail": "harmless"})
    entries[at] = (changed, hash_of(changed, entries[at - 1][1]))

    assert list(breaks(entries, {})) == [f"Entry {at + 2} was changed, or does not follow the one before it."]


def test_what_is_missing_in_the_middle_at_the_start_and_at_the_end_is_named():
    entries = chain(10)
    anchors = {10: entries[-1][1]}

    assert list(breaks(entries[:4] + entries[6:], {})) == ["Missing: entries 5 to 6."]
    assert list(breaks(entries[1:], {})) == ["Missing: entry 1."]
    assert list(breaks(entries[:7], anchors)) == ["Missing at the end: entries 8 to 10."]
    assert list(breaks([], anchors)) == ["Missing at the end: entries 1 to 10."]


def test_a_whole_history_written_anew_is_found_by_what_was_written_down():
    true, invented = chain(10), chain(12)

    assert list(breaks(invented, {})) == []
    assert list(breaks(invented, {10: true[-1][1]})) == ["Entry 10 is not the one that was written down as number 10."]


def test_entries_are_numbered_without_a_gap_and_the_record_is_whole(entries):
    last = entries[-1].number

    assert [entry.number for entry in entries] == list(range(last - 5, last + 1))
    assert audit.problems() == []
    call_command("verify_audit", verbosity=0)


def test_an_entry_that_was_rolled_back_leaves_no_gap(entries):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        AuditEntry.objects.create(actor=None, verb="received", at=NOW)
        raise ZeroDivisionError
    AuditEntry.objects.create(actor=None, verb="received", at=NOW)

    assert audit.problems() == []


def test_our_own_code_changes_and_deletes_none(entries):
    entry = entries[0]
    for attempt in [
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(detail="x"),
        lambda: AuditEntry.objects.bulk_update([entry], ["detail"]),
    ]:
        with pytest.raises(WrittenOnce), transaction.atomic():
            attempt()
    assert audit.problems() == []


TABLE = AuditEntry._meta.db_table


@pytest.mark.parametrize(
    "done",
    [
        f"UPDATE {TABLE} SET detail = 'x' WHERE number = %s",
        f"UPDATE {TABLE} SET actor_id = NULL WHERE number = %s",
        f"UPDATE {TABLE} SET verb = 'received' WHERE number = %s",
        f"UPDATE {TABLE} SET at = '2020-01-01 00:00:00' WHERE number = %s",
        f"DELETE FROM {TABLE} WHERE number = %s",
        f"UPDATE {TABLE} SET number = number + 1000 WHERE number = %s",
    ],
)
def test_whatever_is_done_to_an_entry_in_the_database_is_found(entries, done):
    by_hand(done, entries[2].number)

    assert audit.problems()
    with pytest.raises(CommandError, match="not whole"):
        call_command("verify_audit")


def test_two_entries_that_changed_places_are_found(entries):
    first, second = entries[1].number, entries[3].number
    for old, new in [(first, 9999), (second, first), (9999, second)]:
        by_hand(f"UPDATE {TABLE} SET number = %s WHERE number = %s", new, old)

    assert len(audit.problems()) >= 2


def test_the_worker_writes_down_every_day_where_the_record_ends_and_shouts_if_it_was_cut(entries, caplog):
    audit.watch(now=NOW)
    assert caplog.text == ""
    by_hand(f"DELETE FROM {TABLE} WHERE number = %s", entries[-1].number)

    audit.watch(now=NOW + timedelta(days=1))

    assert f"Missing at the end: entry {entries[-1].number}." in caplog.text
    assert audit.watch in DAILY


def test_coming_in_and_changing_how_is_on_record(teams, client):
    user = get_user_model().objects.create_user("worker", password="a long pass phrase")
    teams["north"].members.add(user)
    secret = app_of(user)

    knock(client)
    assert not AuditEntry.objects.filter(actor=user).exists()
    show_code(client, code_of(secret))
    client.post("/team/you/paper-codes/")

    entries = AuditEntry.objects.filter(actor=user)
    assert [(entry.verb, entry.detail) for entry in entries] == [
        ("signed_in", ""),
        ("changed_sign_in", "codes on paper"),
    ]
    assert all(timezone.now() - entry.at < timedelta(minutes=5) for entry in entries)
