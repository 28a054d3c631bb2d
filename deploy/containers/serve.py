"""What the units of systemd start, on $PORT, and what they do after it ended."""

import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

UNIT = Path("deploy/systemd/portal-web@.service").read_text(encoding="utf-8")


def command(key: str) -> list[str]:
    (line,) = (line.partition("=")[2] for line in UNIT.splitlines() if line.startswith(f"{key}="))
    return shlex.split(line.lstrip("-").replace("%i", os.environ["PORT"]).replace("%j", os.environ["PORTAL_ROLE"]))


program, *arguments = command("ExecStart")
process = subprocess.Popen([sys.prefix + "/bin/" + Path(program).name, *arguments])
signal.signal(signal.SIGTERM, lambda *_: process.terminate())
ended = process.wait()
subprocess.run(command("ExecStopPost"), check=False)
sys.exit(abs(ended))
