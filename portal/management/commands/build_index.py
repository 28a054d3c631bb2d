import time

from django.core.management.base import BaseCommand

from directory.search import index
from portal import library_search


class Command(BaseCommand):
    help = "Build the search indexes anew. Searches use the old ones until the new ones are whole."

    def handle(self, *args, **options) -> None:
        started = time.monotonic()
        listings, pages = index.rebuild(), library_search.rebuild()
        self.stdout.write(f"Indexed {listings} listings and {pages} pages in {time.monotonic() - started:.1f} s.")
