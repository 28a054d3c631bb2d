"""The standard's own schemas, read from wherever somebody put them: they are no part of the portal.

The folder has `uk-3.0`, as in OpenReferralUK/oruk-validator, and may have `hsds-3.0`, as in openreferral/specification.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from directory.open_referral.checking.rules import Fault, Judge, schema_faults
from directory.open_referral.record import Record

KINDS = {
    "services": "service",
    "service_at_locations": "service_at_location",
    "organizations": "organization",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}
# The official schema of this list is that of one organization, which no page of them can be.
NO_LIST = "organizations list"
HSDS = "https://hsds.invalid/"


def official_judge(folder: Path) -> Judge | None:
    """By the profile for the UK, and by the international standard where its schemas are there; None without both."""
    if not (folder / "uk-3.0" / "service.json").is_file():
        return None
    of_name: dict[str, list[Any]] = {name: [_uk(folder, kind)] for name, kind in KINDS.items()}
    of_name |= {f"{name} list": [_uk(folder, f"{kind}_list")] for name, kind in KINDS.items()}
    of_name[NO_LIST] = []
    if (folder / "hsds-3.0").is_dir():
        for name, kind in KINDS.items():
            of_name[name].append(_hsds(folder, kind))

    def judge(name: str, record: Record) -> Iterator[Fault]:
        for validator in of_name[name]:
            yield from schema_faults(validator, name, record)

    return judge


def _uk(folder: Path, name: str) -> Any:
    return _validator(_read(folder / "uk-3.0" / f"{name}.json"))


def _hsds(folder: Path, name: str) -> Any:
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    files = (folder / "hsds-3.0").glob("*.json")
    parts = [(HSDS + file.name, DRAFT202012.create_resource(_read(file))) for file in files]
    return _validator({"$ref": f"{HSDS}{name}.json"}, registry=Registry().with_resources(parts))


def _validator(schema: Any, **more: Any) -> Any:
    from jsonschema import Draft202012Validator  # slow to load, and no page needs it

    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER, **more)


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
