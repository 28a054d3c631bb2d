"""S1: whoever steals everything but the keys reads nothing: 1,000 words are planted and none is found."""

import base64
import gzip
import os
import subprocess
import sys
import zlib
from pathlib import Path

import psycopg
import pytest

from tests import drill
from tests.filled import copy_filled_library
from tests.kept import ROOT
from tests.postgresql import OWNER, programs
from tests.referrals.database import Database, made_database
from tests.referrals.search import files_with, found

# In every canary, so that to look for these is to look for all.
MARKS = ("quillonbyvexlimore", "زقفلونبیکستریل")
FIELDS = ("name", "children", "words", "code_word", "must_not_know", "safe_times")
PLANT = """
from django.core.management import call_command
from referrals.models import Referral
from tests.referrals.family import Family
from tests.referrals.files import letter
MARKS, FIELDS, COUNT = {marks!r}, {fields!r}, {count}
STEP = dict(name="people", children="people", words="story", code_word="contact", must_not_know="contact",
    safe_times="contact")
planted = 0
while planted < COUNT:
    typed = dict(contact=dict(email=f"{{MARKS[0]}}{{planted:04}}@example.org"), people={{}}, story={{}})
    for number, field in enumerate(FIELDS):
        typed[STEP[field]][field] = f"{{MARKS[number % 2]}}{{planted + number:04}}"
    planted += len(FIELDS) + 1
    family = Family("en" if planted % 2 else "ur")
    family.fill_in(**typed)
    family.add(letter(f"{{MARKS[0]}}.pdf", words=f"/Subject({{MARKS[1]}})".encode()), action="continue")
    family.send()
    family.client.get(family.sent_address)
unsent = Family("en")
unsent.fill_in(**typed)
unsent.add(letter(f"{{MARKS[1]}}.pdf", words=f"/Subject({{MARKS[0]}})".encode()))
call_command("build_index", verbosity=0)
answer = [planted, Referral.objects.count()]
"""
ENCODED = {
    "UTF-8": lambda text: text.encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16, the other way": lambda text: text.encode("utf-16-be"),
    "hexadecimal, as in a dump": lambda text: text.encode().hex().encode(),
    "base 64": lambda text: base64.b64encode(text.encode()),
    "base 64, one on": lambda text: base64.b64encode(b"1" + text.encode()),
    "base 64, two on": lambda text: base64.urlsafe_b64encode(b"12" + text.encode("utf-16-le")),
    "gzip": lambda text: gzip.compress(text.encode()),
    "zlib": lambda text: zlib.compress(text.encode(), 9),
    "base 64 in gzip": lambda text: gzip.compress(base64.b64encode(text.encode())),
    "JSON": lambda text: ascii(text).encode(),
}


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("encoding", ENCODED)
def test_the_search_finds_what_is_there(encoding, mark):
    assert found(MARKS, b"before \x78\x9c\x01 " + ENCODED[encoding](f"{mark}0042") + b" after")
    assert not found(MARKS, ENCODED[encoding]("quillonby0042"))


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """A PostgreSQL in which families sent referrals, and the folder that the families' process wrote to."""
    folder = tmp_path_factory.mktemp("stolen")
    with made_database(folder / "keys") as database:
        count = drill.size(small=42, full=1_000)
        script = PLANT.format(marks=MARKS, fields=FIELDS, count=count)
        # TMPDIR: where the settings of tests put everything that is written.
        sent = database.run(script, role="all", account=OWNER, TMPDIR=str(folder))
        assert sent[0] >= count and sent[1] * (len(FIELDS) + 1) == sent[0]
        yield database, folder


def dump(database: Database, form: str) -> bytes:
    command = [programs() / "pg_dump", f"--format={form}", database.url(OWNER)]
    return subprocess.run([str(part) for part in command], capture_output=True, check=True).stdout


@pytest.mark.drill
@pytest.mark.parametrize("form", ["plain", "custom", "tar"])
def test_a_dump_of_the_database_tells_nothing(planted, form):
    data = dump(planted[0], form)
    assert b"PostgreSQL" in data or b"PGDMP" in data
    assert not found(MARKS, data)


@pytest.mark.drill
def test_the_disk_of_the_database_tells_nothing(planted):
    """Tables, indexes, what was deleted and not yet overwritten, the write-ahead log, the server's log."""
    database, _ = planted
    assert files_with(MARKS, data_directory(database)) == []


def data_directory(database: Database) -> Path:
    """With everything on the disk, and the folder around it."""
    with psycopg.connect(f"postgres://postgres@{database.address}", autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        return Path(connection.execute("SHOW data_directory").fetchone()[0]).parent


@pytest.mark.drill
def test_media_index_and_all_else_that_the_process_wrote_tell_nothing(planted):
    database, folder = planted
    assert files_with(MARKS, folder, but=database.keys) == []


def test_dump_and_disk_would_tell_what_stands_in_a_table_in_clear(planted):
    """The last of these, since the disk remembers."""
    database, _ = planted
    with psycopg.connect(database.url(OWNER)) as connection:
        connection.execute("CREATE TABLE leak AS SELECT %s::text AS words", [f"{MARKS[1]}0042"])
    assert all(found(MARKS, dump(database, form)) for form in ("plain", "custom", "tar"))
    assert files_with(MARKS, data_directory(database))


ERASE = """
from datetime import timedelta
from pathlib import Path
from django.conf import settings
from django.db import connection
from django.utils import timezone
from referrals import operations
from referrals.models import Referral, SealedKey
from referrals.seeding import seed_teams
from referrals.models import Team
from tests.referrals.sent import send_many
seed_teams()
now = timezone.now()
[referral] = send_many(Team.objects.get(key="north"), 1, now=now)
boxes = [bytes(referral.box)[:64], *(bytes(wrap.box) for wrap in SealedKey.objects.all())]
Referral.objects.update(state="closed", acknowledged_at=now, closed_at=now)
def stored():
    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    disk = b"".join(path.read_bytes() for path in Path(settings.VAR_DIR).glob("portal.sqlite3*"))
    return sum(box in disk for box in boxes)
before = stored()
operations.erase_due(now=now + timedelta(days=9999))
answer = [before, stored()]
"""


def test_what_is_forgotten_is_overwritten_on_the_disk(tmp_path):
    copy_filled_library(tmp_path)
    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.development", "PORTAL_VAR": str(tmp_path),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "tests.referrals.process", str(tmp_path / "keys")],
        cwd=ROOT, env=environment, input=ERASE, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "[4, 0]"
