"""The index of listings, and how it is kept true to the database."""

from collections.abc import Collection, Iterable

from directory.models import Listing
from directory.search.documents import documents
from directory.search.engine import Document, Results, SearchQuery
from directory.search.kept_index import KeptIndex


def find(query: SearchQuery) -> Results:
    """What families find; see KeptIndex.find."""
    return _index.find(query)


def rebuild() -> int:
    """Index every listed listing in place of all that was indexed; how many there are."""
    _index.rebuild()
    return Listing.objects.listed().count()


def refresh(keys: Collection[int]) -> None:
    """Make the index say of these listings what the database says: their words, or nothing if they are not listed."""
    listed = Listing.objects.listed().filter(pk__in=keys)
    _index.update(documents(listed), remove=set(keys) - set(listed.values_list("pk", flat=True)))


def _listed() -> Iterable[Document]:
    return documents(Listing.objects.listed())


_index = KeptIndex("SEARCH_INDEX_DIR", _listed)
