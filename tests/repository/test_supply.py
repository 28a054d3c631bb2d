"""S11: what is installed is what was tested: every package is pinned, hashed, and its licence is listed."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==([^\s;#\\]+)", re.MULTILINE)


def pins(*names):
    return {(named(name), version) for file in names for name, version in PIN.findall((ROOT / file).read_text())}


def named(name):
    """As PyPI compares names (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize(
    ("lock", "written"),
    [
        ("requirements.lock", ["requirements.txt"]),
        ("requirements-dev.lock", ["requirements.txt", "requirements-dev.txt"]),
    ],
)
def test_a_lock_holds_what_is_pinned_and_nothing_else(lock, written):
    assert pins(lock) == pins(*written), "make lock writes it anew"


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_has_its_hashes(lock):
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text().strip())
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_licence_of_every_package_is_listed():
    rows = [row.split("|") for row in (ROOT / "docs" / "licences.md").read_text().splitlines()[2:]]
    listed = {(named(row[1].strip()), row[2].strip()): row[3].strip() for row in rows}
    assert set(listed) == pins("requirements.txt"), "make licences writes it anew"
    assert "UNKNOWN" not in listed.values()
