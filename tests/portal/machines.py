"""A machine with a portal of its own, run by the commands that its keeper types."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.kept import ROOT
from tests.portal.test_settings import COMPLETE


@dataclass(frozen=True)
class Machine:
    """`var` is its folder; `database` an address as PORTAL_DATABASE_URL takes it."""

    var: Path
    database: str

    def manage(self, *arguments: str | Path, typed: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "manage.py", *map(str, arguments)]
        return self._run(command, typed, {**self._production(), **settings})

    def fill(self, script: str) -> None:
        """Run a script of a test, with the portal's own code, on this machine's database."""
        settings = {"DJANGO_SETTINGS_MODULE": "portal.settings.test", "PORTAL_TEST_DATABASE_URL": self.database}
        done = self._run([sys.executable, "-m", "tests.referrals.process", str(self.var / "keys")], script, settings)
        assert done.returncode == 0, done.stderr[-4000:]

    def _production(self) -> dict[str, str]:
        own = {"PORTAL_VAR": str(self.var), "PORTAL_DATABASE_URL": self.database}
        keys = {"PORTAL_KEYS_DIR": str(self.var / "keys")}
        return {**COMPLETE, "DJANGO_SETTINGS_MODULE": "portal.settings.production", **own, **keys}

    def _run(self, command: list[str], typed: str, settings: dict[str, str]) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": os.environ["PATH"], **settings}
        return subprocess.run(
            command, cwd=ROOT, env=environment, input=typed, capture_output=True, text=True, check=False,
            start_new_session=True,
        )  # fmt: skip
