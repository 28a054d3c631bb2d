"""What the last check of the feed found, kept in a file for the status page."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from directory.open_referral.checking.rules import Fault

FAULTS_KEPT = 50


@dataclass(frozen=True)
class Report:
    """`records` is how many of each endpoint were read; `faults` are the first of `faults_found`."""

    checked_at: datetime
    with_official_schemas: bool
    records: Mapping[str, int]
    faults_found: int
    faults: tuple[Fault, ...]


def keep(report: Report) -> None:
    """In place of the one before, whole or not at all."""
    path = Path(settings.OPEN_REFERRAL_REPORT)
    data = asdict(report) | {
        "checked_at": report.checked_at.isoformat(),
        "faults": [asdict(one) for one in report.faults],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    written = path.with_suffix(".new")
    written.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    written.replace(path)


def latest_report() -> Report | None:
    """None before the first check, or where the file cannot be read."""
    try:
        data = json.loads(Path(settings.OPEN_REFERRAL_REPORT).read_text(encoding="utf-8"))
        faults = tuple(Fault(**one) for one in data.pop("faults"))
        return Report(checked_at=datetime.fromisoformat(data.pop("checked_at")), faults=faults, **data)
    except (OSError, ValueError, KeyError, TypeError):
        return None
