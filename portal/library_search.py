"""Search over the library, in an index of its own, and how that is kept true after every change that families see.

The library and the directory do not know each other: here the directory's engine indexes the library's pages.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from content import queries
from content.models import LibraryPage
from content.queries import PageCard
from content.specific_pages import with_locales
from directory.models import Category
from directory.search.engine import Document, Results, SearchQuery
from directory.search.index import Watched
from directory.search.kept_index import KeptIndex
from directory.search.questions import asked_about
from portal.library_documents import category_keys, documents, searchable


def find(words: str, language: str) -> Results:
    """The pages that answer these words; the keys are those of the English pages. None where no word is asked."""
    asked = asked_about(words, language)
    return _index.find(SearchQuery(asked, language, any_ending=True)) if asked else Results(hits=(), counts={})


def cards(keys: Sequence[int], language: str) -> list[PageCard]:
    """These pages in their order, in the language or else in English; what is no longer live is left out."""
    english = {page.pk: page for page in with_locales(searchable().filter(pk__in=keys))}
    in_order = [english[key] for key in keys if key in english]
    return [queries.card(page, language) for page in queries.in_language(in_order, language)]


def rebuild(watched: Watched = iter) -> int:
    """Index every page in place of all that was indexed; how many there are."""
    _index.rebuild(watched)
    return searchable().count()


def connect() -> None:
    """Follow every way in which a page comes, changes or goes, and the words that parents type for its subject."""
    for signal in (page_published, page_unpublished, post_delete):
        signal.connect(_page_changed)
    for signal in (post_save, post_delete):
        signal.connect(_category_changed, sender=Category)


def _page_changed(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    if isinstance(instance, LibraryPage):
        english = Page.objects.filter(translation_key=instance.translation_key).values_list("pk", flat=True)
        _index.note_change({instance.pk, *english})
        # Robust, here and below: an index that cannot be written refuses no editor.
        transaction.on_commit(_index.refresh_changed, robust=True)


def _category_changed(sender: type[Model], instance: Category, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        transaction.on_commit(lambda: _refresh_pages_of(instance.key), robust=True)


def _refresh_pages_of(category: str) -> None:
    if keys := [page.pk for page in searchable().specific() if category in category_keys(page)]:
        _index.refresh(keys)


def _searchable(keys: Collection[int] | None) -> Iterable[Document]:
    """English pages, with what families see of them."""
    return documents(searchable() if keys is None else searchable().filter(pk__in=keys))


_index = KeptIndex("LIBRARY_INDEX_DIR", _searchable)
