"""Three processes: each answers what is its own, and does not start where it could do more (decision 28)."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from directory.confirming.operations import ask_groups
from portal.roles import Role
from portal.tasks import DAILY, FOR_TEAMS, OFTEN, tasks_of
from referrals.keys.operations import reseal_stale
from tests.filled import copy_filled_library
from tests.kept import ROOT
from tests.portal.test_settings import COMPLETE

ASK = """
import json, sys
import django
django.setup()
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.models import Page
settings.ALLOWED_HOSTS = ["testserver"]
client = Client(raise_request_exception=True)
user = get_user_model().objects.filter(username="roles").first()
client.force_login(user or get_user_model().objects.create_superuser("roles"))
page = Page.objects.get(slug="safe-sleep", locale__language_code="en").pk
def asked(method, address):
    response = getattr(client, method)(address.format(page=page))
    return [response.status_code, response.get("Location", "")]
print(json.dumps({line: asked(*line.split()) for line in sys.argv[1:]}))
"""
ADDRESSES = {
    "families": ["get /en/", "get /ur/help-now/", "get /en/support/", "get /en/support/form/", "get /leave/",
                 "get /en/my-groups/", "get /open-referral/", "post /en/support/"],
    "editors": ["get /cms/", "get /cms/pages/{page}/edit/", "get /cms/pages/{page}/view_draft/",
                "get /cms/login/", "get /cms/users/"],
    "teams": ["get /team/", "get /team/login/"],
}  # fmt: skip
SERVES = {Role.PUBLIC: "families", Role.CMS: "editors", Role.STAFF: "teams"}
PRODUCTION = {
    **COMPLETE,
    "PORTAL_BASE_URL": "https://families.example.gov.uk",
    "PORTAL_DATABASE_URL": "sqlite://:memory:",
}
SECRETS = {"PORTAL_KEYS_DIR", "PORTAL_KEYS_PASSPHRASE"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("roles")
    copy_filled_library(folder)
    return folder


@pytest.fixture(scope="module", params=SERVES, ids=str)
def answers(request, folder):
    """A role, and status and target of every address that its process was asked for."""
    environment = {
        **os.environ,
        "PORTAL_VAR": str(folder),
        "PORTAL_TEST_DATABASE_URL": f"sqlite:///{folder / 'portal.sqlite3'}",
        "PORTAL_ROLE": request.param,
        "PORTAL_BASE_URL": "https://families.example.gov.uk",
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
    }
    lines = [line for listed in ADDRESSES.values() for line in listed]
    done = subprocess.run(
        [sys.executable, "-c", ASK, *lines], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return request.param, json.loads(done.stdout.splitlines()[-1])


def test_a_process_answers_what_is_its_own(answers):
    role, answered = answers
    for line in ADDRESSES[SERVES[role]]:
        # The superuser who asks is in no team.
        assert answered[line][0] in ({404} if line == "get /team/" else {200, 302, 303}), line
        assert "families.example.gov.uk" not in answered[line][1]


def test_a_process_knows_no_page_of_staff_that_is_not_its_own(answers):
    role, answered = answers
    others = [line for part in ("editors", "teams") if part != SERVES[role] for line in ADDRESSES[part]]
    if role == Role.PUBLIC:
        assert {answered[line][0] for line in others} == {404}
    else:
        assert not [line for line in others if answered[line][0] == 200]


def test_a_page_of_families_is_a_way_to_their_site_and_takes_nothing_that_is_sent(answers):
    role, answered = answers
    if role == Role.PUBLIC:
        assert [answered[line][0] for line in ("get /en/", "get /ur/help-now/")] == [200, 200]
        return
    assert answered["get /ur/help-now/"] == [302, "https://families.example.gov.uk/ur/help-now/"]
    assert answered["post /en/support/"][0] == 404


def start(**changes: str) -> subprocess.CompletedProcess:
    """Start as the application server does."""
    variables = {name: value for name, value in {**PRODUCTION, **changes}.items() if value}
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "portal.settings.production", **variables}
    return subprocess.run(
        [sys.executable, "-c", "import portal.wsgi; print('started')"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def without_secrets(role: Role, folder: Path) -> dict[str, str]:
    return {**dict.fromkeys(SECRETS, ""), "PORTAL_ROLE": role, "PORTAL_VAR": str(folder)}


@pytest.mark.parametrize("role", [Role.PUBLIC, Role.CMS])
def test_who_opens_no_referral_starts_without_keys_and_not_where_it_can_read_them(role, tmp_path):
    assert start(**without_secrets(role, tmp_path)).stdout == "started\n"
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "north-1.key").write_text("{}")
    refusal = start(**without_secrets(role, tmp_path))
    assert refusal.returncode != 0
    assert "can read the teams' keys" in refusal.stderr
    assert "north-1" not in refusal.stderr


@pytest.mark.parametrize("role", [Role.PUBLIC, Role.CMS])
def test_who_opens_no_referral_does_not_start_with_the_passphrase(role, tmp_path):
    given = {**without_secrets(role, tmp_path), "PORTAL_KEYS_PASSPHRASE": COMPLETE["PORTAL_KEYS_PASSPHRASE"]}
    assert "was given the keys' passphrase" in start(**given).stderr


@pytest.mark.parametrize("role", [Role.STAFF, Role.ALL])
@pytest.mark.parametrize("missing", sorted(SECRETS))
def test_who_opens_referrals_does_not_start_without_what_that_takes(role, missing, tmp_path):
    refusal = start(PORTAL_ROLE=role, PORTAL_VAR=str(tmp_path), **{missing: ""})
    assert f"{missing} is not set" in refusal.stderr


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"PORTAL_KEYS_PASSPHRASE": "short"}, "fewer than 20 signs"),
        ({"PORTAL_ESCROW_KEY": "AAAA"}, "PORTAL_ESCROW_KEY is no public key. It has 3 bytes"),
        ({"PORTAL_ESCROW_KEY": "no key at all"}, "It is not in base 64"),
        ({"PORTAL_ROLE": "everything"}, "'everything' is not a valid Role"),
    ],
)
def test_what_would_fail_a_family_later_keeps_a_process_from_starting(changes, said, tmp_path):
    refusal = start(PORTAL_VAR=str(tmp_path), PORTAL_KEYS_DIR=str(tmp_path / "keys"), **changes)
    assert refusal.returncode != 0
    assert said in refusal.stderr


def test_keys_that_other_accounts_can_read_keep_it_from_starting(tmp_path):
    (tmp_path / "north-1.key").write_text("{}")
    (tmp_path / "north-1.key").chmod(0o640)
    refusal = start(PORTAL_VAR=str(tmp_path), PORTAL_KEYS_DIR=str(tmp_path))
    assert "Other accounts can read north-1.key" in refusal.stderr


def test_each_worker_does_its_own_and_together_they_do_everything():
    everything = [*DAILY, *OFTEN]
    editors, teams = tasks_of(Role.CMS, everything), tasks_of(Role.STAFF, everything)
    assert set(teams) == FOR_TEAMS == {task for task in everything if task.__module__.startswith("referrals.")}
    assert sorted(map(id, [*editors, *teams])) == sorted(map(id, everything))
    assert tasks_of(Role.ALL, everything) == everything
    assert reseal_stale in teams and ask_groups in editors
