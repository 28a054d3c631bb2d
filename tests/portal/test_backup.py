"""R11: what was backed up comes back on an empty machine, whole: rows, files, who read what, and a referral that the
paper of the escrow key opens."""

import gzip
import os
import re
import shutil
import sqlite3
import tarfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.core.management import CommandError, call_command
from django.utils import timezone

import psycopg
import pytest
from nacl.public import PrivateKey

from portal.backup import archive
from portal.backup.keeping import kept
from portal.backup.sealed_file import NotWhole, Sealer
from portal.management.commands.backup import prune
from referrals.keys.paper import from_paper
from tests.filled import copy_filled_library
from tests.portal.machines import Machine
from tests.postgresql import OWNER
from tests.referrals.database import filled_database
from tests.referrals.family import CANARIES

ESCROW_PAPER = "XZHD CEF3 H6WK KRLT QQ7R CQEL 45VR MCWJ GRUX 5ZBN AMMQ 3HPH LMZE VKZI"
SEND = """
from django.contrib.auth.models import User
from referrals.seeding import seed_teams
from tests.referrals.family import Family
seed_teams()
family = Family("en")
family.fill_in()
family.send()
Family("en").go_on("contact")
"""
COUNTED = ("referrals_referral", "referrals_sealedkey", "referrals_auditentry", "wagtailcore_page", "content_fact")


class Backups(NamedTuple):
    paper: str
    of_all: Path
    later: Path


def new_key(machine: Machine) -> tuple[str, str]:
    """What goes on paper, and what is set."""
    said = machine.manage("backup", "--new-key").stdout
    return re.search(r"(?:[A-Z2-7]{4} ){13}[A-Z2-7]{4}", said)[0], re.search("PORTAL_BACKUP_KEY=(.*)", said)[1]


def counts(machine: Machine, tables=COUNTED) -> dict[str, int]:
    with closing(sqlite3.connect(machine.var / "portal.sqlite3")) as database:
        return {name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}


def on(folder) -> Machine:
    folder.mkdir(exist_ok=True)
    return Machine(folder, f"sqlite:///{folder}/portal.sqlite3")


@pytest.fixture(scope="module")
def here(tmp_path_factory) -> Machine:
    """A portal with pages and pictures, groups' evidence, a referral, and answers that were not sent."""
    machine = on(tmp_path_factory.mktemp("here"))
    copy_filled_library(machine.var)
    machine.fill(SEND)
    (machine.var / "evidence").mkdir()
    (machine.var / "evidence/policy.pdf").write_bytes(b"%PDF-1.7 a policy")
    return machine


@pytest.fixture(scope="module")
def backups(here, tmp_path_factory) -> Backups:
    """One of all, and a later one of the database."""
    folder = tmp_path_factory.mktemp("backups")
    paper, public = new_key(here)
    for what in ([folder / "all.backup"], [folder, "--database-only"]):
        done = here.manage("backup", *what, PORTAL_BACKUP_KEY=public)
        assert done.returncode == 0, done.stderr
    return Backups(paper, folder / "all.backup", next(folder.glob("database-*.backup")))


@pytest.fixture(scope="module")
def there(backups, tmp_path_factory) -> Machine:
    """An empty machine, which they were restored on."""
    machine = on(tmp_path_factory.mktemp("there"))
    restored = machine.manage("restore", backups.of_all, backups.later, typed=backups.paper)
    assert restored.returncode == 0, restored.stderr
    return machine


def test_all_comes_back_on_an_empty_machine(here, there):
    assert counts(there) == counts(here)
    assert (there.var / "evidence/policy.pdf").read_bytes() == b"%PDF-1.7 a policy"
    pictures = {path.name for path in (here.var / "media").rglob("*") if path.is_file()}
    assert pictures and {path.name for path in (there.var / "media").rglob("*") if path.is_file()} == pictures
    assert there.manage("verify_audit").stdout.startswith("Whole: 1 entries")
    assert "opens 1 of 1 referrals" in there.manage("referral_keys", "escrow-test", typed=ESCROW_PAPER).stdout
    assert list(there.var.glob(".backup-*")) == []


def test_a_backup_holds_nothing_in_clear_and_no_unsent_answers(here, there, backups):
    kept_bytes, typed = backups.of_all.read_bytes(), [word.encode() for word in CANARIES.values()]

    assert not any(word in kept_bytes for word in (*typed, b"referrals_referral", b"%PDF", b"manifest"))
    assert not any(word in (there.var / "portal.sqlite3").read_bytes() for word in typed)
    assert counts(here, ["triage_draft"])["triage_draft"] > 0
    assert counts(there, ["triage_draft"])["triage_draft"] == 0
    assert backups.of_all.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda data: data[:-1000], "cut, or changed"),
        (lambda data: data[: 2**20], "cut, or changed"),
        (lambda data: data[:5000] + bytes([data[5000] ^ 1]) + data[5001:], "cut, or changed"),
        (lambda data: data + b"x", "cut, or changed"),
        (lambda data: b"PK" + data, "no backup of the portal"),
    ],
)
def test_what_is_not_whole_is_refused(backups, tmp_path, harm, said):
    (tmp_path / "harmed").write_bytes(harm(backups.later.read_bytes()))
    with pytest.raises(NotWhole, match=said):
        archive.unpack(tmp_path / "harmed", from_paper(backups.paper), tmp_path / "out")


@pytest.mark.parametrize(
    "member",
    [
        {"name": "../beside"},
        {"name": "/beside"},
        {"name": "media/link", "type": tarfile.SYMTYPE, "linkname": "/etc/passwd"},
    ],
)
def test_nothing_is_written_beside_the_folder(tmp_path, member):
    """Whoever has the public key can make an archive that opens."""
    pair, made, out = PrivateKey.generate(), tmp_path / "made", tmp_path / "out"
    out.mkdir()
    with made.open("wb") as file:
        sealer = Sealer(file, bytes(pair.public_key))
        with gzip.GzipFile(fileobj=sealer, mode="wb") as packed, tarfile.open(fileobj=packed, mode="w|") as tar:
            info = tarfile.TarInfo(member["name"])
            info.type, info.linkname = member.get("type", tarfile.REGTYPE), member.get("linkname", "")
            tar.addfile(info)
        sealer.finish()

    with pytest.raises(NotWhole, match="no file of the portal's"):
        archive.unpack(made, bytes(pair), out)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["made", "out"] and list(out.iterdir()) == []


def test_another_paper_opens_nothing(backups, tmp_path):
    with pytest.raises(NotWhole, match="another key"):
        archive.unpack(backups.later, from_paper(ESCROW_PAPER), tmp_path)


def test_a_portal_that_is_there_is_left_as_it_is(here, backups):
    before = counts(here)
    refused = here.manage("restore", backups.later, typed=backups.paper)

    assert "there is a portal here already" in refused.stderr and refused.returncode != 0
    assert counts(here) == before


def test_without_a_key_nothing_is_written(tmp_path, settings):
    settings.BACKUP_KEY = ""
    with pytest.raises(CommandError, match="PORTAL_BACKUP_KEY"):
        call_command("backup", str(tmp_path / "new.backup"))
    assert list(tmp_path.iterdir()) == []


def test_what_was_cut_off_is_cleared_away_an_hour_later(here, backups):
    beside = backups.of_all.parent
    cut_off, running = here.var / ".backup-cut", here.var / ".backup-running"
    for folder in (cut_off, running):
        folder.mkdir()
        (folder / "database").write_bytes(b"in clear")
    half = beside / ".all.backup.unfinished"
    half.write_bytes(b"half")
    for path in (cut_off, half):
        os.utime(path, (timezone.now().timestamp() - 3700,) * 2)
    done = here.manage("backup", beside / "another.backup", PORTAL_BACKUP_KEY=new_key(here)[1])

    assert done.returncode == 0, done.stderr
    assert list(here.var.glob(".backup-*")) == [running] and not half.exists()
    shutil.rmtree(running)


def test_old_ones_are_deleted_each_kind_by_itself(tmp_path):
    for name in ("database-20250101T000000Z", "database-20260101T000000Z", "all-20250101T000000Z"):
        (tmp_path / f"{name}.backup").touch()

    prune(tmp_path, "database", datetime(2026, 1, 1, tzinfo=UTC))

    assert {path.stem for path in tmp_path.iterdir()} == {"database-20260101T000000Z", "all-20250101T000000Z"}


def test_one_each_five_minutes_for_six_weeks_keeps_about_a_hundred():
    start, there = datetime(2026, 1, 1, tzinfo=UTC), set()
    for turn in range(42 * 24 * 12):
        now = start + timedelta(minutes=5 * turn)
        there = kept(there | {now}, now)

    ages = sorted(now - at for at in there)
    assert len(ages) < 110
    assert ages[1] == timedelta(minutes=5)
    assert timedelta(weeks=5) - timedelta(days=1) < ages[-1] <= timedelta(weeks=5)
    assert kept({start}, now) == {start}


def test_it_comes_back_in_postgresql(tmp_path):
    """Without its policies, which roles.sql makes anew: the accounts that they name are not there yet."""
    with filled_database(tmp_path / "keys") as database:
        source = Machine(tmp_path, database.url(OWNER))
        paper, public = new_key(source)
        made = source.manage("backup", tmp_path / "all.backup", PORTAL_BACKUP_KEY=public)
        assert made.returncode == 0, made.stderr
        with psycopg.connect(database.url(OWNER), autocommit=True) as connection:
            connection.execute("CREATE DATABASE empty")
        target = Machine(tmp_path, database.url(OWNER).removesuffix("portal") + "empty")

        restored = target.manage("restore", tmp_path / "all.backup", typed=paper)

        assert restored.returncode == 0, restored.stderr
        assert "opens 2 of 2" in target.manage("referral_keys", "escrow-test", typed=ESCROW_PAPER).stdout
