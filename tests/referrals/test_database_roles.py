"""What each process may do in PostgreSQL, tried on a real one as the process itself would, and in raw SQL (bar S2)."""

from django.apps import apps

import psycopg
import pytest

from tests.postgresql import OWNER
from tests.referrals.database import filled_database

TABLES = sorted(model._meta.db_table for model in apps.get_app_config("referrals").get_models())


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    with filled_database(tmp_path_factory.mktemp("keys")) as database:
        yield database


def test_the_families_process_stores_a_referral_and_answers_its_reference(database):
    stored = database.ask(OWNER, "SELECT reference FROM referrals_referral")
    assert sorted(database.references) == sorted(row[0] for row in stored)
    assert database.ask(OWNER, "SELECT count(*) FROM referrals_sealedkey") == [(5,)]


def test_sent_again_it_is_the_same_reference_and_stored_once(database):
    key = database.ask(
        OWNER, "SELECT idempotency_key FROM referrals_referral WHERE reference = %s", database.references[0]
    )
    again = f"""
from uuid import UUID
from django.utils import timezone
from referrals import operations, queries
from referrals.routing import Route, Why
answer = operations.submit_referral(content={{}}, route=Route("north", Why.NEIGHBOURHOOD, is_priority=False),
    team=queries.receiving_team("north"), idempotency_key=UUID("{key[0][0]}"), now=timezone.now())
"""
    assert database.run(again, role="public", account="portal_public") == database.references[0]
    assert database.ask(OWNER, "SELECT count(*) FROM referrals_referral") == [(2,)]


@pytest.mark.parametrize(
    "question",
    [
        "SELECT box FROM referrals_referral",
        "SELECT * FROM referrals_referral",
        "SELECT team_id, state, received_at FROM referrals_referral",
        "SELECT box FROM referrals_sealedkey",
        "SELECT verb, actor_id FROM referrals_auditentry",
        "SELECT * FROM referrals_team_members",
        "UPDATE referrals_referral SET state = 'closed'",
        "UPDATE referrals_team SET public_key = 'mine'",
        "DELETE FROM referrals_sealedkey",
        "DELETE FROM referrals_auditentry",
        "SELECT portal_hand_over(gen_random_uuid(), 1)",
        "SELECT * FROM portal_staff_own.django_session",
        "SELECT * FROM portal_cms_own.django_session",
    ],
)
def test_the_families_process_reads_and_changes_nothing_that_was_sent(database, question):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        database.ask("portal_public", question)


def test_it_finds_no_reference_without_the_key_that_it_was_sent_under(database):
    assert database.ask("portal_public", "SELECT reference FROM referrals_referral") == []


def test_it_makes_no_staff_and_touches_no_account_of_theirs(database):
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        database.ask("portal_public", "UPDATE auth_user SET is_superuser = true WHERE username = 'volunteer'")
    for name in ("north-1", "editor"):
        assert database.ask("portal_public", "UPDATE auth_user SET password = '' WHERE username = %s", name) == [(0,)]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("verb", ["SELECT count(*) FROM {}", "DELETE FROM {}", "INSERT INTO {} DEFAULT VALUES"])
def test_the_editors_process_has_no_right_to_any_table_of_referrals(database, table, verb):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        database.ask("portal_cms", verb.format(table))


def test_the_editors_process_changes_no_account_of_a_team_member(database):
    def change(name: str) -> list[tuple]:
        return database.ask("portal_cms", "UPDATE auth_user SET password = 'x' WHERE username = %s", name)

    assert change("volunteer") == [(1,)]
    assert change("north-1") == [(0,)]


def test_in_the_editors_process_the_cms_still_keeps_accounts(database):
    script = """
from django.contrib.auth.models import User
from django.test import Client
client = Client()
client.login(username="editor", password="a long pass phrase")
def asked(page, name):
    return client.get(f"/cms/users/{page}/{User.objects.get(username=name).pk}/").status_code
answer = [asked("edit", "volunteer"), asked("edit", "north-1"), asked("delete", "volunteer")]
"""
    edit, edit_member, delete = database.run(script, role="cms", account="portal_cms")
    assert edit == 200
    assert {edit_member, delete} <= {302, 403}


def test_raw_sql_shows_a_member_the_rows_of_their_own_team_and_nobody_else_any(database):
    for table in ("referrals_referral", "referrals_sealedkey", "referrals_auditentry"):
        rows = {
            name: database.ask("portal_staff", f"SELECT count(*) FROM {table}", user=user)[0][0]
            for name, user in [
                ("north", database.user("north-1")),
                ("south", database.user("south-1")),
                ("nobody", None),
            ]
        }
        assert (rows["north"] > 0, rows["south"], rows["nobody"]) == (True, 0, 0), table


@pytest.mark.parametrize(
    "question",
    [
        "UPDATE referrals_referral SET box = ''",
        "UPDATE referrals_referral SET erased_at = now()",
        "UPDATE referrals_referral SET team_id = 1",
        "DELETE FROM referrals_referral",
        "UPDATE referrals_auditentry SET verb = 'received'",
        "DELETE FROM referrals_auditentry",
        "UPDATE referrals_team SET public_key = 'mine'",
        "INSERT INTO referrals_team_members (team_id, user_id) SELECT 1, 1",
        "SELECT * FROM public.django_session",
    ],
)
def test_the_staffs_process_changes_neither_what_was_told_nor_the_record(database, question):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        database.ask("portal_staff", question, user=database.user("north-1"))


def test_nobody_writes_a_record_in_anothers_name(database):
    question = """INSERT INTO referrals_auditentry (referral_id, actor_id, verb, at, detail)
        SELECT id, %s, 'opened', now(), '' FROM referrals_referral LIMIT 1"""
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        database.ask("portal_staff", question, database.user("south-1"), user=database.user("north-1"))


def test_nobody_hands_over_what_is_not_their_teams(database):
    given = {
        name: database.ask(
            "portal_staff",
            "SELECT portal_hand_over(%s, (SELECT id FROM referrals_team WHERE key = 'south'))",
            database.ask(OWNER, "SELECT id FROM referrals_referral WHERE reference = %s", database.references[0])[0][0],
            user=database.user(name),
        )
        for name in ("south-1", "north-1")
    }
    assert given == {"south-1": [(False,)], "north-1": [(True,)]}


WORK = """
import json
from django.contrib.auth.models import User
from django.test import Client
from referrals import keyring, operations
from referrals.models import Referral, Team
from referrals.row_security import as_the_user
from referrals.states import State
from tests.referrals.family import CANARIES
from django.utils import timezone
now, seen = timezone.now(), []
class Request: user = User.objects.get(username="north-1")
def work(request):
    referral = Referral.objects.get()
    north, south = Team.objects.get(key="north"), Team.objects.get(key="south")
    opened = operations.open_referral(
        referral_id=referral.pk, actor=request.user, private_key_of=keyring.private_key, now=now)
    operations.move_referral(
        referral_id=referral.pk, actor=request.user, was=State.NEW, to=State.IN_PROGRESS, now=now)
    operations.reassign_referral(
        referral_id=referral.pk, actor=request.user, was=north, to=south, private_key_of=keyring.private_key, now=now)
    seen.extend([CANARIES["words"] in json.dumps(opened.content, ensure_ascii=False), Referral.objects.count()])
as_the_user(work)(Request())
class Request: user = User.objects.get(username="south-1")
def look(request):
    opened = operations.open_referral(referral_id=Referral.objects.get().pk, actor=request.user,
        private_key_of=keyring.private_key, now=now)
    seen.append(CANARIES["words"] in json.dumps(opened.content, ensure_ascii=False))
as_the_user(look)(Request())
answer = [*seen, Referral.objects.count()]
"""


def test_a_member_opens_and_gives_away_and_the_other_team_opens(database):
    assert database.run(WORK, role="staff", account="portal_staff") == [True, 0, True, 0]


def test_a_member_signs_in_and_reads_the_list(database):
    script = """
from django.test import Client
client = Client()
client.login(username="front-door-1", password="family-portal-demo")
page = client.get("/team/", follow=True)
answer = [page.status_code, page.content.decode()]
"""
    status, page = database.run(script, role="staff", account="portal_staff")
    assert status == 200
    assert database.references[1] in page and database.references[0] not in page
    assert database.ask(OWNER, "SELECT count(*) FROM public.django_session") == [(0,)]


def test_the_staffs_worker_seals_anew_and_forgets(database):
    script = """
from datetime import timedelta
from django.utils import timezone
from django.core.management import call_command
from referrals import operations
from referrals.models import Referral, SealedKey, Team
old = Team.objects.get(key="front-door").public_key
call_command("referral_keys", "rotate", "front-door")
call_command("worker", "--once")
left = SealedKey.objects.filter(public_key=old).count()
now = timezone.now()
closed = Referral.objects.filter(team__key="front-door")
closed.update(state="closed", acknowledged_at=now, closed_at=now)
operations.erase_due(now=now + timedelta(days=9999))
answer = [left, SealedKey.objects.filter(referral__in=closed).count(), closed.filter(erased_at=None).count()]
"""
    assert database.run(script, role="staff", account="portal_worker") == [0, 0, 0]
