"""Several people at the same moment, each in a transaction of their own, as the portal runs by default."""

import os
import subprocess
import sys

import pytest

from tests.filled import copy_filled_library
from tests.kept import ROOT

START = """
import sys, threading
import django
django.setup()
from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone
from directory.models import Group, Listing
from directory.moderation import decisions
from directory.moderation.operations import ChangedMeanwhile, newest, propose, waiting
from directory.moderation.versions import fingerprint

now = timezone.now()
group = Group.objects.create(key="acorns-at-once", name="Acorns", is_trusted=True)
tea = Listing.objects.create(slug="tea-at-once", group=group, name_en="Tea")
people = [User.objects.create_user(f"editor-{number}") for number in range(6)]
done, told, ready = [], [], threading.Barrier(len(people))

def at_once(act):
    def run(person):
        ready.wait()
        try:
            act(person)
            done.append(person.username)
        except ChangedMeanwhile as changed:
            told.append(changed.by.username)
        finally:
            connection.close()
    threads = [threading.Thread(target=run, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""
PROPOSE = """
was = newest(tea).latest_revision_id
at_once(lambda who: propose(record=tea, values={"name_en": who.username, "cost_pence": 5}, actor=who, was=was, now=now))
assert len(done) == 1 and told == done * 5, (done, told)
assert newest(tea).name_en == done[0], newest(tea).name_en
assert Listing.objects.get(pk=tea.pk).cost_pence == 5
assert len(waiting(tea)) == 1
"""
DECIDE = """
propose(record=tea, values={"name_en": "Tea and toys"}, actor=people[0], was=None, now=now)
was, seen = newest(tea).latest_revision_id, fingerprint(waiting(tea))

def act(who):
    if who == people[0]:
        propose(record=tea, values={"name_en": "Unseen"}, actor=who, was=was, now=now)
    elif who == people[1]:
        decisions.send_back(record=tea, actor=who, seen=seen, reasons=["unclear"], remark="", now=now)
    else:
        decisions.approve(record=tea, actor=who, seen=seen, now=now)

at_once(act)
assert Listing.objects.get(pk=tea.pk).name_en in ("Tea", "Tea and toys")
after = Listing.objects.get(pk=tea.pk)
approvals = [name for name in done if name not in ("editor-0", "editor-1")]
assert len(approvals) <= 1, done
assert (after.name_en == "Tea and toys") == bool(approvals), (after.name_en, done)
"""


@pytest.mark.parametrize("story", [PROPOSE, DECIDE], ids=["six editors", "an editor and staff"])
def test_at_the_same_moment(tmp_path, story):
    copy_filled_library(tmp_path)
    environment = os.environ | {"PORTAL_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "portal.settings.development"}

    ran = subprocess.run(
        [sys.executable, "-c", START + story], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )

    assert ran.returncode == 0, ran.stderr
    assert "Error" not in ran.stderr
