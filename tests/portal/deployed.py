"""What deploy/install.sh puts on a machine, put into a folder, and its units and its web server run by hand."""

import http.client
import os
import re
import shlex
import shutil
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import pytest

from tests.kept import ROOT
from tests.portal.test_settings import COMPLETE

HOSTS = ("families.example.gov.uk", "cms.example.gov.uk", "team.example.gov.uk")


def install(folder: Path) -> None:
    command = [ROOT / "deploy/install.sh", "--into", folder, *HOSTS]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass(frozen=True)
class Unit:
    path: Path

    def values(self, key: str) -> list[str]:
        return re.findall(rf"^{key}=(.*)$", self.path.read_text(encoding="utf-8"), re.MULTILINE)

    @contextmanager
    def running(self, port: int, settings: dict[str, str]):
        """The process that its ExecStart makes, once it answers; ended as systemd ends it."""
        with (process := self.start(port, settings)):
            try:
                wait_until_live(port)
                yield process
            finally:
                stop(process)

    def start(self, port: int, settings: dict[str, str]) -> subprocess.Popen:
        (line,) = self.values("ExecStart")
        return start(line.replace("/opt/portal/current/.venv", sys.prefix).replace("%i", str(port)).split(), settings)

    def after_stop(self, role: str, settings: dict[str, str]) -> None:
        """What systemd does after each stop, however it came about."""
        (line,) = self.values("ExecStopPost")
        subprocess.run(shlex.split(line.lstrip("-").replace("%j", role)), env=settings, check=True)


def start(command: list[str], settings: dict[str, str]) -> subprocess.Popen:
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "portal.settings.production", **settings}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)


def stop(process: subprocess.Popen) -> None:
    process.terminate()
    process.wait(40)


def wait_until_live(port: int) -> None:
    for _ in range(900):
        with suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health/live", timeout=2)
            return
        time.sleep(0.2)
    raise AssertionError(f"Nothing answers on {port}.")


def settings_of(var: Path) -> dict[str, str]:
    own = {"PORTAL_VAR": str(var), "PORTAL_DATABASE_URL": f"sqlite:///{var}/portal.sqlite3"}
    keys = {"PORTAL_KEYS_DIR": str(var / "keys"), "PROMETHEUS_MULTIPROC_DIR": str(var / "metrics")}
    (var / "metrics").mkdir(exist_ok=True)
    return {**COMPLETE, **own, **keys, "PORTAL_HOSTS": HOSTS[0]}


class WebServer:
    """nginx with the site's own files, its paths and ports changed for ones that a test may use."""

    def __init__(self, folder: Path, var: Path, behind: tuple[int, int]) -> None:
        if not shutil.which("nginx", path="/usr/sbin:/usr/bin"):
            pytest.skip("nginx is not installed: `make test` installs it with apt")
        self.port, self.plain_port, self._folder = free_port(), free_port(), folder
        self.shown = var / "pages/current"
        changes = {
            "8101": str(behind[0]), "8102": str(behind[1]), "/etc/portal": f"{folder}/etc/portal",
            "/var/lib/portal": str(var), "/var/log/nginx": str(folder), "/run/portal-bodies": f"{folder}/bodies",
            "listen 443": f"listen 127.0.0.1:{self.port}", "listen 80 ": f"listen 127.0.0.1:{self.plain_port} ",
        }  # fmt: skip
        for path in [*(folder / "etc/portal/nginx").iterdir(), folder / "etc/nginx/sites-enabled/portal.conf"]:
            text = "".join(line for line in path.read_text().splitlines(True) if "listen [::]" not in line)
            for was, becomes in changes.items():
                text = text.replace(was, becomes)
            path.write_text(text)
        temporary = " ".join(f"{kind}_temp_path {folder}/t-{kind};" for kind in ("proxy", "fastcgi", "uwsgi", "scgi"))
        self.configuration = folder / "nginx.conf"
        account = "user root;" if os.getuid() == 0 else ""  # what a test writes, no other account reads
        self.configuration.write_text(
            f"{account} pid {folder}/nginx.pid; error_log {folder}/error.log; events {{}}\n"
            f"http {{ include /etc/nginx/mime.types; {temporary} include {folder}/etc/nginx/sites-enabled/*; }}\n"
        )
        folder.chmod(0o755)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = ["/usr/sbin/nginx", "-c", str(self.configuration), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    @contextmanager
    def running(self):
        started = self.run()
        assert started.returncode == 0, started.stderr
        try:
            yield self
        finally:
            self.run("-s", "stop")


class Reader:
    """Someone who reads one page after another, and sends a form now and then, until told to stop."""

    def __init__(self, port: int, ended: Event, pause: float = 0) -> None:
        self._port, self._ended, self._pause, self.answers = port, ended, pause, []

    def read_on(self) -> list[int]:
        while not self._ended.wait(self._pause):
            self.answers.append(ask(self._port, "/en/help-now/")[0])
            self.answers.append(ask(self._port, "/choose/ur/help-now/", method="POST", body="a=b")[0])
        return self.answers


def ask(
    port: int, path: str, *, method: str = "GET", host: str = HOSTS[0], body: str = "", packed: bool = False
) -> tuple[int, dict, str]:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=60, context=context)
    form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    accepted = {"Accept-Encoding": "gzip"} if packed else {}
    connection.request(method, path, body=body or None, headers={"Host": host, **form, **accepted})
    answer = connection.getresponse()
    read = answer.status, dict(answer.getheaders()), answer.read().decode(errors="replace")
    connection.close()
    return read
