"""What the portal takes as it grows: memory, index, and the time of its pages and of its feed.

    make bench-growth        for 500, 5,000 and 50,000 listings and up to 1,000 pages, in seven languages: an hour
    python -m benchmarks.growth --size 500:100 --times 10        a minute or two

The site is served as production serves it (granian, two workers); who asks is on the same machine, one request after
another. Times are in milliseconds: of the processor / p50 / p95, after three requests that are not counted. The first
hardly knows what else the machine does.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from http.client import HTTPConnection
from itertools import cycle
from pathlib import Path
from statistics import quantiles
from urllib.parse import quote

import psycopg

from benchmarks import processes
from benchmarks.listings import vocabulary
from tests.filled import copy_filled_library
from tests.kept import ROOT
from tests.referrals.server import HOST, Server, serving

SIZES = ["500:100", "5000:100", "50000:1000"]
TIMES, WARM = 40, 3
ASKING = {"Host": HOST, "X-Forwarded-Proto": "https", "Accept-Encoding": "br, gzip"}
# A query of its own keeps an address from its page file.
MADE = "?each=time"
TOPIC = "/en/self-help/play-1-2/"
SEARCH = "/en/groups/"
FEED = "/open-referral/services?per_page=100&page={}"
Row = dict[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", action="append", help="LISTINGS:PAGES; again for more.")
    parser.add_argument("--times", type=int, default=TIMES, help="Each page.")
    parser.add_argument("--database", help="An empty PostgreSQL, which holds the index too; of one size. Else SQLite.")
    asked = parser.parse_args()
    print(f"{time.strftime('%d %B %Y')}; others' load before: {os.getloadavg()[0]:.1f} of {os.cpu_count()} processors")
    rows = [measure(*map(int, size.split(":")), asked.times, asked.database) for size in asked.size or SIZES]
    print("\n" + table(rows))


def measure(listings: int, pages: int, times: int, address: str | None) -> Row:
    with tempfile.TemporaryDirectory(prefix="bench-growth-") as name:
        folder = Path(name)
        if not address:
            copy_filled_library(folder)
        index = {"PORTAL_SEARCH_DATABASE_URL": address} if address else {}
        url = address or f"sqlite:///{folder}/portal.sqlite3"
        prepared = _prepare(Server(url, folder, PORTAL_ROLE="cms", **index), listings, pages)
        prepared |= _size_of_postgresql(address) if address else _sizes(folder)
        with serving(url, folder, **index) as server:
            row = {"": f"{listings:,} listings, {pages:,} pages", **prepared, **_times(server, listings, times)}
            row["a worker, MB"] = " and ".join(f"{processes.megabytes(worker):.0f}" for worker in server.workers())
        return row


def _prepare(editor: Server, listings: int, pages: int) -> Row:
    editor.manage("migrate", "--verbosity", "0")
    _run(editor, "-m", "benchmarks.growth_rows", str(listings), str(pages))
    started = time.perf_counter()
    editor.manage("build_index", "--verbosity", "0")
    built = time.perf_counter() - started
    return {"build, s": f"{built:.0f}"}


def _run(editor: Server, *command: str) -> None:
    subprocess.run([sys.executable, *command], cwd=ROOT, env=editor.environment, check=True)


def _size_of_postgresql(address: str) -> Row:
    with psycopg.connect(address) as database:
        (size,) = database.execute("SELECT pg_database_size(current_database())").fetchone() or (0,)
    return {"database with both indexes, MB": f"{size / 1e6:.1f}"}


def _sizes(var: Path) -> Row:
    folders = {"database, MB": "portal.sqlite3*", "index, MB": "index/**/*", "pages' index, MB": "library-index/**/*"}
    return {name: f"{sum(_bytes(path) for path in var.glob(kind)) / 1e6:.1f}" for name, kind in folders.items()}


def _bytes(path: Path) -> int:
    return 0 if path.is_symlink() or not path.is_file() else path.stat().st_size


def _times(server: Server, listings: int, times: int) -> Row:
    last = FEED.format(-(-listings // 100))
    words = cycle(word.text for word in vocabulary("en").words[5:800:3])
    asked: Mapping[str, Callable[[], str]] = {
        "home": lambda: f"/en/{MADE}",
        "list of topics": lambda: f"/en/self-help/{MADE}",
        "a topic": lambda: TOPIC + MADE,
        "things to do": lambda: f"/en/activities/{MADE}",
        "home, as a file": lambda: "/en/",
        "list of topics, as a file": lambda: "/en/self-help/",
        "a topic, as a file": lambda: TOPIC,
        "list of groups": lambda: SEARCH,
        "its last page": lambda: f"{SEARCH}?page={listings // 20}",
        "soonest first": lambda: f"{SEARCH}?sort=soonest",
        "a search": lambda: f"{SEARCH}?q={quote(next(words))}",
        "a search near": lambda: f"{SEARCH}?q={quote(next(words))}&near=LU1",
        "a group": lambda: f"{SEARCH}listing-1/",
        "feed, first page": lambda: FEED.format(1),
        "feed, last page": lambda: last,
        "feed, one service": _services(server, last),
    }
    return {name: _timed(server, address, times) for name, address in asked.items()}


def _services(server: Server, address: str) -> Callable[[], str]:
    found = re.findall(rb'"id": ?"([0-9a-f-]{36})"', _ask(server, address))
    return lambda: f"/open-referral/services/{found[0].decode()}"


def _timed(server: Server, address: Callable[[], str], times: int) -> str:
    for _ in range(WARM):
        _ask(server, address())
    before = _processor(server)
    took = list(_milliseconds(server, address, times))
    cuts = quantiles(took, n=20)
    figures = ((_processor(server) - before) / times, cuts[9], cuts[18])
    return " / ".join(f"{one:.0f}" if one >= 10 else f"{one:.1f}" for one in figures)


def _processor(server: Server) -> float:
    """Milliseconds of the workers so far."""
    return processes.seconds(server.workers()) * 1000


def _milliseconds(server: Server, address: Callable[[], str], times: int) -> Iterator[float]:
    for _ in range(times):
        path = address()
        started = time.perf_counter()
        _ask(server, path)
        yield (time.perf_counter() - started) * 1000


def _ask(server: Server, path: str) -> bytes:
    with closing(HTTPConnection("127.0.0.1", server.port, timeout=120)) as connection:
        connection.request("GET", path, headers=ASKING)
        response = connection.getresponse()
        body = response.read()
    if response.status != 200:
        raise ValueError(f"{response.status} {path}")
    return body


def table(rows: list[Row]) -> str:
    """In Markdown, a column a size."""
    head, *names = rows[0]
    lines = [[head, *(row[head] for row in rows)], ["---"] * (len(rows) + 1)]
    lines += [[name, *(row[name] for row in rows)] for name in names]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    main()
