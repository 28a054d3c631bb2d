import re
import sqlite3
import sys
import time
import zipfile
import zlib
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tqdm import tqdm

from places.operations import FaultyFile, FaultyRow, Imported, NothingToKeep, UnknownFile, import_postcodes
from places.postcode_files import csv_files
from places.postcode_rows import Fault
from places.postcodes import OUTCODE

AS_IT_WAS = "The table of postcodes is as it was."
FAULTS = {
    Fault.COLUMNS: "not the columns of the other rows",
    Fault.POSTCODE: "no postcode",
    Fault.POSITION: "no position in the United Kingdom",
}


def areas_and_outcodes(text: str) -> frozenset[str]:
    """ "lu, SG5" as LU and SG5. Raises ArgumentTypeError."""
    names = frozenset(name.strip().upper() for name in text.split(",") if name.strip())
    for name in names:
        if not re.fullmatch(r"[A-Z]{1,2}", name) and not OUTCODE.fullmatch(name):
            raise ArgumentTypeError(f"{name} is no postcode area or district, as LU and LU4 are.")
    return names


class Command(BaseCommand):
    help = (
        "Make the table that says where each postcode lies, from Code-Point Open or from the ONS's directory (ONSPD or "
        "NSPL). All of the file is taken, or nothing. Searches use the old table until the new one is whole."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="a CSV, a folder of them, or a zip as downloaded")
        parser.add_argument(
            "--limit-to", type=areas_and_outcodes, default="", metavar="LU,AL,SG", help="keep these alone"
        )
        parser.add_argument("--skip-faulty", action="store_true", help="leave out faulty rows and take the others")

    def handle(self, *args: Any, file: Path, limit_to: frozenset[str], skip_faulty: bool, **options: Any) -> None:
        started = time.monotonic()
        try:
            with csv_files(file) as files, _bar(sum(one.size for one in files), options["verbosity"]) as bar:
                imported = import_postcodes(
                    files=files,
                    table=settings.PLACES_FILE,
                    limit=limit_to,
                    skip_faulty=skip_faulty,
                    progress=bar.update,
                )
        except FaultyFile as error:
            hint = "--skip-faulty leaves them out."
            raise CommandError("\n".join([*_faulty(error.imported), hint, AS_IT_WAS])) from error
        except UnknownFile as error:
            unknown = "neither Code-Point Open nor the ONS's directory (its header names pcds, lat and long)"
            raise CommandError(f"{error.file}, line {error.line}: {unknown}. {AS_IT_WAS}") from error
        except NothingToKeep as error:
            raise CommandError(f"No postcode to keep in {file}. {AS_IT_WAS}") from error
        except (OSError, EOFError, zipfile.BadZipFile, zlib.error, sqlite3.Error) as error:
            raise CommandError(f"{file} could not be imported: {error}. {AS_IT_WAS}") from error
        except KeyboardInterrupt as error:
            raise CommandError(f"Stopped. {AS_IT_WAS}", returncode=130) from error
        self._report(imported, time.monotonic() - started)

    def _report(self, imported: Imported, seconds: float) -> None:
        for line in _faulty(imported):
            self.stderr.write(line)
        self.stdout.write(
            f"Kept {imported.kept:,} postcodes in {seconds:.1f} s. Left out {imported.unplaced:,} without a position, "
            f"{imported.outside:,} elsewhere, {imported.faulty:,} faulty."
        )


def _bar(size: int, verbosity: int) -> tqdm:
    """A bar of bytes in a terminal, and nothing where nobody watches."""
    quiet = True if verbosity == 0 else None
    return tqdm(total=size, unit="B", unit_scale=True, desc="Reading", file=sys.stderr, disable=quiet)


def _faulty(imported: Imported) -> list[str]:
    """The first faulty rows by line, and how many there are in all."""
    if not imported.faulty:
        return []
    return [*(_in_words(row) for row in imported.first_faulty), f"{imported.faulty:,} faulty rows."]


def _in_words(row: FaultyRow) -> str:
    return f"{row.file}, line {row.line}: {FAULTS[row.fault]}"
