"""The portal's database in PostgreSQL as it is deployed, with an account for each process (decision 28)."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

from tests.kept import PORTAL, ROOT, copy_of
from tests.postgresql import OWNER, cluster, save

MADE_OF = (*PORTAL, "tests/referrals/database.py")
SCRIPT = ROOT / "referrals" / "postgresql" / "roles.sql"
MAKE_TABLES = """
from django.conf import settings
class AsTheModelsAre(dict):
    def __contains__(self, app): return True
    def __getitem__(self, app): return None
settings.MIGRATION_MODULES = AsTheModelsAre()
from django.core.management import call_command
call_command("migrate", run_syncdb=True, verbosity=0)
from django.contrib.auth.models import User
from referrals.models import Team
from referrals.seeding import seed_teams
from wagtail.models import Locale
seed_teams()
Locale.objects.get_or_create(language_code="en")
User.objects.create_superuser("editor", password="a long pass phrase")
User.objects.create_user("volunteer", password="a long pass phrase")
User.objects.filter(username="south-2").update(is_active=False)
Team.objects.create(key="harbour", name="Harbour team")
"""
SEND = """
import re
from tests.referrals.family import Family
from tests.referrals.files import LETTER
def send(**changes):
    family = Family("en")
    family.fill_in(**changes)
    family.add(LETTER)
    family.send()
    page = family.client.get(family.sent_address).content.decode()
    return re.search("FP-[0-9A-Z]{4}-[0-9A-Z]{4}", page)[0]
answer = [send(), send(language={"postcode": ""})]
"""


class Database:
    def __init__(self, address: str, keys: Path) -> None:
        self.address, self.keys = address, keys

    def url(self, account: str) -> str:
        return f"postgres://{account}@{self.address}"

    def run(self, script: str, *, role: str, account: str, **more: str):
        """What a process in this role answers."""
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
            "PORTAL_TEST_DATABASE_URL": self.url(account),
            "PORTAL_ROLE": role,
            **more,
        }
        done = subprocess.run(
            [sys.executable, "-m", "tests.referrals.process", str(self.keys)],
            cwd=ROOT, env=environment, input=script, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-4000:]
        return json.loads(done.stdout.splitlines()[-1])

    def ask(self, account: str, question: str, *values, user: int | None = None) -> list[tuple]:
        """In raw SQL; nothing of it stays."""
        with psycopg.connect(self.url(account)) as connection:
            connection.execute("SELECT set_config('portal.user_id', %s, true)", [str(user or "")])
            cursor = connection.execute(question, values)
            rows = cursor.fetchall() if cursor.description else [(cursor.rowcount,)]
            connection.rollback()
        return rows

    def user(self, name: str) -> int:
        return self.ask(OWNER, "SELECT id FROM auth_user WHERE username = %s", name)[0][0]


class InAFile(Database):
    """SQLite: `address` is the file's. It knows no accounts."""

    def url(self, account: str) -> str:
        return f"sqlite:///{self.address}"

    def ask(self, account: str, question: str, *values, user: int | None = None) -> list[tuple]:
        with closing(sqlite3.connect(self.address)) as connection:
            return connection.execute(question, values).fetchall()


def database_in(file: Path, keys: Path) -> Database:
    """With tables and teams."""
    with tempfile.TemporaryDirectory() as name:
        made = Path(name)
        copy_of("tables in a file", MADE_OF, _make_in_a_file, made)
        shutil.move(made / "portal.sqlite3", file)
        shutil.copytree(made / "keys", keys, dirs_exist_ok=True)
    return InAFile(str(file), keys)


def _make_in_a_file(folder: Path) -> None:
    database = InAFile(str(folder / "portal.sqlite3"), folder / "keys")
    database.run(MAKE_TABLES, role="all", account=OWNER)


@contextmanager
def made_database(keys: Path) -> Iterator[Database]:
    """With tables, teams and accounts, made by its owner."""
    with tempfile.TemporaryDirectory() as name:
        made = Path(name)
        copy_of("tables", MADE_OF, _make_in_a_cluster, made)
        shutil.copytree(made / "keys", keys, dirs_exist_ok=True)
        with cluster(made / "data") as address:
            yield Database(address, keys)


def _make_in_a_cluster(folder: Path) -> None:
    with cluster() as address:
        database = Database(address, folder / "keys")
        database.run(MAKE_TABLES, role="all", account=OWNER)
        for _ in range(2):  # after every migrate, so more than once
            grant(database)
        save(address, folder / "data")


def grant(database: Database) -> None:
    with psycopg.connect(database.url(OWNER)) as connection:
        connection.execute(SCRIPT.read_text(encoding="utf-8"))


@contextmanager
def filled_database(keys: Path) -> Iterator[Database]:
    """`references` are of two referrals sent by the families' process, to north and front-door."""
    with made_database(keys) as database:
        database.references = database.run(SEND, role="public", account="portal_public")
        yield database
