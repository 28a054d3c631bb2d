"""How long an import of 10,000 listings takes, and how much memory: `python -m benchmarks.import_listings [COUNT]`.

Each has words in seven languages, one to three sessions, and a place among 2,000; a row is a session. In folders of
their own, into directories without groups: first 1,000 listings, by us and as the CMS would save them; then COUNT, all
new, then the same file, then one with every other summary changed; then the export, which has to be the same file after
an import of itself.
"""

import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.listings import documents

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("en", "ur", "pl", "ro", "bn", "pa", "gu")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PLACES, GROUPS = 2_000, 500
PEERS_COUNT = 1_000
TEXTS = [f"{field}{'' if code == 'en' else f'_{code}'}" for field in ("name", "description") for code in LANGUAGES]
OTHERS = (
    "reference", "group", "summary", "categories", "min_age_months", "max_age_months", "cost", "venue", "address",
    "postcode", "weekday", "start", "end", "languages", "booking", "access",
)  # fmt: skip


def rows(count: int, summary: str) -> Iterator[dict[str, str]]:
    for document in documents(count):
        chance = random.Random(document.key)
        texts = {text.language: text for text in document.texts}
        words = [texts[code].name[:120] for code in LANGUAGES] + [texts[code].body for code in LANGUAGES]
        own = dict(zip(TEXTS, words, strict=True)) | {
            "reference": f"LU-{document.key}",
            "group": f"Group {document.key % GROUPS}",
            "summary": summary if document.key % 2 else "Every week.",
            "categories": f"Play;Word {document.key % 100}",
            "min_age_months": "0",
            "max_age_months": str(12 * chance.randrange(1, 18)),
            "cost": chance.choice(("free", "", "2.50")),
            "languages": "English;Urdu",
            "booking": "required",
            "access": "step-free: yes",
        }
        for day in chance.sample(DAYS, chance.choice((1, 1, 2, 3))):
            place = chance.randrange(PLACES)
            where = {
                "venue": f"Hall {place}",
                "address": f"{place} Long Lane, Luton",
                "postcode": f"LU{place % 4 + 1} 1ZX",
            }
            yield {**own, **where, "weekday": day, "start": "10:00", "end": "11:30"}
            own = {"reference": own["reference"]}


def written(path: Path, count: int, summary: str) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, [*OTHERS, *TEXTS])
        out.writeheader()
        out.writerows(rows(count, summary))
    return path


def measured(what: str, folder: Path, *command: str) -> float:
    """Run Python, print how long it took, on the clock and of a processor, and how much memory. Gives the second: it is
    the same however busy the machine is."""
    environment = {**os.environ, "PORTAL_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "portal.settings.development"}
    started = time.perf_counter()
    run = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    _pid, status, used = os.wait4(run.pid, 0)
    taken = time.perf_counter() - started
    if status:
        sys.exit(f"{what}: failed")
    processor, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    print(f"{what:<28} {taken:>7.1f} s {processor:>7.1f} s of a processor {memory:>7.0f} MB", flush=True)
    return processor


def imported(what: str, folder: Path, path: Path) -> float:
    return measured(what, folder, "manage.py", "import_listings", str(path), "--verbosity", "0")


def beside_the_peer(folder: Path) -> None:
    ours, peers = folder / "ours", folder / "peers"
    for one in (ours, peers):
        measured("an empty database", one, "manage.py", "migrate", "--verbosity", "0")
    path = written(folder / "few.csv", PEERS_COUNT, "Every week.")
    took = imported(f"{PEERS_COUNT:,} new", ours, path)
    peer_took = measured("the same, one by one", peers, "-m", "benchmarks.one_by_one", str(path))
    print(f"Ratio of ours to theirs, of a processor: {took / peer_took:.2f}")


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        beside_the_peer(folder)
        measured("an empty database", folder, "manage.py", "migrate", "--verbosity", "0")
        first = written(folder / "first.csv", count, "Every week.")
        second = written(folder / "second.csv", count, "Every second week.")
        print(f"{count:,} listings in {sum(1 for _ in rows(count, '')):,} rows, {first.stat().st_size / 2**20:.0f} MB")
        imported(f"{count:,} new", folder, first)
        imported("the same again", folder, first)
        imported("half of them changed", folder, second)
        before, after = folder / "before.csv", folder / "after.csv"
        measured("export", folder, "manage.py", "export_listings", str(before))
        imported("the export imported", folder, before)
        measured("export", folder, "manage.py", "export_listings", str(after))
        print("The exports are the same." if before.read_bytes() == after.read_bytes() else "The exports differ!")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
