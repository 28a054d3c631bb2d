from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from directory.open_referral.incoming.files import Unreadable, services_in
from directory.open_referral.incoming.operations import FileRefused, Remark, import_services
from directory.open_referral.publisher import this_portal


class Command(BaseCommand):
    help = (
        "Take over services of another feed of Open Referral UK 3.0, as drafts: all of a file or nothing. Run again "
        "with a later file, it changes what it made before."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, help="JSON: one service, a list, a page of a list; or one a line.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done, and do nothing.")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        try:
            records = list(services_in(file.read_text(encoding="utf-8-sig")))
            outcome = import_services(records=records, by=this_portal(), dry_run=dry_run)
        except (OSError, UnicodeDecodeError, Unreadable) as error:
            raise CommandError(f"{file}: {error}") from error
        except FileRefused as error:
            for remark in error.remarks:
                self.stderr.write(_line(remark))
            raise CommandError(f"{error} Nothing was taken over.") from error
        for remark in outcome.remarks:
            self.stdout.write(_line(remark))
        counts = ", ".join(f"{count} {what}" for what, count in outcome.listings.items()) or "none"
        self.stdout.write(f"{'A dry run: nothing was written. ' if dry_run else ''}Listings: {counts}.")


def _line(remark: Remark) -> str:
    return f"Record {remark.number} ({remark.key or 'no id'}), {remark.complaint.where}: {remark.complaint.what}"
