"""`manage.py restore FILE …` on an empty machine, with the paper: what `backup` kept, and whether it is all there."""

import sys
import time
from getpass import getpass
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.backup import archive, databases
from portal.backup.sealed_file import NotWhole
from referrals.keys.paper import from_paper

NEXT = """Next: manage.py migrate; on PostgreSQL referrals/postgresql/roles.sql; manage.py build_index; collectstatic.
The teams' keys are in no backup. Put their files back, or: referral_keys rotate TEAM for each, then recover."""


class Command(BaseCommand):
    help = "Fill an empty portal. Of several backups the last one's database is taken, and the files of all."
    requires_system_checks = ()  # there is nothing yet to check

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="one of all, and a later database")

    def handle(self, *, files: list[Path], **options) -> None:
        private_key, started = _from_paper(), time.monotonic()
        try:
            with archive.workplace() as folder:
                manifests = [archive.unpack(file, private_key, folder) for file in files]
                archive.put_back(folder, manifests[-1])
        except databases.NotEmpty as error:
            raise CommandError("Nothing was changed: there is a portal here already.") from error
        except (NotWhole, archive.NotTheSame, databases.Failed, OSError) as error:
            raise CommandError(str(error)) from error
        kept = manifests[-1]
        self.stdout.write(
            f"As of {kept.made_at}: {sum(kept.contents.rows.values())} rows in {len(kept.contents.rows)} tables, "
            f"{sum(len(manifest.files) for manifest in manifests)} files, {' '.join(map(str, kept.contents.record))}; "
            f"all as they were kept. {time.monotonic() - started:.1f} s."
        )
        self.stdout.write(NEXT)


def _from_paper() -> bytes:
    asked = "What the paper says: "
    try:
        return from_paper(getpass(asked) if sys.stdin.isatty() else sys.stdin.readline())
    except ValueError as error:
        raise CommandError(str(error)) from error
