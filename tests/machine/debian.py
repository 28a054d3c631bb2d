"""A Debian of its own: a folder that mmdebstrap fills, booted by systemd-nspawn with its own systemd. It is on this
machine's network, so what it serves is on this machine's ports."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import pytest

PACKAGES = "systemd-sysv,dbus,ca-certificates,git,procps,sudo"
MIRROR = "http://deb.debian.org/debian"
# How this machine reaches packages, the other has to know too.
PROXIES = ("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
TAKEN_OVER = ("etc/pip.conf", "usr/local/share/ca-certificates")
# systemd 252 boots in the unified hierarchy, which a container that this runs in may not have mounted.
UNIFIED = """test -e /sys/fs/cgroup/cgroup.controllers || {
  umount --recursive /sys/fs/cgroup && mount --types cgroup2 cgroup2 /sys/fs/cgroup; }"""
BOOT = "exec systemd-nspawn --quiet --register=no --keep-unit --console=pipe --capability=all --boot --directory "
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
PORTS = (80, 443, 5432, 8101, 8102, 8111, 8112, 8121, 8122)
PATIENCE = 90
ASKED_TO_REBOOT = 133  # what systemd-nspawn then ends with


def why_it_cannot_boot() -> str:
    if os.geteuid() != 0:
        return "only root boots a machine"
    if missing := [name for name in ("mmdebstrap", "systemd-nspawn", "nsenter") if not shutil.which(name)]:
        return f"{missing} are not installed: `make test` installs them with apt"
    if subprocess.run(["unshare", "--mount", "sh", "-c", UNIFIED], capture_output=True, check=False).returncode:
        return "this machine may not mount what another boots with"
    if taken := [port for port in PORTS if _answers(port)]:
        return f"something listens on ports {taken}, which the other needs"
    return ""


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Debian:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process: subprocess.Popen | None = None

    @classmethod
    @contextmanager
    def booted(cls, folder: Path) -> Iterator[Self]:
        """Debian 12 as a council would find it, with git and sudo; gone afterwards."""
        if reason := why_it_cannot_boot():
            pytest.skip(reason)
        machine = cls(folder)
        try:
            machine.fill()
            machine.boot()
        except (subprocess.CalledProcessError, TimeoutError) as error:
            machine.end()
            pytest.skip(f"this machine could not boot another: {error}")
        try:
            yield machine
        finally:
            machine.end()

    def fill(self) -> None:
        command = ["mmdebstrap", "--quiet", "--variant=minbase", f"--include={PACKAGES}", "bookworm"]
        subprocess.run([*command, self.folder, MIRROR], check=True)
        for path in TAKEN_OVER:
            if (here := Path("/") / path).is_dir():
                shutil.copytree(here, self.folder / path, dirs_exist_ok=True)
            elif here.exists():
                shutil.copy(here, self.folder / path)
        (self.folder / "etc/hostname").write_text("portal\n")
        (self.folder / "etc/hosts").write_text("127.0.0.1 localhost portal\n")
        shutil.copy("/etc/resolv.conf", self.folder / "etc/resolv.conf")
        subprocess.run(["chroot", self.folder, "update-ca-certificates"], check=True, capture_output=True)

    def boot(self) -> None:
        command = ["unshare", "--mount", "--propagation", "private", "sh", "-c", f"{UNIFIED}\n{BOOT} {self.folder}"]
        with (self.folder.parent / "console").open("ab") as console:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=console, stderr=console)
        ends = time.monotonic() + PATIENCE
        while self.run("systemctl is-system-running").stdout.strip() not in ("running", "degraded"):
            if time.monotonic() > ends or self.process.poll() is not None:
                raise TimeoutError((self.folder.parent / "console").read_text(errors="replace")[-500:])
            time.sleep(0.5)

    def end(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(PATIENCE)
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, command: str, *, typed: str = "", cwd: str = "/root") -> subprocess.CompletedProcess[str]:
        """As root types it there."""
        environment = [
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME=/root",
            "LANG=C.UTF-8",
        ]
        inside = ["nsenter", "--target", str(self._first_process()), "--mount", "--uts", "--ipc", "--pid", "--cgroup"]
        return subprocess.run(
            [*inside, "env", "--ignore-environment", *environment, "bash", "-c", f"cd {cwd} && {command}"],
            input=typed, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def says(self, command: str, **how: str) -> str:
        done = self.run(command, **how)
        assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]
        return done.stdout.strip()

    def reboot(self) -> None:
        self.run("systemctl reboot")
        assert self.process.wait(PATIENCE) == ASKED_TO_REBOOT
        self.boot()

    def _first_process(self) -> int:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return int(children[0]) if children else 0
