"""Launch day on this machine: as many families as are expected in an hour, at their pace, for some minutes.

DJANGO_SETTINGS_MODULE=portal.settings.test python -m benchmarks.launch_day [--minutes 5] [--families 7500]

The site is served as production serves it (granian, two workers, no private key); the families are on the same machine.
Each reads twelve pages, one link after another, and searches twice; one in twenty answers the questionnaire, one in a
hundred sends a referral. Then fifty fill in the form at the same time. It ends with 1 where a bar is missed.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from threading import Event, Thread

import django

django.setup()

from benchmarks import processes  # noqa: E402  once the apps are there
from benchmarks.families import LANGUAGES, Reader, Seen, come  # noqa: E402  once the apps are there
from tests.filled import ROOT, copy_filled_library  # noqa: E402
from tests.referrals.server import Server, serving  # noqa: E402

SECONDS_A_STEP = 2.0
JOURNEYS_AT_ONCE = 50
BARS = {"page": 300, "search": 300, "question": 300, "form step": 400, "sending": 1000}  # p95, in milliseconds


def launch(port: int, seen: Seen, families_an_hour: int, minutes: float) -> int:
    """Families come one by one, at random moments; how many came."""
    ends, came = time.monotonic() + minutes * 60, 0
    with ThreadPoolExecutor(400) as pool:
        while time.monotonic() < ends:
            pool.submit(come, Reader(port, seen, random.choice(LANGUAGES)))
            came += 1
            time.sleep(random.expovariate(families_an_hour / 3600))
    return came


def journeys(port: int, seen: Seen) -> None:
    with ThreadPoolExecutor(JOURNEYS_AT_ONCE) as pool:
        readers = [Reader(port, seen, wait=SECONDS_A_STEP) for _ in range(JOURNEYS_AT_ONCE)]
        list(pool.map(Reader.ask_for_help, readers))


class Burden:
    """What the server costs, looked at every second: processors, and memory that is its own."""

    def __init__(self, server: Server) -> None:
        self.server, self.memory, self.ended = server, 0.0, Event()
        self.started, self.used = time.monotonic(), self._seconds()
        self.thread = Thread(target=self._watch)
        self.thread.start()

    def end(self) -> str:
        self.ended.set()
        self.thread.join()
        share = (self._seconds() - self.used) / (time.monotonic() - self.started)
        return f"{share:.2f} of {os.cpu_count()} processors, {self.memory:.0f} MB at most"

    def _watch(self) -> None:
        while not self.ended.wait(1):
            self.memory = max(self.memory, sum(map(processes.megabytes, self._processes())))

    def _processes(self) -> list[int]:
        return [self.server.main.pid, *self.server.workers()]

    def _seconds(self) -> float:
        return processes.seconds(self._processes())


def tell(what: str, seen: Seen, burden: str, seconds: float) -> bool:
    """A table; whether every bar holds."""
    print(f"\n{what}: {sum(map(len, seen.took.values())) / seconds:.1f} requests a second; the server took {burden}")
    print(f"{'':12}{'requests':>10}{'failed':>8}{'p50 ms':>8}{'p95 ms':>8}{'p99 ms':>8}{'bar':>8}")
    holds = not any(seen.failed.values())
    for kind, took in sorted(seen.took.items()):
        cuts = quantiles(took, n=100) if len(took) > 1 else took * 99
        bar = BARS.get(kind)
        holds = holds and (bar is None or cuts[94] < bar)
        figures = f"{cuts[49]:8.0f}{cuts[94]:8.0f}{cuts[98]:8.0f}{bar or '':>8}"
        print(f"{kind:12}{len(took):>10}{len(seen.failed[kind]):>8}{figures}")
    for kind, failures in seen.failed.items():
        if failures:
            print(f"{kind}: {sorted(set(failures))[:5]}")
    return holds


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--families", type=int, default=7_500, help="in an hour")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, filled_site(Path(folder)) as server:
        print(f"Others' load before: {os.getloadavg()[0]:.1f}")
        return 0 if run(server, asked.families, asked.minutes) else 1


def run(server: Server, families: int, minutes: float) -> bool:
    seen, burden, started = Seen(), Burden(server), time.monotonic()
    came = launch(server.port, seen, families, minutes)
    what = f"{came} families in {minutes:g} minutes, {families} an hour"
    holds = tell(what, seen, burden.end(), time.monotonic() - started)
    seen, burden, started = Seen(), Burden(server), time.monotonic()
    journeys(server.port, seen)
    return (
        tell(f"{JOURNEYS_AT_ONCE} referrals at the same time", seen, burden.end(), time.monotonic() - started) and holds
    )


@contextmanager
def filled_site(folder: Path) -> Iterator[Server]:
    """As `make run` fills it, served as production serves it."""
    copy_filled_library(folder)
    fill = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.development", "PORTAL_VAR": str(folder)}
    fill["PORTAL_KEYS_DIR"] = str(folder / "keys")
    for command in ("migrate", "seed", "build_index"):
        subprocess.run(
            [sys.executable, "manage.py", command], cwd=ROOT, env=fill, check=True, stdout=subprocess.DEVNULL
        )
    # Kept from the process that serves families, which would not start where it could read them.
    (folder / "keys").rename(folder / "keys-of-the-teams")
    with serving(f"sqlite:///{folder}/portal.sqlite3", folder) as server:
        yield server


if __name__ == "__main__":
    sys.exit(main())
