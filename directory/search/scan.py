"""Search without an index: slower and unranked, for the time in which there is none."""

from collections.abc import Iterable

from directory.search import analysis
from directory.search.engine import ENGLISH, Candidate, Document, Results, SearchQuery, results


def scan(documents: Iterable[Document], query: SearchQuery) -> Results:
    """Answer as an engine does, by reading every document."""
    texts = [text for document in documents for text in _texts(document)]
    asked = analysis.query_words(query.words, query.language)
    if not asked:
        return results((found for found, _ in texts if found.language in (query.language, ENGLISH)), query)
    prefix = analysis.prefix_of(query.words)
    answered = [(found, _answered(terms, asked, prefix)) for found, terms in texts]
    every_word = [found for found, count in answered if count == len(asked)]
    some_words = [found for found, count in answered if count]
    return results(every_word or some_words, query, some_words=bool(some_words and not every_word))


def _texts(document: Document) -> Iterable[tuple[Candidate, frozenset[str]]]:
    labels = [term for language, words in document.category_words for term in analysis.index_terms(words, language)]
    for text in document.texts:
        terms = analysis.index_terms(f"{text.name} {text.body}", text.language)
        yield Candidate(document.key, text.language, text.name, document.facets), frozenset([*labels, *terms])


def _answered(terms: frozenset[str], asked: list[frozenset[str]], prefix: str) -> int:
    """How many of the words asked for are among the terms; the last may be there as the beginning of one."""
    count = sum(1 for word in asked if word & terms)
    unfinished = prefix and not asked[-1] & terms and any(term.startswith(prefix) for term in terms)
    return count + bool(unfinished)
