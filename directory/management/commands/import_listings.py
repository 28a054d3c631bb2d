import sys
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tqdm import tqdm

from directory.spreadsheets.decoding import LARGEST_BYTES
from directory.spreadsheets.in_words import counts, excerpts, remarks_in_words
from directory.spreadsheets.operations import DirectoryChanged, apply_plan
from directory.spreadsheets.plan import Change, Plan
from directory.spreadsheets.planning import plan_import
from directory.spreadsheets.remarks import Refused, Remark

MOST_REMARKS = 100
AS_IT_WAS = "Nothing was changed."


class Command(BaseCommand):
    help = (
        "Take the listings of a CSV file, as export_listings writes them: all of it, or nothing. A listing is known "
        "again by its reference; docs/spreadsheets.md has the columns. New listings are published."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="only show what would change")

    def handle(self, *args: Any, file: Path, dry_run: bool, verbosity: int, **options: Any) -> None:
        started = time.monotonic()
        plan = self._plan(file, verbosity)
        for line in _first_of(remarks_in_words(plan)) if verbosity else ():
            self.stderr.write(line)
        if plan.faults:
            raise CommandError(_faults(plan.faults))
        if dry_run:
            self._show(plan)
        else:
            self._write(plan, verbosity)
        if verbosity:
            self.stdout.write(f"{counts(plan)} {AS_IT_WAS if dry_run else f'{time.monotonic() - started:.1f} s.'}")

    def _plan(self, file: Path, verbosity: int) -> Plan:
        try:
            with (
                file.open("rb") as opened,
                tqdm(unit=" listings", desc="Comparing", file=sys.stderr, disable=None if verbosity else True) as bar,
            ):
                return plan_import(data=opened.read(LARGEST_BYTES + 1), progress=bar.update)
        except Refused as error:
            raise CommandError(_faults([error.remark])) from error
        except OSError as error:
            raise CommandError(f"{file} could not be read: {error.strerror}. {AS_IT_WAS}") from error

    def _show(self, plan: Plan) -> None:
        for change in plan.changes:
            self.stdout.write(_in_words(change))

    def _write(self, plan: Plan, verbosity: int) -> None:
        if verbosity:
            self.stderr.write(f"Writing {len(plan.changes):,} listings, then the search index.")
        try:
            apply_plan(plan=plan, actor=None, now=timezone.now())
        except DirectoryChanged as error:
            raise CommandError(f"Somebody changed the directory meanwhile. {AS_IT_WAS} Start again.") from error


def _faults(faults: list[Remark]) -> str:
    return "\n".join([*_first_of(faults), AS_IT_WAS])


def _first_of(remarks: list[Remark]) -> list[str]:
    """A line each, and how many there are more."""
    more = [f"… and {len(remarks) - MOST_REMARKS:,} more."] if len(remarks) > MOST_REMARKS else []
    return [*map(str, remarks[:MOST_REMARKS]), *more]


def _in_words(change: Change) -> str:
    """The listing, and what is different, a line each."""
    title = f"{'new' if change.is_new else 'changed'}: {change.listing.reference} ({change.listing.name_en})"
    if change.is_new:
        return title
    return "\n".join([title, *("  {}: “{}” → “{}”".format(one.column, *excerpts(one)) for one in change.differences)])
