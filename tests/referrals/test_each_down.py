"""R4: Mail, the search index, the teams' keys and the worker, each away in turn: a referral is taken, and it is told
plainly what waits. The scanner of files is tried with attachments."""

import shutil
from datetime import timedelta
from pathlib import Path

from django.urls import reverse
from django.utils import timezone

import pytest

from notices.delivery import deliver_due
from notices.models import Notice
from referrals import keyring
from referrals.models import Referral, Team
from tests.notices.mail_server import free_port
from tests.referrals.family import TYPED, Family, read, text_of
from tests.referrals.workers import INBOX, page_of

LOCKED = "This referral cannot be opened here"


@pytest.fixture
def keys(settings, tmp_path, teams) -> Path:
    """The teams' key files, for a test to spoil."""
    settings.REFERRAL_KEYS_DIR = shutil.copytree(settings.REFERRAL_KEYS_DIR, tmp_path / "keys")
    return settings.REFERRAL_KEYS_DIR


def sent(language: str = "en") -> Referral:
    """As a family sends it, who reads nothing of the trouble: what they were promised holds."""
    family = Family(language)
    family.fill_in()
    family.send()
    referral = Referral.objects.get()
    assert referral.reference in text_of(family.client.get(family.sent_address))
    return referral


def test_without_a_mail_server_the_team_sees_it_at_once_and_an_administrator_what_waits(settings, member, client):
    Team.objects.filter(key="north").update(email="north@example.org")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()

    referral = sent()
    assert deliver_due(timezone.now) == 0

    assert referral.reference in text_of(member("north").get(INBOX))
    assert Notice.objects.waiting().get().failure == "ConnectionRefusedError"


@pytest.mark.parametrize("setting", ["SEARCH_INDEX_DIR", "LIBRARY_INDEX_DIR"])
def test_without_a_search_index_the_database_answers(settings, tmp_path, teams, client, caplog, setting):
    broken = tmp_path / "index"
    broken.write_text("a disk that went away left a file in place of the folder")
    setattr(settings, setting, broken)

    assert "Stay and play" in text_of(client.get(reverse("directory:search"), {"q": "stay and play"}))
    assert "The database answers meanwhile" in caplog.text
    assert read(sent())["told"]["story"] == TYPED["story"]


@pytest.mark.parametrize("trouble", ["gone", "broken", "no file but a folder"])
def test_without_the_teams_key_it_is_sealed_and_its_page_says_why_it_stays_shut(keys, member, trouble, caplog):
    [key] = keys.glob("north-*.key")
    content = key.read_bytes()
    key.unlink()
    if trouble == "broken":
        key.write_bytes(content[:20])
    elif trouble == "no file but a folder":
        key.mkdir()
    front_door = [*keys.glob("front-door-*.key")]
    hidden = [path.rename(path.with_suffix(".away")) for path in front_door]

    referral, north = sent(), member("north")
    shut = north.get(page_of(referral))
    assert (shut.status_code, LOCKED in text_of(shut)) == (503, True)

    for path in hidden:
        path.rename(path.with_suffix(".key"))
    assert LOCKED not in text_of(north.get(page_of(referral)))


def test_with_a_wrong_passphrase_the_page_says_so(settings, keys, member):
    settings.REFERRAL_KEYS_PASSPHRASE = "gravel-otter-lantern-7421"
    for path in keys.glob("*.key"):
        path.unlink()
    Team.objects.filter(key="north").update(public_key=keyring.make("north"))
    settings.REFERRAL_KEYS_PASSPHRASE = "another-one-altogether-0000"
    shut = member("north").get(page_of(sent()))
    assert (shut.status_code, LOCKED in text_of(shut)) == (503, True)


def test_without_a_worker_it_is_on_the_list_and_alarms_on_the_screen(member):
    north, referral = member("north"), sent()
    assert referral.reference in text_of(north.get(INBOX))
    Referral.objects.update(alarm_at=timezone.now() - timedelta(minutes=1))
    assert "waiting too long" in text_of(north.get(INBOX))
