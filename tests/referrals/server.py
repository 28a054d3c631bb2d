"""The families' site in processes of its own, as production runs it: granian, two workers, without any private key."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.kept import ROOT, copy_of

HOST = "families.example.org"
START = (
    "--interface", "wsgi", "--host", "127.0.0.1", "--workers", "2", "--blocking-threads", "1",
    "--respawn-failed-workers", "--respawn-interval", "0.1", "--workers-kill-timeout", "5", "--log-level", "error",
)  # fmt: skip
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    "PORTAL_SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ",
    "PORTAL_HOSTS": HOST,
    "PORTAL_BASE_URL": f"https://{HOST}",
    "PORTAL_SMTP_HOST": "127.0.0.1",
    "PORTAL_FROM_EMAIL": f"families@{HOST}",
    "PORTAL_ESCROW_KEY": "FDxg5UUtvQ+KdbksmnY/fw8wk6hr3x/68vJZ7ItsDR4=",
    "PORTAL_ROLE": "public",
}
# A busy machine is slow; a server that does not answer stays silent.
PATIENCE = 60.0


class Server:
    """Started and killed as often as one likes, on the same port."""

    def __init__(self, database_url: str, var: Path, **settings: str) -> None:
        self.port, self.var = _free_port(), var
        self.environment = {**os.environ, **SETTINGS, "PORTAL_DATABASE_URL": database_url, "PORTAL_VAR": str(var)}
        self.environment |= settings
        self.main: subprocess.Popen | None = None

    def manage(self, *command: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def start(self) -> None:
        self._start()
        ends = time.monotonic() + PATIENCE
        while not self.answers():
            assert self.main and self.main.poll() is None, (self.var / "server.log").read_text(encoding="utf-8")[-2000:]
            assert time.monotonic() < ends, "the server does not answer"
            time.sleep(0.1)

    def _start(self) -> None:
        granian = Path(sys.executable).with_name("granian")
        command = [str(granian), *START, "--port", str(self.port), "portal.wsgi:application"]
        with (self.var / "server.log").open("a") as log:
            self.main = subprocess.Popen(command, cwd=ROOT, env=self.environment, stderr=log)

    def answers(self) -> bool:
        try:
            with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
                connection.request("GET", "/robots.txt", headers={"Host": HOST, "X-Forwarded-Proto": "https"})
                connection.getresponse().read()
        except (OSError, HTTPException):
            return False
        return True

    def workers(self) -> list[int]:
        assert self.main
        children = Path(f"/proc/{self.main.pid}/task/{self.main.pid}/children").read_text(encoding="ascii").split()
        return [int(child) for child in children if "granian" in _command_of(int(child))]

    def kill_workers(self) -> None:
        """As the kernel does where memory runs out. Where granian gives up, as workers die too often, systemd starts it
        anew, and so does this."""
        for worker in self.workers():
            _kill(worker)
        while not self.answers():
            if self.main and self.main.poll() is not None:
                self._start()
            time.sleep(0.1)

    def kill(self) -> None:
        """The server whole, and nobody is told."""
        assert self.main
        workers = self.workers()
        self.main.kill()
        self.main.wait()
        for worker in workers:
            _kill(worker)

    def stop(self) -> None:
        assert self.main
        self.main.terminate()
        self.main.wait(timeout=30)


@contextmanager
def serving(database_url: str, var: Path, **settings: str) -> Iterator[Server]:
    copy_of("static", ("static/**/*.*", "portal/settings/*.py", "requirements.txt"), _collect_static, var)
    server = Server(database_url, var, **settings)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _collect_static(folder: Path) -> None:
    Server(f"sqlite:///{folder}/none.sqlite3", folder).manage("collectstatic", "--noinput")


def _kill(process: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


def _command_of(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text(encoding="utf-8")
    except OSError:
        return ""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
