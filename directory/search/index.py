"""The index of listings, and how it is kept true to the database."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from django.utils import timezone

from directory.ages import bands_of
from directory.freshness import fresh_since
from directory.models import Category, Listing
from directory.search.documents import documents
from directory.search.engine import ENGLISH, Document, Near, Results, SearchQuery
from directory.search.kept_index import KeptIndex
from directory.search.phrases import CategoryWords, categories_named
from directory.search.questions import read_question
from places.queries import position_of

Watched = Callable[[Iterable[Document]], Iterable[Document]]


def find(query: SearchQuery) -> Results:
    """What families find, who may ask a whole question; see KeptIndex.find."""
    return _index.find(_understood(query))


def _understood(query: SearchQuery) -> SearchQuery:
    """What a question says of days, ages, money and a place is no word to look for: it says who comes first."""
    said = read_question(query.words, query.language)
    preferred = {
        "day": frozenset(map(str, said.days)),
        "part": said.parts,
        "free": frozenset({"yes"} if said.free else ()),
        "age": bands_of(*said.ages_months) if said.ages_months else frozenset(),
        "category": _categories_named(query),
    }
    position = position_of(said.place) if said.place and not query.near else None
    return replace(
        query,
        words=said.words,
        preferred={facet: values for facet, values in preferred.items() if values},
        near=Near(position.point) if position else query.near,
        fresh_since=fresh_since(timezone.localdate()),
    )


def _categories_named(query: SearchQuery) -> frozenset[str]:
    """Who only filters names none, and need not wait for the categories."""
    words = query.words.strip() and _category_words(query.language)
    return categories_named(query.words, query.language, words) if words else frozenset()


def _category_words(language: str) -> tuple[CategoryWords, ...]:
    """Of the reader's language and of English."""
    categories = Category.objects.order_by("key")
    return tuple(
        (key, code, label or "", synonyms or "")
        for code in sorted({language, ENGLISH})
        for key, label, synonyms in categories.values_list("key", f"label_{code}", f"synonyms_{code}")
    )


def rebuild(watched: Watched = iter) -> int:
    """Index every listed listing in place of all that was indexed; how many there are."""
    _index.rebuild(watched)
    return Listing.objects.listed().count()


def refresh(keys: Collection[int]) -> None:
    """See KeptIndex.refresh."""
    _index.refresh(keys)


def note_change(keys: Collection[int]) -> None:
    """See KeptIndex.note_change."""
    _index.note_change(keys)


def refresh_changed() -> None:
    """See KeptIndex.refresh_changed."""
    _index.refresh_changed()


def _listed(keys: Collection[int] | None) -> Iterable[Document]:
    listed = Listing.objects.listed()
    return documents(listed if keys is None else listed.filter(pk__in=keys))


_index = KeptIndex("SEARCH_INDEX_DIR", _listed)
