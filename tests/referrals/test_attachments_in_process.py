"""Files in processes of their own: how much memory they take, and what happens when the disk is full."""

import json
import os
import subprocess
import sys

import pytest

from tests.filled import copy_filled_library
from tests.kept import ROOT
from tests.referrals.files import photo, png_of_nothing

BEGIN = """
import re
import resource
from pathlib import Path
from django.db import connection
from referrals.models import Attachment, AttachmentPiece, Referral, Team
from referrals.seeding import seed_teams
from tests.referrals.family import Family, read, text_of
from tests.referrals.files import letter
seed_teams()
family = Family("en")
family.fill_in()
"""


def run(folder, script: str):
    copy_filled_library(folder)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        "PORTAL_TEST_DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3",
        "TMPDIR": str(folder),
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.referrals.process", str(folder / "keys")],
        cwd=ROOT, env=environment, input=BEGIN + script, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def used(tmp_path_factory):
    """Megabytes at the most, of the process that takes and hands out files and of those that draw anew."""
    folder = tmp_path_factory.mktemp("memory")
    for number, file in enumerate((png_of_nothing(10_000, 10_000), photo("HEIF", (5700, 4280)))):
        (folder / f"{number}.file").write_bytes(file[1])
    script = f"""
folder = Path({str(folder)!r})
from django.contrib.auth.models import User
from tests.referrals.workers import signed_in
def most():
    return int(re.search("VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024
before = most()
for name in "ab":
    family.add(letter(name, size=10 * 2**20))
family.add(*((f"{{number}}.file", (folder / f"{{number}}.file").read_bytes(), "") for number in (0, 1)))
family.go_on("files")
family.send()
north = signed_in(User.objects.get(username="north-1"))
page = f"/team/{{Referral.objects.get().pk}}/files/"
statuses = [north.get(f"{{page}}{{number}}/").status_code for number in (1, 2, 3, 4)]
answer = [statuses, before, most(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024]
"""
    return run(folder, script)


def test_large_files_and_bombs_take_little_memory(used):
    """S7: under 300 MB, in the process itself and in those that draw pictures anew."""
    statuses, before, most, drawing = used
    print(f"Megabytes: {before} before, {most} at the most, {drawing} to draw a picture of 24 million pixels")
    assert statuses == [200, 200, 409, 200]
    assert drawing < 300
    assert most < 300


def test_on_a_full_disk_the_referral_goes_without_the_file_and_the_page_says_so(tmp_path):
    """R4: the store is down. SQLite may not grow: what a file needs is not there, what a referral needs is."""
    script = """
with connection.cursor() as cursor:
    cursor.execute("PRAGMA page_count")
    pages = cursor.fetchone()[0]
    cursor.execute(f"PRAGMA max_page_count = {pages + 300}")
family.add(letter("large.pdf", size=4 * 2**20))
said = text_of(family.look()).partition('id="id_file_error"')[2].partition("</div>")[0]
left = [Attachment.objects.count(), AttachmentPiece.objects.count()]
family.go_on("files")
status = family.send().status_code
answer = [said, left, status, read(Referral.objects.get())["attachments"]]
"""
    said, left, status, files = run(tmp_path, script)
    assert "large.pdf" in said and "send the form without" in said
    assert (left, status, files) == ([0, 0], 303, [])
