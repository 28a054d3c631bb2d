"""Other engines, asked the same. Each holds a record for a listing, with the same analysis of the same words. They are
asked for counts where a query has filters, while ours counts every time."""

import shutil
import sqlite3
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import tantivy

from benchmarks.queries import ALL_QUESTIONS, KINDS, Question
from directory.search import analysis
from directory.search.engine import Document
from directory.search.sound import sound_key
from directory.search.typos import Lexicon, close_words

BOOSTS = {"name": 4.0, "categories": 3.0, "body": 1.0}
FACETS = ("category", "age", "day", "spoken", "free")
LIMIT = 10
ANY_WORD = "any word"
LONG_WORD = 8


def record(document: Document) -> dict[str, str]:
    parts = {
        "name": [(text.language, text.name) for text in document.texts],
        "categories": document.category_words,
        "body": [(text.language, text.body) for text in document.texts],
    }
    pieces = {piece for texts in parts.values() for _language, text in texts for piece in text.split()}
    terms = {
        part: [term for language, text in texts for piece in text.split() for term in _terms(piece, language)]
        for part, texts in parts.items()
    }
    terms["sounds"] = [sound for sound in {_sound(piece) for piece in pieces} if sound]
    return {part: " ".join(words) for part, words in terms.items()}


@cache
def _terms(word: str, language: str) -> tuple[str, ...]:
    return tuple(analysis.index_terms(word, language))


@cache
def _sound(word: str) -> str:
    return sound_key("".join(analysis.folded_words(word)))


class Fts5:
    """SQLite's own full text search. It knows no typos: they are looked up among its words, as ours are."""

    name, kinds, most_questions = "SQLite FTS5", KINDS, ALL_QUESTIONS

    def __init__(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self._database = sqlite3.connect(folder / "fts5.sqlite3")
        self._database.executescript("""
            PRAGMA journal_mode = wal;
            CREATE VIRTUAL TABLE listing USING fts5(
                name, categories, body, sounds,
                prefix = 3,
                tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'");
            CREATE VIRTUAL TABLE word USING fts5vocab(listing, row);
            CREATE TABLE facet (facet TEXT, value TEXT, key INTEGER, PRIMARY KEY (facet, value, key)) WITHOUT ROWID;
            CREATE TEMP TABLE hit (key INTEGER PRIMARY KEY);
            CREATE INDEX facets_of ON facet (key, facet, value);
        """)

    def build(self, documents: Iterable[Document]) -> None:
        for document in documents:
            self._add(document)
        self._database.commit()
        self._words = Lexicon(word for (word,) in self._database.execute("SELECT term FROM word ORDER BY doc DESC"))

    def update(self, document: Document) -> None:
        self._database.execute("DELETE FROM listing WHERE rowid = ?", (document.key,))
        self._database.execute("DELETE FROM facet WHERE key = ?", (document.key,))
        self._add(document)
        self._database.commit()

    def search(self, question: Question) -> tuple[int, list[int]]:
        match = self._match(question)
        if not match:
            return 0, []
        passing, values = self._passing(question)
        best = self._database.execute(
            f"SELECT rowid FROM listing WHERE listing MATCH ? {passing} ORDER BY bm25(listing, 4, 3, 1, 1) LIMIT ?",
            (match, *values, LIMIT),
        ).fetchall()
        total = self._database.execute(
            f"SELECT count(*) FROM listing WHERE listing MATCH ? {passing}", (match, *values)
        )
        if values:
            self._counts(match, question)
        return total.fetchone()[0], [key for (key,) in best]

    def _add(self, document: Document) -> None:
        words = record(document)
        self._database.execute(
            "INSERT INTO listing (rowid, name, categories, body, sounds) VALUES (?, ?, ?, ?, ?)",
            (document.key, *words.values()),
        )
        rows = [(facet, value, document.key) for facet, values in document.facets.items() for value in values]
        self._database.executemany("INSERT INTO facet VALUES (?, ?, ?)", rows)

    def _match(self, question: Question) -> str:
        query = question.query
        if question.kind == "prefix":
            return f'{{name categories body}} : "{query.words}" *'
        if question.kind == "romanised":
            return f'sounds : "{sound_key(query.words)}"'
        words = analysis.query_words(query.words, query.language)
        if question.kind == "typo":
            words = [frozenset(close_words(query.words, self._words)[:4])]
        joined = " OR " if question.kind == ANY_WORD else " AND "
        alternatives = (" OR ".join(f'"{term}"' for term in sorted(any_of)) for any_of in words if any_of)
        return (
            f"{{name categories body}} : ({joined.join(f'({either})' for either in alternatives)})"
            if any(words)
            else ""
        )

    def _passing(self, question: Question) -> tuple[str, list[str]]:
        pairs = [(facet, value) for facet, values in question.query.filters.items() for value in values]
        condition = "AND rowid IN (SELECT key FROM facet WHERE facet = ? AND value = ?)"
        return " ".join([condition] * len(pairs)), [part for pair in pairs for part in pair]

    def _counts(self, match: str, question: Question) -> None:
        """The listings that match once, then the values that they have."""
        self._database.execute("DELETE FROM hit")
        self._database.execute("INSERT INTO hit SELECT rowid FROM listing WHERE listing MATCH ?", (match,))
        for facet in FACETS:
            others = [
                (name, value) for name, values in question.query.filters.items() for value in values if name != facet
            ]
            passing = " ".join(["AND key IN (SELECT key FROM facet WHERE facet = ? AND value = ?)"] * len(others))
            self._database.execute(
                f"SELECT value, count(*) FROM hit JOIN facet USING (key) WHERE facet = ? {passing} GROUP BY value",
                (facet, *(part for pair in others for part in pair)),
            ).fetchall()


class Tantivy:
    """A library in Rust."""

    name, kinds, most_questions = "tantivy", KINDS, ALL_QUESTIONS

    def __init__(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("key", stored=True, indexed=True, fast=True)
        for name in (*BOOSTS, "sounds"):
            builder.add_text_field(name, tokenizer_name="words", index_option="freq")
        for facet in FACETS:
            builder.add_text_field(facet, tokenizer_name="raw", index_option="basic", fast=True)
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, str(folder))
        words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer("words", words)

    def build(self, documents: Iterable[Document]) -> None:
        writer = self._index.writer(128_000_000, 1)
        for document in documents:
            self._add(writer, document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def update(self, document: Document) -> None:
        writer = self._index.writer(15_000_000, 1)
        writer.delete_documents_by_term("key", document.key)
        self._add(writer, document)
        writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, question: Question) -> tuple[int, list[int]]:
        words = self._words(question)
        filters = {facet: self._any(facet, values) for facet, values in question.query.filters.items()}
        found = self._searcher.search(self._all([words, *filters.values()]), LIMIT)
        keys = self._searcher.fast_field_values("key", [address for _score, address in found.hits])
        for facet in FACETS if filters else ():
            others = [query for name, query in filters.items() if name != facet]
            values = {facet: {"terms": {"field": facet, "size": 100}}}
            self._searcher.aggregate(self._all([words, *others]), values)
        return found.count, keys

    def _add(self, writer: tantivy.IndexWriter, document: Document) -> None:
        added = tantivy.Document()
        added.add_integer("key", document.key)
        for name, words in record(document).items():
            added.add_text(name, words)
        for facet in FACETS:
            for value in document.facets.get(facet, ()):
                added.add_text(facet, value)
        writer.add_document(added)

    def _words(self, question: Question) -> tantivy.Query:
        query = question.query
        if question.kind == "romanised":
            return tantivy.Query.term_query(self._schema, "sounds", sound_key(query.words))
        if question.kind == "prefix":
            return self._anywhere(lambda field: tantivy.Query.regex_query(self._schema, field, f"{query.words}.*"))
        if question.kind == "typo":
            slips = 2 if len(query.words) >= LONG_WORD else 1
            return self._anywhere(
                lambda field: tantivy.Query.fuzzy_term_query(self._schema, field, query.words, slips, True)
            )
        words = analysis.query_words(query.words, query.language)
        asked = [self._anywhere(lambda field, any_of=any_of: self._any(field, any_of)) for any_of in words]
        return self._either(asked) if question.kind == ANY_WORD else self._all(asked)

    def _anywhere(self, query_of) -> tantivy.Query:
        return self._either(tantivy.Query.boost_query(query_of(field), boost) for field, boost in BOOSTS.items())

    def _any(self, field: str, terms: Iterable[str]) -> tantivy.Query:
        return self._either(tantivy.Query.term_query(self._schema, field, term, "freq") for term in sorted(terms))

    def _either(self, queries: Iterable[tantivy.Query]) -> tantivy.Query:
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])

    def _all(self, queries: list[tantivy.Query]) -> tantivy.Query:
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])
