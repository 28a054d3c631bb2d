"""Wagtail's own search in the database (`modelsearch`, which `wagtail.search` is), as a site with models uses it."""

import time
from collections import Counter
from collections.abc import Iterable, Sequence

import django
from django.conf import settings
from django.core.management import call_command
from django.db.models import prefetch_related_objects

import dj_database_url

from benchmarks.peers import record
from benchmarks.queries import Question
from directory.search.engine import Document

LIMIT, CHUNK = 10, 500
SHOWN_COUNTS = 2000


class WagtailDatabase:
    """Of the kinds of query it has words, filters and, as autocompletion, prefixes. Raises TimeoutError where it takes
    more than the seconds given to build, of this process: a busy machine is no fault of its."""

    name = "Wagtail"
    kinds = ("term", "two terms", "two filters", "prefix")
    most_questions = 10  # of each kind: it takes seconds for some

    def __init__(self, url: str, seconds: float) -> None:
        self._seconds = seconds
        settings.configure(
            DATABASES={"default": dj_database_url.parse(url)},
            INSTALLED_APPS=["django.contrib.contenttypes", "modelsearch", "benchmarks"],
            MODELSEARCH_BACKENDS={"default": {"BACKEND": "modelsearch.backends.database", "AUTO_UPDATE": False}},
            DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
            USE_TZ=True,
        )
        django.setup()
        from modelsearch.backends import get_search_backend

        from benchmarks.models import Listing, Value

        self._listing, self._value = Listing, Value
        call_command("migrate", verbosity=0, run_syncdb=True)
        self._backend = get_search_backend()

    def build(self, documents: Iterable[Document]) -> None:
        self._value.objects.all().delete()
        self._listing.objects.all().delete()
        started, chunk = time.process_time(), []
        for document in documents:
            chunk.append(document)
            if len(chunk) == CHUNK:
                self._add(chunk)
                chunk = []
            if time.process_time() - started > self._seconds:
                raise TimeoutError
        self._add(chunk)

    def update(self, document: Document) -> None:
        self._listing.objects.filter(pk=document.key).delete()
        self._add([document])

    def search(self, question: Question) -> tuple[int, list[int]]:
        listings = self._listing.objects.all()
        for facet, values in question.query.filters.items():
            listings = listings.filter(values__facet=facet, values__value__in=values)
        ask = self._backend.autocomplete if question.kind == "prefix" else self._backend.search
        found = ask(question.query.words, listings)
        best = [listing.pk for listing in found[:LIMIT]]
        if question.query.filters:
            keys = [listing.pk for listing in found[:SHOWN_COUNTS]]
            Counter(self._value.objects.filter(listing__in=keys).values_list("facet", "value"))
        return found.count(), best

    def _add(self, documents: Sequence[Document]) -> None:
        added = []
        for document in documents:
            words = record(document)
            added.append(
                self._listing(pk=document.key, name=words["name"], categories=words["categories"], body=words["body"])
            )
        self._listing.objects.bulk_create(added)
        self._value.objects.bulk_create(
            self._value(listing_id=document.key, facet=facet, value=value)
            for document in documents
            for facet, values in document.facets.items()
            for value in values
        )
        prefetch_related_objects(added, "values")  # it would ask for each listing's values three times
        self._backend.add_bulk(self._listing, added)
