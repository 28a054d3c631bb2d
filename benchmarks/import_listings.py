"""How long an import of 10,000 listings takes, and how much memory: `python -m benchmarks.import_listings [COUNT]`.

Each has words in seven languages, one to three sessions, and a place among 2,000. In a folder of its own, into a
directory without groups: all new, then the same file, then one with every other summary changed; then the export, which
has to be the same file after an import of itself.
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


def measured(what: str, folder: Path, *arguments: str) -> None:
    """Run manage.py, and print how long it took and how much memory all of it needed at once."""
    environment = {**os.environ, "PORTAL_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "portal.settings.development"}
    started = time.perf_counter()
    manage = subprocess.Popen([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment)
    _pid, status, used = os.wait4(manage.pid, 0)
    if status:
        sys.exit(f"{what}: failed")
    print(f"{what:<24} {time.perf_counter() - started:>7.1f} s {used.ru_maxrss / 1024:>7.0f} MB", flush=True)


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measured("an empty database", folder, "migrate", "--verbosity", "0")
        first = str(written(folder / "first.csv", count, "Every week."))
        second = str(written(folder / "second.csv", count, "Every second week."))
        measured(f"{count:,} new", folder, "import_listings", first, "--verbosity", "0")
        measured("the same again", folder, "import_listings", first, "--verbosity", "0")
        measured("half of them changed", folder, "import_listings", second, "--verbosity", "0")
        before, after = folder / "before.csv", folder / "after.csv"
        measured("export", folder, "export_listings", str(before))
        measured("the export imported", folder, "import_listings", str(before), "--verbosity", "0")
        measured("export", folder, "export_listings", str(after))
        print("The exports are the same." if before.read_bytes() == after.read_bytes() else "The exports differ!")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
