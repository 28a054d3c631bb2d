"""S2: the teams' pages, their worker and the record, in processes with no more than their own account of PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from tests.postgresql import OWNER
from tests.referrals.database import SEND, filled_database
from tests.referrals.family import CANARIES

IN_NORTH, AT_THE_FRONT_DOOR = 0, 1
COME_IN = """
import re
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from referrals.workspace import second_factor
from tests.referrals.workers import INBOX, code_of, knock, show_code

def text(page): return page.content.decode()
def come_in(name):
    client = Client()
    knock(client, name, settings.DEMONSTRATION_PASSWORD)
    show_code(client, second_factor.demonstration_code(User.objects.get(username=name)))
    return client
"""


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    with filled_database(tmp_path_factory.mktemp("keys")) as database:
        yield database


def as_staff(database, script: str):
    return database.run(COME_IN + script, role="staff", account="portal_staff")


def as_worker(database, script: str):
    return database.run(script, role="staff", account="portal_worker")


def referral(database, which: int) -> str:
    question = "SELECT id FROM referrals_referral WHERE reference = %s"
    return str(database.ask(OWNER, question, database.references[which])[0][0])


def deeds(database, name: str) -> list[tuple]:
    return database.ask(
        OWNER,
        "SELECT verb, detail, referral_id IS NULL FROM referrals_auditentry WHERE actor_id = %s ORDER BY number",
        database.user(name),
    )


def test_a_member_comes_in_on_record_and_reads_the_list_of_their_team(database):
    page = as_staff(database, """answer = text(come_in("front-door-1").get(INBOX))""")

    assert database.references[AT_THE_FRONT_DOOR] in page and database.references[IN_NORTH] not in page
    assert deeds(database, "front-door-1") == [("signed_in", "", True)]
    assert database.ask(OWNER, "SELECT count(*) FROM public.django_session") == [(0,)]


def test_a_first_second_factor_is_set_up_and_forgotten_again(database):
    as_staff(
        database,
        """
from django.core.management import call_command
second_factor.factors(User.objects.get(username="south-1")).delete()
client = Client()
SET_UP = knock(client, "south-1", settings.DEMONSTRATION_PASSWORD)["Location"]
key = re.search('class="secret">([^<]+)<', text(client.get(SET_UP)))[1].replace(" ", "")
client.post(SET_UP, {"code": code_of(key)})
assert client.get(INBOX).status_code == 200
call_command("forget_second_factor", "south-1", verbosity=0)
assert client.get(INBOX).status_code == 302
""",
    )
    assert deeds(database, "south-1") == [
        ("changed_sign_in", "app connected", True),
        ("changed_sign_in", "codes on paper", True),
        ("signed_in", "", True),
        ("changed_sign_in", "all forgotten", True),
    ]


def test_a_wrong_code_is_counted_and_puts_nobodys_sign_in_on_record(database):
    before = deeds(database, "north-2")
    as_staff(
        database,
        """
client = Client()
knock(client, "north-2", settings.DEMONSTRATION_PASSWORD)
assert show_code(client, "000000").status_code == 200
assert client.get(INBOX).status_code == 302
""",
    )
    assert deeds(database, "north-2") == before
    assert database.ask(OWNER, "SELECT count(*) FROM axes_accessattempt")[0][0] > 0


def test_members_see_their_own_sign_ins_and_nobody_elses(database):
    as_staff(database, """come_in("north-2")""")
    question = "SELECT DISTINCT actor_id FROM referrals_auditentry WHERE referral_id IS NULL"

    own = database.user("north-2")
    assert database.ask("portal_staff", question, user=own) == [(own,)]
    assert database.ask("portal_staff", question) == []


WORK = """
address = "/team/{referral}/"
north = come_in("north-1")
read = text(north.get(address))
noted = north.post(address + "notes/", {{"words": "Rang the school: heronfield"}})
shown = text(north.post(address + "contact/", {{"kind": "phone", "why": "kingfisher asks for it"}}))
version = re.search('name="version" value="([0-9]+)"', shown)[1]
moved = north.post(address + "move/", {{"version": version, "to": "in_progress"}})
from referrals.models import Team
team = {{team.key: team.pk for team in Team.objects.all()}}
given = north.post(address + "team/", {{"was": team["north"], "to": team["south"]}})
found = text(north.post("/team/find/", {{"reference": "{reference}"}}))
lost = north.get(address).status_code
you = text(north.get("/team/you/"))
north.post("/team/logout/")
out = north.get(INBOX).status_code
answer = dict(read=read, shown=shown, found=found, statuses=[
    noted.status_code, moved.status_code, given.status_code, lost, out])
"""
LOOK = """
from tests.referrals.workers import app_of
user = User.objects.get(username="south-1")
second_factor.factors(user).delete()
app_of(user)
answer = text(come_in("south-1").get("/team/{referral}/"))
"""


def test_a_team_works_on_a_referral_and_the_next_reads_what_it_noted(database):
    sent = referral(database, IN_NORTH)
    done = as_staff(database, WORK.format(referral=sent, reference=database.references[IN_NORTH]))

    assert CANARIES["words"] in done["read"]
    assert CANARIES["phone"] in done["shown"] and CANARIES["phone"] not in done["read"]
    assert done["statuses"] == [303, 303, 302, 404, 302]
    assert "None of your teams has a referral with this reference" in done["found"]
    told = as_staff(database, LOOK.format(referral=sent))
    for words in (CANARIES["words"], "heronfield", "kingfisher"):
        assert words in told
    assert {verb for verb, _, _ in deeds(database, "north-1")} == {
        "signed_in", "opened", "noted", "showed", "moved", "reassigned",
    }  # fmt: skip


NOTE = """INSERT INTO referrals_note (id, referral_id, author_id, at, box)
    VALUES (gen_random_uuid(), %s, %s, now(), '')"""


def test_notes_are_read_and_written_by_the_team_that_has_the_referral_in_ones_own_name(database):
    sent = referral(database, AT_THE_FRONT_DOOR)
    people = {name: database.user(name) for name in ("front-door-1", "front-door-2", "north-1")}
    as_staff(database, f"""come_in("front-door-1").post("/team/{sent}/notes/", {{"words": "Rang back"}})""")
    notes = "SELECT count(*) FROM referrals_note WHERE referral_id = %s"
    seen = {
        name: database.ask("portal_staff", notes, sent, user=user) for name, user in {**people, "nobody": None}.items()
    }
    assert seen == {"front-door-1": [(1,)], "front-door-2": [(1,)], "north-1": [(0,)], "nobody": [(0,)]}
    assert database.ask("portal_staff", NOTE, sent, people["front-door-2"], user=people["front-door-2"]) == [(1,)]
    for author, asking in [("front-door-1", "front-door-2"), ("north-1", "north-1")]:
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
            database.ask("portal_staff", NOTE, sent, people[author], user=people[asking])


def test_the_front_door_alone_sees_that_another_team_is_silent(database):
    reference, _ = database.run(SEND, role="public", account="portal_public")
    with psycopg.connect(database.url(OWNER)) as connection:
        connection.execute("UPDATE referrals_referral SET alarm_at = now() WHERE reference = %s", [reference])
    script = """
def alarm(name):
    page = text(come_in(name).get(INBOX)).partition('id="alarm"')[2].partition("</div>")[0]
    return "North neighbourhood team</strong>: 1 referral" in page
answer = {name: alarm(name) for name in ["front-door-2", "north-2"]}
"""
    assert as_staff(database, script) == {"front-door-2": True, "north-2": True}
    at = "SELECT team_id IS NOT NULL, waiting FROM portal_alarms(now())"
    assert database.ask("portal_staff", at, user=database.user("south-1")) == []
    assert database.ask("portal_staff", at) == []


WRITE = """
from concurrent.futures import ThreadPoolExecutor
from django.db import connection
from django.utils import timezone
from referrals.models import AuditEntry
from referrals.row_security import as_the_user
members = list(User.objects.filter(username__in=["north-1", "north-2", "front-door-1", "front-door-2"]))
def write(member):
    class Request: user = member
    def deeds(request):
        for _ in range(15):
            AuditEntry.objects.create(actor=member, verb="changed_sign_in", at=timezone.now(), detail="at once")
    try:
        as_the_user(deeds)(Request())
    finally:
        connection.close()
with ThreadPoolExecutor(8) as pool:
    list(pool.map(write, members * 2))
"""


def test_what_many_write_at_once_is_one_whole_chain(database):
    with ThreadPoolExecutor(2) as pool:
        members = pool.submit(as_staff, database, WRITE)
        families = pool.submit(database.run, SEND, role="public", account="portal_public")
        members.result(), families.result()

    written = "SELECT count(*) FROM referrals_auditentry WHERE detail = 'at once'"
    assert database.ask(OWNER, written) == [(8 * 15,)]
    assert as_worker(database, "from referrals import audit\nanswer = audit.problems()") == []


LISTING = """
from directory.models import Group, Listing
group = Group.objects.create(key="herons", name="Herons")
listing = Listing.objects.create(group=group, name="Heron hour", slug="heron-hour")
answer = [listing.pk, Listing.objects.listed().count()]
"""
SIGNPOST = """
from django.core import mail
client, address = come_in("front-door-1"), "/team/{referral}/"
chosen = dict(groups=[{listing}], language="ur", is_safe_time="yes")
def post(action): return client.post(address + "list/", dict(action=action, **chosen)).status_code
statuses = [post("look"), post("print"), post("email")]
pdf = client.post(address + "file/", dict(format="pdf")).content[:5].decode()
answer = [statuses, pdf, "waits to be sent" in text(client.get(address)), text(client.get("/team/figures/"))]
"""
DELIVER = """
from django.conf import settings
from django.core import mail
settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
from django.utils import timezone
from notices.delivery import deliver_due
from referrals.signposting.letterbox import unseal
deliver_due(timezone.now, unseal)
answer = [message.body for message in mail.outbox if message.to == [{address!r}]]
"""


def test_a_list_is_sent_and_a_file_is_made_by_processes_with_no_more_rights(database):
    listing, listed = database.run(LISTING, role="all", account=OWNER)
    assert listed == 1
    sent = referral(database, AT_THE_FRONT_DOOR)
    statuses, pdf, waits, figures = as_staff(database, SIGNPOST.format(referral=sent, listing=listing))

    assert (statuses, pdf, waits) == ([200, 200, 303], "%PDF-", True)
    assert "October" in figures or "No month has been counted yet" in figures
    (body,) = as_worker(database, DELIVER.format(address=CANARIES["email"]))
    assert f"/ur/support/list/{listing}/" in body


def test_the_worker_does_all_that_is_for_teams(database):
    """Last, since it forgets."""
    as_staff(
        database,
        f"""
client = come_in("front-door-1")
client.post("/team/{referral(database, AT_THE_FRONT_DOOR)}/notes/", {{"words": "Rang back"}})
knock(Client(), "front-door-1", "a wrong password")
""",
    )
    script = """
import logging
from datetime import timedelta
from django.conf import settings
from django.utils import timezone
from axes.models import AccessAttempt
from portal.tasks import FOR_TEAMS
from referrals import audit
from referrals.models import Note, Referral
assert Note.objects.exists() and AccessAttempt.objects.exists()
now, later = timezone.now(), timezone.now() + timedelta(days=9999)
Referral.objects.filter(state="new").update(alarm_at=now, alarmed_at=None)
told = []
handler = logging.Handler()
handler.emit = lambda record: told.append(record.getMessage())
logging.getLogger("referrals").addHandler(handler)
for task in FOR_TEAMS: task(now=now)
Referral.objects.update(state="closed", acknowledged_at=now, closed_at=now)
for task in FOR_TEAMS: task(now=later)
answer = dict(
    alarms=[line for line in told if "nobody has taken it up" in line], notes=Note.objects.count(),
    tries=AccessAttempt.objects.count(), boxes=Referral.objects.filter(erased_at=None).count(),
    anchors=settings.AUDIT_ANCHORS.read_text().count(chr(10)), problems=audit.problems())
"""
    waiting = database.ask(OWNER, "SELECT count(*) FROM referrals_referral WHERE state = 'new'")[0][0]
    done = as_worker(database, script)

    assert len(done.pop("alarms")) == waiting > 0
    assert done == {"notes": 0, "tries": 0, "boxes": 0, "anchors": 2, "problems": []}
