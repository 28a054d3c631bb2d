"""The teams' private keys: files, made by a command, never replaced."""

import stat
from pathlib import Path

from django.core.management import CommandError, call_command

import pytest

from referrals import keyring
from referrals.models import Team


@pytest.fixture
def keys_dir(settings, tmp_path) -> Path:
    settings.REFERRAL_KEYS_DIR = tmp_path / "keys"
    return settings.REFERRAL_KEYS_DIR


@pytest.fixture
def team(db) -> Team:
    return Team.objects.create(key="harbour", name="Harbour team")


def test_a_new_key_is_a_file_for_its_owner_alone_and_its_public_half_is_the_teams(keys_dir, team, capsys):
    call_command("referral_keys", "new", "harbour")
    team.refresh_from_db()
    assert bytes(team.public_key) == keyring.public_key("harbour")
    assert stat.S_IMODE((keys_dir / "harbour.key").stat().st_mode) == 0o600
    assert stat.S_IMODE(keys_dir.stat().st_mode) == 0o700
    assert keyring.private_key("harbour") not in bytes(team.public_key)
    assert "development keys" in capsys.readouterr().out


def test_outside_a_demonstration_the_operator_is_told_to_keep_a_copy(keys_dir, team, settings, capsys):
    settings.IS_DEMONSTRATION = False
    call_command("referral_keys", "new", "harbour")
    assert "Keep a copy" in capsys.readouterr().out


def test_a_team_with_a_key_gets_no_other(keys_dir, team):
    call_command("referral_keys", "new", "harbour", verbosity=0)
    before = keyring.private_key("harbour")
    with pytest.raises(CommandError, match="has a key"):
        call_command("referral_keys", "new", "harbour")
    assert keyring.private_key("harbour") == before


def test_missing_keys_are_made_and_kept_ones_are_left(keys_dir, teams, team):
    before = bytes(teams["north"].public_key)
    call_command("referral_keys", "new", "--missing")
    assert not Team.objects.filter(public_key=b"").exists()
    assert bytes(Team.objects.get(key="north").public_key) == before


def test_a_key_file_that_outlived_its_database_is_used_again(keys_dir, team):
    public = keyring.public_key("harbour")
    call_command("referral_keys", "new", "harbour")
    team.refresh_from_db()
    assert bytes(team.public_key) == public


@pytest.mark.parametrize("wrong", [["new"], ["new", "nowhere"], ["new", "harbour", "--missing"], ["old", "harbour"]])
def test_the_command_refuses_what_it_does_not_understand(keys_dir, team, wrong):
    with pytest.raises(CommandError):
        call_command("referral_keys", *wrong)
    assert not keys_dir.exists()


def test_a_team_without_a_file_has_no_private_key(keys_dir):
    with pytest.raises(keyring.NoPrivateKey):
        keyring.private_key("harbour")
