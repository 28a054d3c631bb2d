import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from directory.spreadsheets.export import write_listings


class Command(BaseCommand):
    help = (
        "Write every listing that families find as a CSV file, which import_listings takes back. For staff alone: "
        "addresses that stay hidden are in it, marked in the column address_hidden."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="without it, the listings are printed")

    def handle(self, *args: Any, file: Path | None, **options: Any) -> None:
        if file is None:
            for line in write_listings():
                self.stdout.write(line, ending="")
            return
        try:
            self._keep(file)
        except OSError as error:
            raise CommandError(f"{file} could not be written: {error.strerror}.") from error
        self.stderr.write(f"The listings are in {file}. Keep them among staff: hidden addresses are in it.")

    def _keep(self, file: Path) -> None:
        """All of it or nothing, in a file that nobody else on this machine reads."""
        with tempfile.TemporaryDirectory(dir=file.absolute().parent) as folder:
            unfinished = Path(folder) / "listings.csv"
            with unfinished.open("x", encoding="utf-8", newline="") as out:
                out.writelines(write_listings())
            unfinished.chmod(0o600)
            unfinished.replace(file)
