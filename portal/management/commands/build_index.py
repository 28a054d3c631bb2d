import sys
import time
from collections.abc import Iterable
from functools import partial

from django.core.management.base import BaseCommand

from tqdm import tqdm

from directory.search import index
from directory.search.engine import Document
from portal import library_search


class Command(BaseCommand):
    help = "Build the search indexes anew. Searches use the old ones until the new ones are whole."

    def handle(self, *args, verbosity: int, **options) -> None:
        started = time.monotonic()
        listings = index.rebuild(partial(_watched, "listings", verbosity))
        pages = library_search.rebuild(partial(_watched, "pages", verbosity))
        self.stdout.write(f"Indexed {listings} listings and {pages} pages in {time.monotonic() - started:.1f} s.")


def _watched(what: str, verbosity: int, documents: Iterable[Document]) -> Iterable[Document]:
    """A bar, where somebody looks on."""
    quiet = None if verbosity else True
    return tqdm(documents, unit=f" {what}", desc="Indexing", file=sys.stderr, disable=quiet, leave=False)
