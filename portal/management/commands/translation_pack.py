"""`manage.py translation_pack out ur ur.zip` and `… in ur ur.zip`: all there is to translate into a language."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal.languages import ENGLISH, LANGUAGES
from portal.packs.pack import NotAPack, read_pack, write_pack


class Command(BaseCommand):
    help = "Write a language's pack, or take one in: the interface into the source, the rest into the database."

    def add_arguments(self, parser) -> None:
        parser.add_argument("direction", choices=["out", "in"])
        parser.add_argument("language", choices=[language.code for language in LANGUAGES if language != ENGLISH])
        parser.add_argument("file", type=Path)

    def handle(self, *args, direction: str, language: str, file: Path, **options) -> None:
        if direction == "out":
            file.write_bytes(write_pack(language))
            self.stdout.write(f"Wrote {file}.")
            return
        try:
            outcome = read_pack(file.read_bytes(), language, actor=None, with_software=True)
        except (OSError, NotAPack) as error:
            raise CommandError(f"Nothing was changed. {error}") from error
        if outcome.refused:
            lines = [f"{line.file}: {line.english[:80]!r} {line.reason}" for line in outcome.refused]
            raise CommandError("\n".join([*lines, f"Nothing was changed: {len(lines)} lines were refused."]))
        self.stdout.write(f"{outcome.changed} lines went in.")
