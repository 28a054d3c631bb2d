"""A file that is not what it should be changes nothing, and says why in plain words; one that can be read is read."""

import csv
import io
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from django.core.management import CommandError

import pytest

from directory.models import Group, Listing, Session, Venue
from directory.spreadsheets.decoding import LARGEST_BYTES
from directory.spreadsheets.table import GUESSED
from tests.directory.spreadsheets import TEA, import_sheet, sheet
from tests.filled import copy_filled_library
from tests.kept import ROOT

GOOD = sheet(TEA | {"name": "Coffee – £2", "phone": "01632 960101"})
POLISH = sheet(TEA | {"name": "Coffee", "name_pl": "Środa"})
UNREADABLE = {
    "nothing": (b"", "The file is empty."),
    "lines without words": (b"\r\n\r\n", "The file is empty."),
    "a workbook": (b"PK\x03\x04" + b"\x00" * 99, "This is a workbook, not a CSV file. In Excel, choose “Save as”"),
    "an old workbook": (b"\xd0\xcf\x11\xe0" + b"\x00" * 99, "This is a workbook, not a CSV file."),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "The file cannot be read: it holds characters of no text."),
    "a web page": (b"<html><body>Tea</body></html>", "one of them has to be “reference”"),
    "data for machines": (b'[{"reference": "LU-1"}]', "one of them has to be “reference”"),
    "half of UTF-16": (GOOD.encode("utf-16")[:-1], "The characters are not UTF-16."),
    "UTF-16 without its mark": (GOOD.encode("utf-16-le"), "The file cannot be read: it holds characters of no text."),
    "null bytes": (GOOD.replace("Coffee", "Cof\x00fee").encode(), "Line 2: The file cannot be read"),
    "no header": (GOOD.partition("\n")[2].encode(), "The first row has to name the columns"),
    "no reference": (GOOD.replace("reference", "number").encode(), "one of them has to be “reference”"),
    "a column twice": (GOOD.replace("group", "Name").encode(), "Line 1, column “Name”: There are two columns"),
    "half of a session": (GOOD.replace("weekday", "day").encode(), "Line 1, column “weekday”: Weekday, start and end"),
    "a quotation mark": (GOOD.encode() + b'LU-2,"Oaks,Tea\r\n', "Line 3: The rows cannot be told apart from here"),
    "a short row": (GOOD.encode() + b"LU-2,Acorns\r\n", "Line 3: 2 cells, where the header has 10."),
    "a long row": (GOOD.strip().encode() + b",more\r\n", "Line 2: 11 cells, where the header has 10."),
    "letters of another code page": (POLISH.encode("cp1250"), "Line 2, column “name_pl”: The file is not UTF-8"),
    "letters that are lost": (POLISH.replace("Środa", "????").encode(), "Its letters were lost: only question marks"),
    "a hundred megabytes": (GOOD.encode() + b"x" * LARGEST_BYTES, "The file is larger than 64 MB."),
}
MANGLED_BY_EXCEL = [
    ("start", "0.416666667", "“0.416666667” is not a time: 10:00, 14:30, 10am or 2.30pm."),
    ("start", "01/09/2026 10:00", "“01/09/2026 10:00” is not a time"),
    ("end", "########", "“########” is not a time"),
    ("weekday", "01/09/2026", "“01/09/2026” is not a day of the week."),
    ("min_age_months", "02-Mar", "“02-Mar” is not a number of months."),
    ("phone", "1.63296E+09", "“1.63296E+09” is not a phone number. If Excel shortened it"),
    ("reference", "1.2E+05", "Excel shortened “1.2E+05”. Format the column as text."),
]


def state():
    return [list(model.objects.order_by("pk").values()) for model in (Listing, Session, Venue, Group)]


@pytest.fixture
def refused(directory, tmp_path):
    """A directory that knows the listing, and a file of that reference which is refused."""
    directory.listing("LU-1")

    def refused(data):
        before = state()
        with pytest.raises(CommandError) as error:
            import_sheet(tmp_path / "listings.csv", data)
        assert state() == before
        *why, last = str(error.value).splitlines()
        assert last == "Nothing was changed."
        return "\n".join(why)

    return refused


@pytest.mark.parametrize(("data", "why"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_spreadsheet_of_listings(refused, data, why):
    assert why in refused(data)


@pytest.mark.parametrize(("column", "cell", "why"), MANGLED_BY_EXCEL)
def test_what_excel_made_of_a_cell(refused, column, cell, why):
    assert refused(sheet(TEA | {"name": "Coffee", column: cell})).startswith(f"Line 2, column “{column}”: {why}")


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("reference", "01-Feb", "Line 2, column “reference”: “01-Feb” looks like a date that Excel made of it."),
        ("phone", "1632960101", "Line 2, column “phone”: “1632960101” may have lost its first 0."),
    ],
)
def test_what_excel_may_have_made_of_a_cell_is_told(directory, tmp_path, column, cell, told):
    assert told in import_sheet(tmp_path / "listings.csv", sheet(TEA | {column: cell}), "--dry-run")[1]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (GOOD.encode("utf-8-sig"), []),
        (GOOD.encode("utf-16"), []),
        (GOOD.encode("cp1252"), [GUESSED]),
        (GOOD.replace("\r\n", "\r").encode(), []),
    ],
    ids=["a byte order mark", "UTF-16", "Windows-1252", "line ends of old Macs"],
)
def test_a_file_that_can_be_read_is_read(directory, tmp_path, data, told):
    said, warned = import_sheet(tmp_path / "listings.csv", data)
    assert said.startswith("1 new")
    assert Listing.objects.get().name_en == "Coffee – £2"
    assert warned.splitlines()[:-1] == told


@pytest.mark.parametrize("separator", [";", "\t"])
def test_cells_may_be_apart_by_semicolons_or_tabs(directory, tmp_path, separator):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows([TEA, (TEA | {"weekday": "Tue;Fri", "venue": "A; B"}).values()])
    import_sheet(tmp_path / "listings.csv", out.getvalue())
    assert [session.weekday for session in Listing.objects.get().sessions.all()] == [1, 4]
    assert Venue.objects.get().name == "A; B"


def test_of_two_imports_at_once_each_goes_in_whole_or_not_at_all(tmp_path):
    copy_filled_library(tmp_path)
    environment = {**os.environ, "PORTAL_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "portal.settings.development"}
    imports = []
    for name in ("Coffee", "Cocoa"):
        path = tmp_path / f"{name}.csv"
        path.write_text(sheet(*(TEA | {"reference": f"LU-{n}", "name": name} for n in range(200))), encoding="utf-8")
        command = [sys.executable, "manage.py", "import_listings", str(path), "--verbosity", "0"]
        imports.append(subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True))
    failed = [said for said in (one.communicate(timeout=120)[1] for one in imports) if said]

    assert all("Somebody changed the directory meanwhile. Nothing was changed." in said for said in failed)
    assert len(failed) < len(imports)
    with closing(sqlite3.connect(Path(tmp_path) / "portal.sqlite3")) as database:
        names = "SELECT name_en, count(*) FROM directory_listing WHERE reference LIKE 'LU-%' GROUP BY name_en"
        ((_name, count),) = database.execute(names).fetchall()
    assert count == 200
