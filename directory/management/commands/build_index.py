import time

from django.core.management.base import BaseCommand

from directory.search import index


class Command(BaseCommand):
    help = "Build the search index anew. Searches use the old one until the new one is whole."

    def handle(self, *args, **options) -> None:
        started = time.monotonic()
        count = index.rebuild()
        self.stdout.write(f"Indexed {count} listings in {time.monotonic() - started:.1f} s.")
