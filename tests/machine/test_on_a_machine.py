"""The portal on a Debian machine of its own, by what docs/operating.md says and nothing else: put there, filled, used,
killed, renewed, rebooted, lost and brought back. One story, in the order of the tests."""

import json
import re
import ssl
import subprocess
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPSConnection
from threading import Event
from time import monotonic, sleep

import pytest

from tests.kept import ROOT
from tests.machine.debian import Debian
from tests.portal.deployed import HOSTS, Reader, ask
from tests.portal.test_backup import ESCROW_PAPER, new_key, on
from tests.portal.test_settings import COMPLETE
from tests.referrals.family import CANARIES
from tests.referrals.visitor import PATIENCE, Visitor

FAMILIES, CMS, TEAMS = HOSTS
HTTPS, SOURCE = 443, "/root/portal"
INSTALL = f"sudo deploy/install.sh {' '.join(HOSTS)}"
WEB = {f"portal-{role}@{port}" for role, ports in
       {"public": (8101, 8102), "cms": (8111, 8112), "staff": (8121, 8122)}.items() for port in ports}  # fmt: skip
UNITS = WEB | {"portal-worker-cms", "portal-worker-staff"}
TIMERS = {f"portal-{name}.timer" for name in ("backup-all", "backup-database", "links")}
# As docs/operating.md has it, but for a person a role: two for each team.
MEMBERS = """
from django.contrib.auth.models import User
for number in "12": User.objects.create_user(f"worker-{number}")
"""
COUNT = 'sudo -u postgres psql --tuples-only --no-align portal --command "SELECT count(*) FROM referrals_referral"'
ON_PAPER = """
from weasyprint import HTML
print(HTML(string="<p>Family, خاندان, পরিবার, ਪਰਿਵਾਰ, પરિવાર").write_pdf()[:4])
"""


class Family(Visitor):
    host = FAMILIES

    def connection(self):
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return HTTPSConnection("127.0.0.1", self.port, timeout=PATIENCE, context=context)


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    with Debian.booted(tmp_path_factory.mktemp("machine") / "debian") as machine:
        subprocess.run(["git", "clone", "--quiet", ROOT, f"{machine.folder}{SOURCE}"], check=True)
        yield machine


@pytest.fixture(scope="module")
def paper(tmp_path_factory, machine) -> str:
    """Of the backups; its other half is filled in with all that the first run asks for, and the second run is done."""
    first = machine.run(INSTALL, cwd=SOURCE)
    assert first.returncode == 1
    empty = ["PORTAL_ESCROW_KEY", "PORTAL_BACKUP_KEY", "PORTAL_SMTP_HOST", "PORTAL_FROM_EMAIL"]
    assert first.stdout.splitlines()[-4:] == empty
    paper, public = new_key(on(tmp_path_factory.mktemp("laptop")))
    path = machine.folder / "etc/portal/common.env"
    text = path.read_text()
    for name, value in {**COMPLETE, "PORTAL_BACKUP_KEY": public}.items():
        text = re.sub(rf"^{name}=$", f"{name}={value}", text, flags=re.MULTILINE)
    path.write_text(text)
    second = machine.run(INSTALL, cwd=SOURCE)
    assert second.returncode == 0, second.stdout + second.stderr
    assert second.stderr == ""
    return paper


def active(machine, names) -> set[str]:
    return {name for name in names if machine.run(f"systemctl is-active {name}").stdout == "active\n"}


def ready(port: int, host: str) -> dict:
    request = urllib.request.Request(f"http://127.0.0.1:{port}/health/ready", headers={"Host": host})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refusal:
        return json.load(refusal)
    except OSError:
        return {"ready": False}


def wait_for(true) -> None:
    ends = monotonic() + PATIENCE
    while not true():
        assert monotonic() < ends
        sleep(0.5)


@contextmanager
def readers():
    """Two, who read on until the end; what they were answered."""
    ended, answers = Event(), []
    with ThreadPoolExecutor(2) as pool:
        reading = [pool.submit(Reader(HTTPS, ended, pause=0.1).read_on) for _ in range(2)]
        try:
            yield answers
        finally:
            ended.set()
        for reader in reading:
            answers += reader.result()


def test_it_runs_in_accounts_of_its_own_and_nothing_failed(machine, paper):
    assert active(machine, UNITS | TIMERS) == UNITS | TIMERS
    assert machine.says("systemctl list-units --failed --no-legend") == ""
    for role in ("public", "cms", "staff"):
        assert re.search("(?m)^.*granian", machine.says(f"ps -o args= -u portal-{role}"))
    assert machine.says("find /var/lib/portal-staff/keys -name '*.key' -perm /077") == ""
    for other in ("public", "cms", "owner"):
        assert machine.run(f"sudo -u portal-{other} cat /var/lib/portal-staff/keys/north-1.key").returncode != 0


def test_each_host_shows_its_own(paper):
    assert ask(HTTPS, "/ur/", host=FAMILIES)[0] == 200
    assert ask(HTTPS, "/cms/login/", host=CMS)[0] == 200
    assert ask(HTTPS, "/team/login/", host=TEAMS)[0] == 200
    assert ask(HTTPS, "/cms/login/", host=FAMILIES)[0] == ask(HTTPS, "/team/login/", host=FAMILIES)[0] == 404
    assert "Stay and play" in ask(HTTPS, "/en/groups/?q=stay+and+play", host=FAMILIES)[2]


def test_the_cms_is_ready_once_each_team_has_two_members(machine, paper):
    before = ready(8111, CMS)
    assert len(before["unfit"]["receivers"]) == 6 and not before["ready"]
    machine.says("deploy/manage.sh owner shell", typed=MEMBERS, cwd=SOURCE)
    for team in ("front-door", "central", "north", "south", "east", "west"):
        for number in "12":
            machine.says(f"sudo deploy/manage.sh owner team_member add {team} worker-{number}", cwd=SOURCE)
    wait_for(lambda: all(ready(*asked)["ready"] for asked in ((8101, FAMILIES), (8111, CMS), (8121, TEAMS))))


def test_referrals_are_set_in_every_script(machine, paper):
    typed = "runuser -u portal-staff -- /opt/portal/current/.venv/bin/python"
    assert machine.says(typed, typed=ON_PAPER, cwd="/") == "b'%PDF'"


def test_a_new_certificate_is_shown_once_certbot_has_it(machine, paper):
    """By the hook that docs/operating.md gives certbot, which itself asks an authority elsewhere and is not run."""
    lineage = "/etc/letsencrypt/live/families"
    machine.says(
        f"mkdir -p {lineage} && openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj /CN={FAMILIES}"
        f" -keyout {lineage}/privkey.pem -out {lineage}/fullchain.pem"
    )
    shown = ssl.get_server_certificate(("127.0.0.1", HTTPS))
    machine.says(f"RENEWED_LINEAGE={lineage} /opt/portal/current/deploy/certificate.sh")
    new = machine.says(f"cat {lineage}/fullchain.pem")
    assert new != shown.strip()
    wait_for(lambda: ssl.get_server_certificate(("127.0.0.1", HTTPS)).strip() == new)
    assert machine.says("stat --format %a /etc/portal/tls/privkey.pem") == "600"


def test_a_killed_process_comes_back_by_itself(machine, paper):
    machine.says("kill -9 $(systemctl show --property MainPID --value portal-public@8101)")
    wait_for(lambda: active(machine, ["portal-public@8101"]) and ready(8101, FAMILIES)["ready"])


def test_a_new_release_comes_in_and_nobody_notices(machine, paper):
    before = machine.says("readlink /opt/portal/current")
    identity = "-c user.name=Someone -c user.email=someone@example.org"
    machine.says(f"git {identity} commit --quiet --allow-empty --message 'Another release'", cwd=SOURCE)
    with readers() as answers:
        done = machine.run(INSTALL, cwd=SOURCE)
    assert done.returncode == 0, done.stdout + done.stderr
    assert machine.says("readlink /opt/portal/current") != before
    assert len(answers) > 100 and set(answers) == {200, 307}
    assert active(machine, UNITS) == UNITS


def test_it_serves_again_after_the_machine_was_switched_off(machine, paper):
    machine.reboot()
    wait_for(lambda: active(machine, UNITS | TIMERS) == UNITS | TIMERS)
    wait_for(lambda: ask(HTTPS, "/pl/help-now/", host=FAMILIES)[0] == 200)


def test_what_was_lost_is_brought_back_as_the_document_says(machine, paper):
    family = Family(HTTPS, CANARIES["name"])
    family.fill_in()
    reference = family.send()
    machine.says("systemctl start portal-backup-all portal-backup-database")
    assert machine.says(COUNT, cwd="/") == "1"
    for command in commands_of_bringing_back(machine):
        machine.says(command, typed=f"{paper}\n", cwd=SOURCE)

    assert machine.says(COUNT, cwd="/") == "1"
    assert active(machine, UNITS) == UNITS
    opened = machine.says("deploy/manage.sh staff referral_keys escrow-test", typed=ESCROW_PAPER, cwd=SOURCE)
    assert "opens 1 of 1 referrals" in opened
    every_byte = "grep --recursive --binary-files=text --fixed-strings --files-with-matches"
    places = "/var/lib/portal /var/lib/postgresql /var/backups /var/log /run/log"
    for word in (CANARIES["name"], CANARIES["words"].split()[1], CANARIES["code_word"]):
        assert machine.run(f"{every_byte} {word!r} {places}").stdout == ""
    assert reference not in machine.says("journalctl --no-pager")


def commands_of_bringing_back(machine) -> list[str]:
    document = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
    block = re.search(r"To bring it back on an empty machine.*?```\n(.*?)```", document, re.DOTALL)[1]
    newest = {kind: machine.says(f"ls /var/backups/portal/{kind}-*").splitlines()[-1] for kind in ("all", "database")}
    return [re.sub(r"/var/backups/portal/(\w+)-…\.backup", lambda found: newest[found[1]], line)
            for line in block.splitlines()]  # fmt: skip
