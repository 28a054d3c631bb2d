"""S2: what each process may do in PostgreSQL, tried on a real one as the process itself would, and in raw SQL."""

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
        "SELECT number, hash FROM referrals_auditentry",
        "SELECT box FROM referrals_note",
        "SELECT week FROM referrals_tally",
        "DELETE FROM referrals_tally",
        "SELECT * FROM referrals_figure",
        "INSERT INTO referrals_figure (month, what, key) VALUES (now(), 'need', '')",
        "SELECT box FROM referrals_attachmentpiece",
        "UPDATE referrals_attachmentpiece SET box = 'mine'",
        "UPDATE referrals_attachment SET infected = true",
        "SELECT * FROM portal_receivers()",
        "SELECT * FROM portal_alarms(now())",
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


def test_it_takes_out_no_file_that_was_sent_and_adds_nothing_to_one(database):
    sent = database.ask(OWNER, "SELECT id FROM referrals_attachment WHERE referral_id IS NOT NULL")[0][0]
    assert database.ask("portal_public", "DELETE FROM referrals_attachment") == [(0,)]
    assert database.ask("portal_public", "DELETE FROM referrals_attachmentpiece") == [(0,)]
    assert database.ask("portal_public", "UPDATE referrals_attachment SET referral_id = NULL") == [(0,)]
    add = "INSERT INTO referrals_attachmentpiece (id, number, box, attachment_id) VALUES (gen_random_uuid(), 9, '', %s)"
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        database.ask("portal_public", add, sent)


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
client.force_login(User.objects.get(username="editor"), "django.contrib.auth.backends.ModelBackend")
def asked(page, name):
    return client.get(f"/cms/users/{page}/{User.objects.get(username=name).pk}/").status_code
answer = [asked("edit", "volunteer"), asked("edit", "north-1"), asked("delete", "volunteer")]
"""
    edit, edit_member, delete = database.run(script, role="cms", account="portal_cms")
    assert edit == 200
    assert {edit_member, delete} <= {302, 403}


def test_in_the_editors_process_the_questionnaire_knows_the_teams(database):
    """R7: a team that could not receive is a problem that the publishing of a questionnaire meets."""
    script = """
from wagtail import hooks
from triage.versions.surroundings import surroundings
answer = [surroundings().teams, [problem for told in hooks.get_hooks("questionnaire_recipients") for problem in told()]]
"""
    teams, problems = database.run(script, role="cms", account="portal_cms")
    assert [teams, problems] == database.run(script, role="all", account=OWNER)
    assert teams["north"] == "North neighbourhood team"
    assert problems == [
        "Harbour team has no key",
        "Harbour team has 0 members, not 2",
        "South neighbourhood team has 1 members, not 2",
    ]


def test_the_editors_process_knows_no_more_than_that(database):
    for function in ("portal_last_link()", "portal_alarms(now())", "portal_hand_over(gen_random_uuid(), 1)"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            database.ask("portal_cms", f"SELECT * FROM {function}")


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
        "UPDATE referrals_note SET box = ''",
        "DELETE FROM referrals_note",
        "SELECT week FROM referrals_tally",
        "INSERT INTO referrals_figure (month, what, key) VALUES (now(), 'need', '')",
        "UPDATE referrals_team SET public_key = 'mine'",
        "INSERT INTO referrals_team_members (team_id, user_id) SELECT 1, 1",
        "SELECT * FROM public.django_session",
    ],
)
def test_the_staffs_process_changes_neither_what_was_told_nor_the_record(database, question):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        database.ask("portal_staff", question, user=database.user("north-1"))


ENTRY = """INSERT INTO referrals_auditentry (number, referral_id, actor_id, verb, at, detail, hash)
    SELECT last.number + %s, {referral}, %s, %s, now(), '', '' FROM portal_last_link() last"""
SIGNED_IN = ENTRY.format(referral="NULL")
OPENED = ENTRY.format(referral="(SELECT id FROM referrals_referral LIMIT 1)")


def test_the_last_link_is_all_that_the_families_process_learns_of_the_record(database):
    last = database.ask(OWNER, "SELECT number, hash FROM referrals_auditentry ORDER BY number DESC LIMIT 1")
    assert database.ask("portal_public", "SELECT * FROM portal_last_link()") == last
    assert database.ask("portal_public", SIGNED_IN, 1, None, "received") == [(1,)]


@pytest.mark.parametrize(("ahead", "verb"), [(1, "opened"), (2, "received"), (10**18, "received")])
def test_the_families_process_writes_no_other_deed_and_leaves_no_gap(database, ahead, verb):
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        database.ask("portal_public", SIGNED_IN, ahead, None, verb)


def test_a_member_writes_what_they_do_and_nothing_in_anothers_name_or_out_of_turn(database):
    north, south = database.user("north-1"), database.user("south-1")
    for entry, verb in [(OPENED, "opened"), (SIGNED_IN, "signed_in"), (SIGNED_IN, "changed_sign_in")]:
        assert database.ask("portal_staff", entry, 1, north, verb, user=north) == [(1,)]
    for entry, ahead, actor, verb in [
        (OPENED, 1, south, "opened"),
        (OPENED, 2, north, "opened"),
        (SIGNED_IN, 1, south, "signed_in"),
        (SIGNED_IN, 2, north, "signed_in"),
        (SIGNED_IN, 1, north, "opened"),
    ]:
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
            database.ask("portal_staff", entry, ahead, actor, verb, user=north)


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


def test_with_reference_and_code_the_families_process_learns_how_far_it_is_and_no_more(database):
    sent = """
import re
from tests.referrals.family import Family, text_of
family = Family("en")
def ask(code):
    family.client.post("/en/support/form/reply/", {"reference": reference, "code": code})
    return text_of(family.client.get("/en/support/form/reply/")).partition('id="answer"')[2].partition("</strong>")[0]
family.fill_in()
family.send()
page = text_of(family.client.get(family.sent_address))
reference, code = re.findall('class="reference"><bdi dir="ltr">([^<]+)', page)
answer = [ask(code), ask(code[:-1] + "?")]
"""
    right, wrong = database.run(sent, role="public", account="portal_public")
    assert "We have your answers" in right
    assert "We cannot show anything" in wrong
    for account in ("portal_cms", "portal_staff", "portal_worker"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            database.ask(account, "SELECT * FROM portal_progress('')")
    for question in ("SELECT status_key FROM referrals_referral", "SELECT state FROM referrals_referral"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            database.ask("portal_public", question)


def test_the_families_process_counts_how_often_and_the_worker_forgets_it(database):
    count = """
from django.test import RequestFactory
from django.utils import timezone
from referrals import flood
request = RequestFactory().get("/", REMOTE_ADDR="198.51.100.7")
answer = [flood.is_too_often(request, now=timezone.now()) for _ in range(flood.OF_A_NETWORK.at_once + 1)]
"""
    assert database.run(count, role="public", account="portal_public").count(True) == 1
    forget = """
from datetime import timedelta
from django.utils import timezone
from referrals.buckets import Bucket, forget_full
forget_full(now=timezone.now() + timedelta(days=1))
answer = Bucket.objects.count()
"""
    assert database.run(forget, role="staff", account="portal_worker") == 0


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
call_command("erase_referral", closed.earliest("received_at").reference, by="front-door-1", because="order")
operations.erase_due(now=now + timedelta(days=9999))
answer = [left, SealedKey.objects.filter(referral__in=closed).count(), closed.filter(erased_at=None).count()]
"""
    assert database.run(script, role="staff", account="portal_worker") == [0, 0, 0]


def test_months_are_counted_by_the_worker_and_read_by_any_member(database):
    script = """
from datetime import timedelta
from django.utils import timezone
from referrals.figures import counting
from referrals.figures.models import Figure, Tally
counting.FEWEST = 1
slips = Tally.objects.count()
counting.count_months(now=timezone.now() + timedelta(days=70))
answer = [slips, Tally.objects.count(), Figure.objects.get(what="referrals").number]
"""
    slips, left, counted = database.run(script, role="staff", account="portal_worker")
    assert (left, counted) == (0, slips)
    read = database.ask("portal_staff", "SELECT number FROM referrals_figure WHERE what = 'referrals'", user=None)
    assert read == [(slips,)]
