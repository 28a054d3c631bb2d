"""Whether the record of who read what is whole."""

from django.core.management.base import BaseCommand, CommandError

from referrals import audit


class Command(BaseCommand):
    help = "Look through the record and the anchors; fails, and says where, if anything was changed."

    def handle(self, **options) -> None:
        if found := audit.problems():
            raise CommandError("The record is not whole.\n" + "\n".join(found))
        end = audit.last()
        self.stdout.write(f"Whole: {end.number} entries, the last {end.hash}" if end else "There are no entries yet.")
