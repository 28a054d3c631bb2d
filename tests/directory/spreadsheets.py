"""Spreadsheets of listings for tests: written from a few cells, imported and exported by the commands."""

import csv
import io
from io import StringIO

from django.core.management import call_command

COLUMNS = ("reference", "group", "name", "venue", "address", "postcode", "weekday", "start", "end")
TEA = {
    "reference": "LU-1",
    "group": "Acorns",
    "name": "Tea together",
    "venue": "Long Hall",
    "address": "Long Lane, Luton",
    "postcode": "LU4 8ZX",
    "weekday": "Tuesday",
    "start": "10:00",
    "end": "11:30",
}


def sheet(*rows, columns=()):
    """The text of a file with a row for each dictionary, and a column for all that any of them says."""
    named = list(dict.fromkeys([*columns, *(key for row in rows for key in row)])) or list(COLUMNS)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, named, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def import_sheet(path, text, *options):
    """What the command says, and what it warns of."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    out, err = StringIO(), StringIO()
    call_command("import_listings", str(path), *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def export_sheet(path):
    """The bytes of the file."""
    call_command("export_listings", str(path), stderr=StringIO())
    return path.read_bytes()


def exported_rows(path):
    return list(csv.DictReader(io.StringIO(export_sheet(path).decode("utf-8-sig"), newline="")))
