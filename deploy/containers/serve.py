"""What the units of systemd start, on $PORT."""

import os
import sys
from pathlib import Path

unit = Path("deploy/systemd/portal-web@.service").read_text(encoding="utf-8")
(command,) = (line.removeprefix("ExecStart=") for line in unit.splitlines() if line.startswith("ExecStart="))
program, *arguments = command.replace("%i", os.environ["PORT"]).split()
os.execv(sys.prefix + "/bin/" + Path(program).name, [program, *arguments])  # noqa: S606  no shell is meant
