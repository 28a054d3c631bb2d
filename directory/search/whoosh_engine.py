"""The index in a folder, kept by Whoosh: a record for each document and language.

The folder holds a folder for each build and a link, `current`, to the one that is read. A rebuild moves the link, so
that readers see the old index or the new one, never half of one.
"""

import fcntl
import os
import shutil
import threading
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from whoosh import fields, index
from whoosh.query import And, Or, Prefix, Query, Term
from whoosh.reading import IndexReader
from whoosh.scoring import BM25F
from whoosh.searching import Searcher
from whoosh.writing import IndexWriter

from directory.search import analysis
from directory.search.engine import (
    ENGLISH,
    Candidate,
    Document,
    IndexMissing,
    Results,
    SearchQuery,
    results,
)

# Names the builds: an index that another version of the analysis or of the schema wrote is no index.
VERSION = "1"
SCHEMA = fields.Schema(
    key=fields.ID(stored=True),
    name=fields.KEYWORD(scorable=True),
    categories=fields.KEYWORD(scorable=True),
    body=fields.KEYWORD(scorable=True),
    candidate=fields.STORED,
)
BOOSTS = {"name": 4.0, "categories": 3.0, "body": 1.0}
PREFIX_WEIGHT = 0.1
OTHER_ENDING_WEIGHT = 0.5
# A category that is known by many words is no worse an answer than one known by few.
WEIGHTING = BM25F(categories_B=0.0)


@dataclass(frozen=True)
class Reading:
    """The index as it was when it was opened."""

    folder: Path
    generation: int
    searcher: Searcher
    candidates: dict[int, Candidate]


class WhooshEngine:
    """See SearchEngine. One writer at a time, over all processes; threads of a process take turns to read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._turn = threading.Lock()
        self._reading: Reading | None = None

    def rebuild(self, documents: Iterable[Document], *, only_if_missing: bool = False) -> None:
        with self._writing():
            if only_if_missing and self._current():
                return
            build = self._build(documents)
            previous = self._current()
            self._point_to(build)
            self._remove_builds_but({build, previous})

    def update(self, documents: Iterable[Document], *, remove: Iterable[int] = ()) -> None:
        with self._writing():
            current = self._current()
            if current is None:
                return  # There will be a build of everything.
            documents = list(documents)
            with index.open_dir(current).writer() as writer:
                for key in [*remove, *(document.key for document in documents)]:
                    writer.delete_by_term("key", str(key))
                _add(writer, documents)

    def search(self, query: SearchQuery) -> Results:
        with self._turn:
            reading = self._open()
            asked = _word_queries(query, reading.searcher.reader())
            if not asked:
                return results(_in_languages(reading, {query.language, ENGLISH}), query)
            every_word = list(_found(reading, And(asked)))
            some_words = [] if every_word else list(_found(reading, Or(asked)))
        return results(every_word or some_words, query, some_words=bool(some_words))

    def _open(self) -> Reading:
        """The index as it is now. Always a new searcher: Searcher.refresh() brings deleted documents back."""
        folder = self._current()
        if folder is None:
            raise IndexMissing(self._folder)
        whoosh_index = index.open_dir(folder)
        generation = whoosh_index.latest_generation()
        if self._reading and (self._reading.folder, self._reading.generation) == (folder, generation):
            return self._reading
        searcher = whoosh_index.searcher(weighting=WEIGHTING)
        stored = {number: Candidate(*found["candidate"]) for number, found in searcher.reader().iter_docs()}
        self._reading = Reading(folder, generation, searcher, stored)
        return self._reading

    def _current(self) -> Path | None:
        link = self._folder / "current"
        build = self._folder / link.readlink() if link.is_symlink() else None
        return build if build and build.name.startswith(f"{VERSION}-") and index.exists_in(build) else None

    def _build(self, documents: Iterable[Document]) -> Path:
        build = self._folder / f"{VERSION}-{uuid.uuid4().hex}"
        build.mkdir()
        try:
            with index.create_in(build, SCHEMA).writer(limitmb=128) as writer:
                _add(writer, documents)
        except BaseException:
            shutil.rmtree(build, ignore_errors=True)
            raise
        return build

    def _point_to(self, build: Path) -> None:
        new_link = self._folder / f"link-{build.name}"
        new_link.symlink_to(build.name)
        new_link.replace(self._folder / "current")

    def _remove_builds_but(self, kept: set[Path | None]) -> None:
        """The build before the last is kept: another process may be opening it."""
        for folder in self._folder.iterdir():
            if folder.is_dir() and not folder.is_symlink() and folder not in kept:
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the right to write. The system takes the lock back from a process that dies."""
        self._folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._folder / "write.lock", os.O_CREAT | os.O_RDWR, 0o666)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def _add(writer: IndexWriter, documents: Iterable[Document]) -> None:
    for document in documents:
        labels = [term for language, words in document.category_words for term in analysis.index_terms(words, language)]
        for text in document.texts:
            writer.add_document(
                key=str(document.key),
                name=" ".join(analysis.index_terms(text.name, text.language)),
                categories=" ".join(labels),
                body=" ".join(analysis.index_terms(text.body, text.language)),
                candidate=(document.key, text.language, text.name, dict(document.facets)),
            )


def _word_queries(query: SearchQuery, reader: IndexReader) -> list[Query]:
    """A query for each word typed; the last word may be unfinished."""
    asked = [_anywhere(word) for word in analysis.query_words(query.words, query.language)]
    if query.any_ending:
        words = dict.fromkeys(analysis.folded_words(query.words))
        beginnings = [analysis.beginning_of(word, query.language) for word in words]
        asked = [Or([word, *_beginning(start, reader)]) for word, start in zip(asked, beginnings, strict=True)]
    prefix = analysis.prefix_of(query.words)
    if asked and prefix:
        beginnings = [Prefix(field, prefix, boost=boost * PREFIX_WEIGHT) for field, boost in BOOSTS.items()]
        asked[-1] = Or([asked[-1], *beginnings])
    return asked


def _anywhere(terms: frozenset[str]) -> Query:
    return Or([Term(field, term, boost=boost) for field, boost in BOOSTS.items() for term in sorted(terms)])


def _beginning(start: str, reader: IndexReader) -> list[Query]:
    """A query for each word of the index that begins so, worth less than the word itself."""
    return [
        Term(field, term.decode(), boost=boost * OTHER_ENDING_WEIGHT)
        for field, boost in BOOSTS.items()
        for term in (reader.expand_prefix(field, start) if start else ())
    ]


def _found(reading: Reading, query: Query) -> Iterator[Candidate]:
    for number, score in reading.searcher.search(query, limit=None).items():
        found = reading.candidates[number]
        yield Candidate(found.key, found.language, found.name, found.facets, score)


def _in_languages(reading: Reading, languages: set[str]) -> Iterator[Candidate]:
    return (found for found in reading.candidates.values() if found.language in languages)
