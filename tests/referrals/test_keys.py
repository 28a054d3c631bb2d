"""The teams' private keys: files under a passphrase, made by a command, never written over."""

import base64
import json
import stat
from pathlib import Path

from django.core.management import CommandError, call_command
from django.utils import timezone

import pytest
from nacl.public import PrivateKey

from portal.roles import Role
from referrals import keyring
from referrals.keys.locking import WrongPassphrase
from referrals.keys.operations import reseal_stale
from referrals.keys.paper import to_paper
from referrals.models import Team
from tests.referrals.sent import send_many

PASSPHRASE = "gravel-otter-lantern-7421"


@pytest.fixture
def keys_dir(settings, tmp_path) -> Path:
    settings.REFERRAL_KEYS_DIR = tmp_path / "keys"
    return settings.REFERRAL_KEYS_DIR


@pytest.fixture
def production(settings):
    settings.IS_DEMONSTRATION = False
    settings.REFERRAL_KEYS_PASSPHRASE = PASSPHRASE


@pytest.fixture
def team(db) -> Team:
    return Team.objects.create(key="harbour", name="Harbour team")


@pytest.fixture
def paper(settings, monkeypatch) -> PrivateKey:
    """The escrow key, and somebody who types it from the paper."""
    pair = PrivateKey.generate()
    settings.REFERRAL_ESCROW_KEY = base64.b64encode(bytes(pair.public_key)).decode()
    typed(monkeypatch, to_paper(bytes(pair)))
    return pair


def typed(monkeypatch, text: str) -> None:
    monkeypatch.setattr("referrals.management.commands.referral_keys.getpass", lambda prompt: text)


def public_key(team: Team) -> bytes:
    team.refresh_from_db()
    return bytes(team.public_key)


def test_a_new_key_is_a_file_for_its_owner_alone_and_its_public_half_is_the_teams(keys_dir, team, capsys):
    call_command("referral_keys", "new", "harbour")
    private = keyring.private_key(public_key(team))
    assert bytes(PrivateKey(private).public_key) == public_key(team)
    assert stat.S_IMODE((keys_dir / "harbour-1.key").stat().st_mode) == 0o600
    assert stat.S_IMODE(keys_dir.stat().st_mode) == 0o700
    assert "development keys" in capsys.readouterr().out


def test_outside_a_demonstration_a_key_is_locked_and_the_operator_told_to_keep_a_copy(
    keys_dir, team, production, capsys
):
    call_command("referral_keys", "new", "harbour")
    assert "Keep a copy" in capsys.readouterr().out
    private = keyring.private_key(public_key(team))
    text = (keys_dir / "harbour-1.key").read_bytes()
    assert private not in text and base64.b64encode(private) not in text
    assert set(json.loads(text)) == {"public", "argon2id", "salt", "box"}


def test_another_passphrase_opens_nothing(keys_dir, team, production, settings):
    call_command("referral_keys", "new", "harbour", verbosity=0)
    settings.REFERRAL_KEYS_PASSPHRASE = PASSPHRASE[:-1]
    with pytest.raises(WrongPassphrase):
        keyring.private_key(public_key(team))


def test_no_key_is_written_in_clear_outside_a_demonstration(keys_dir, team, production, settings):
    settings.REFERRAL_KEYS_PASSPHRASE = ""
    with pytest.raises(CommandError, match="PORTAL_KEYS_PASSPHRASE"):
        call_command("referral_keys", "new", "harbour")
    assert not keys_dir.exists()


def test_a_development_key_opens_nothing_in_production(keys_dir, team, settings):
    call_command("referral_keys", "new", "harbour", verbosity=0)
    settings.IS_DEMONSTRATION = False
    with pytest.raises(keyring.NotProtected):
        keyring.private_key(public_key(team))


def test_a_team_with_a_key_is_told_to_rotate(keys_dir, team):
    call_command("referral_keys", "new", "harbour", verbosity=0)
    before = public_key(team)
    with pytest.raises(CommandError, match="rotate harbour"):
        call_command("referral_keys", "new", "harbour")
    assert public_key(team) == before


def test_missing_keys_are_made_and_kept_ones_are_left(keys_dir, teams, team):
    before = public_key(teams["north"])
    call_command("referral_keys", "new", "--missing")
    assert not Team.objects.filter(public_key=b"").exists()
    assert public_key(teams["north"]) == before


def test_a_key_file_that_outlived_its_database_is_used_again(keys_dir, team):
    keyring.make("harbour")
    newest = keyring.make("harbour")
    call_command("referral_keys", "new", "harbour")
    assert public_key(team) == newest


def test_a_team_whose_name_begins_as_anothers_has_keys_of_its_own(keys_dir):
    keyring.make("north-west")
    assert keyring.newest("north") is None


def test_the_eleventh_key_of_a_team_comes_after_the_tenth(keys_dir):
    made = [keyring.make("harbour") for _ in range(11)]
    assert keyring.newest("harbour") == made[-1]


@pytest.mark.parametrize(
    "wrong",
    [["new"], ["new", "nowhere"], ["new", "harbour", "--missing"], ["new", "harbour", "--escrow"], ["old", "harbour"],
     ["rotate"], ["rotate", "nowhere"]],
)  # fmt: skip
def test_the_command_refuses_what_it_does_not_understand(keys_dir, team, wrong):
    with pytest.raises(CommandError):
        call_command("referral_keys", *wrong)
    assert not keys_dir.exists()


def test_a_public_key_without_a_file_has_no_private_key(keys_dir):
    with pytest.raises(keyring.NoPrivateKey):
        keyring.private_key(bytes(PrivateKey.generate().public_key))


def test_the_list_says_which_key_may_be_destroyed(keys_dir, teams, settings, capsys):
    call_command("referral_keys", "rotate", "north")
    send_many(Team.objects.get(key="north"), 3, now=timezone.now())
    call_command("referral_keys", "rotate", "north")
    capsys.readouterr()

    call_command("referral_keys", "list")
    before = lines(capsys.readouterr().out)
    reseal_stale(now=timezone.now())
    call_command("referral_keys", "list")
    after = lines(capsys.readouterr().out)

    assert (before["north-1.key"], before["north-2.key"]) == ("not in force opens 3", f"{teams['north']} opens 0")
    assert (after["north-1.key"], after["north-2.key"]) == ("not in force opens 0", f"{teams['north']} opens 3")


def lines(out: str) -> dict[str, str]:
    """file -> what is said of it."""
    rows = [line.split() for line in out.splitlines() if ".key" in line]
    return {row[1]: " ".join(row[2:]) for row in rows}


def test_a_new_escrow_key_is_shown_once_and_stored_nowhere(keys_dir, db, capsys, settings, monkeypatch):
    call_command("referral_keys", "new", "--escrow")
    out = capsys.readouterr().out
    written = next(line.strip() for line in out.splitlines() if len(line.split()) == 14)
    settings.REFERRAL_ESCROW_KEY = out.split("PORTAL_ESCROW_KEY=")[1].strip()
    assert not keys_dir.exists()
    typed(monkeypatch, written.lower())
    call_command("referral_keys", "escrow-test")
    assert "0 of 0" in capsys.readouterr().out


def test_the_paper_opens_every_referral_and_the_test_says_so(teams, paper, capsys):
    send_many(teams["north"], 3, now=timezone.now())
    call_command("referral_keys", "escrow-test")
    assert "opens 3 of 3" in capsys.readouterr().out


def test_what_the_paper_does_not_open_is_no_success(teams, paper, capsys):
    send_many(teams["north"], 2, now=timezone.now())[0].sealed_keys.all().delete()
    with pytest.raises(CommandError):
        call_command("referral_keys", "escrow-test")
    assert "opens 1 of 2" in capsys.readouterr().out


@pytest.mark.parametrize("slip", ["", "ABCD", to_paper(bytes(32))])
def test_a_slip_in_typing_and_another_paper_are_told_apart_from_success(teams, paper, slip, monkeypatch):
    typed(monkeypatch, slip)
    with pytest.raises(CommandError, match="sign|other half"):
        call_command("referral_keys", "escrow-test")


def test_with_every_key_file_lost_the_paper_brings_everything_back(keys_dir, teams, paper):
    referrals = send_many(teams["north"], 3, now=timezone.now())
    for team in teams:
        call_command("referral_keys", "rotate", team, verbosity=0)  # the old files are in the folder that was lost

    call_command("referral_keys", "recover")

    new = public_key(teams["north"])
    assert all(new in {bytes(wrap.public_key) for wrap in referral.sealed_keys.all()} for referral in referrals)


def test_a_process_that_serves_no_team_gets_no_private_key_even_where_the_files_are(keys_dir, team, settings):
    call_command("referral_keys", "new", "harbour", verbosity=0)
    settings.ROLE = Role.PUBLIC
    with pytest.raises(keyring.NoPrivateKey):
        keyring.private_key(public_key(team))
