"""A peer of the importer: takes a spreadsheet as the CMS takes forms, with `full_clean` and `save` for each listing.

`python -m benchmarks.one_by_one FILE`, for files of benchmarks.import_listings alone: it checks nothing else.
"""

import csv
import sys
from pathlib import Path

import django
from django.db import transaction
from django.utils.text import slugify

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def main(path: Path) -> None:
    django.setup()
    from directory.models import Listing

    with path.open(encoding="utf-8", newline="") as file, transaction.atomic():
        listing = None
        for row in csv.DictReader(file):
            if row["name"]:
                _save(listing)
                listing = Listing.objects.filter(reference=row["reference"]).first() or Listing(sessions=[])
                _fill(listing, row)
            listing.sessions.add(_session(row))
        _save(listing)


def _fill(listing, row: dict[str, str]) -> None:
    from directory.models import Category, Group

    texts = {name: text for name, text in row.items() if name.startswith(("name_", "description_"))}
    facts = {
        "reference": row["reference"],
        "slug": slugify(row["reference"]),
        "group": _one(Group, row["group"]),
        "name_en": row["name"],
        "summary_en": row["summary"],
        "description_en": row["description"],
        "age_from_months": int(row["min_age_months"]),
        "age_to_months": int(row["max_age_months"]),
        "cost_pence": round(float(row["cost"].replace("free", "0")) * 100) if row["cost"] else None,
        "languages_spoken": ["en", "ur"],
        "booking": row["booking"],
        "step_free": "yes",
    }
    for name, value in {**texts, **facts}.items():
        setattr(listing, name, value)
    listing.categories = list(Category.objects.filter(label_en__in=row["categories"].split(";")))


def _session(row: dict[str, str]):
    from directory.models import Session, Venue

    venue = _one(Venue, row["venue"], address=row["address"], postcode=row["postcode"])
    return Session(weekday=DAYS.index(row["weekday"]), starts=row["start"], ends=row["end"], venue=venue)


def _one(model, name: str, **facts: str):
    record = model.objects.filter(name=name, **facts).first()
    if record is None:
        record = model(key=slugify("-".join((name, *facts.values())))[:50], name=name, **facts)
        record.full_clean()
        record.save()
    return record


def _save(listing) -> None:
    if listing is not None:
        listing.full_clean()
        for session in listing.sessions.all():
            session.full_clean(exclude=["listing"])
        listing.save()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
