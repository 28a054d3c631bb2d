"""`manage.py backup FILE`, or a FOLDER, in which old ones are then pruned: all that the portal keeps, sealed."""

import base64
import binascii
import time
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from nacl.public import PrivateKey, PublicKey

from portal.backup import archive, databases
from portal.backup.keeping import kept
from referrals.keys.paper import to_paper

NAMED = "%Y%m%dT%H%M%SZ"


class Command(BaseCommand):
    help = "Keep the database, pictures and evidence in one file that only the key on paper opens; no keys, no index."
    requires_system_checks = ()  # it opens no referral, and has to work when other things do not

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("to", type=Path, nargs="?", help="a file that is not there yet, or a folder that is")
        parser.add_argument("--database-only", action="store_true", help="without pictures and evidence")
        parser.add_argument("--new-key", action="store_true", help="make the key that is kept on paper, and end")

    def handle(self, *, to: Path | None, database_only: bool, new_key: bool, **options) -> None:
        if new_key:
            self._new_key()
            return
        if to is None:
            raise CommandError("Name a file, or a folder.")
        kind, now = "database" if database_only else "all", timezone.now()
        file = to / f"{kind}-{now.astimezone(UTC):{NAMED}}.backup" if to.is_dir() else to
        if file.exists():
            raise CommandError(f"{file} is there already.")
        archive.clear_away(file.parent, now)
        self._write(file, now, with_files=not database_only)
        if to.is_dir():
            prune(to, kind, now)

    def _write(self, file: Path, now: datetime, *, with_files: bool) -> None:
        started = time.monotonic()
        try:
            manifest = archive.write(file, _public_key(), now=now, with_files=with_files)
        except (databases.Failed, OSError) as error:
            raise CommandError(f"Nothing was kept. {error}") from error
        self.stdout.write(
            f"{file}: {sum(manifest.contents.rows.values())} rows, {len(manifest.files)} files, "
            f"{file.stat().st_size / 1e6:.1f} MB, in {time.monotonic() - started:.1f} s."
        )

    def _new_key(self) -> None:
        pair = PrivateKey.generate()
        self.stdout.write("Write this on paper, twice, apart from the escrow key. It is stored nowhere:\n")
        self.stdout.write(f"  {to_paper(bytes(pair))}\n")
        self.stdout.write("Set this where backups are made:\n")
        self.stdout.write(f"  PORTAL_BACKUP_KEY={base64.b64encode(bytes(pair.public_key)).decode()}")


def prune(folder: Path, kind: str, now: datetime) -> None:
    """Delete what the rule does not keep. Each kind is counted by itself."""
    taken = {
        datetime.strptime(path.stem.rpartition("-")[2], NAMED).replace(tzinfo=UTC): path
        for path in folder.glob(f"{kind}-*.backup")
    }
    for at in taken.keys() - kept(taken, now):
        taken[at].unlink()


def _public_key() -> bytes:
    try:
        key = base64.b64decode(settings.BACKUP_KEY, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != PublicKey.SIZE:
        raise CommandError("PORTAL_BACKUP_KEY is no key. Make one with: manage.py backup --new-key")
    return key
