"""Search without an index: slower and unranked, for the time in which there is none."""

from collections import Counter
from collections.abc import Iterable, Sequence

from directory.search import analysis
from directory.search.engine import (
    ANY,
    ENGLISH,
    FACETS,
    NEAR,
    NEAR_MILES,
    Document,
    Filters,
    Hit,
    Near,
    Order,
    Results,
    SearchQuery,
    Why,
)
from places.distance import miles

NONE: frozenset[str] = frozenset()
FAR = float("inf")
WHYS = (Why.NAME, Why.CATEGORY, Why.BODY)


def scan(documents: Iterable[Document], query: SearchQuery) -> Results:
    """Answer as an engine does, by reading every document; without the words that are like those typed, but for the
    last, which may be unfinished."""
    read = list(documents)
    asked = analysis.query_words(query.words, query.language)
    found = _with_words(read, asked, query) if asked else _in_languages(read, {query.language, ENGLISH})
    some_words = bool(found and asked and not found[0][2])
    distances = {document.key: _miles(document, query.near) for document in read} if query.near else {}
    passing = [one for one in found if _passes(one[0], query.filters)]
    close = [one for one in passing if _is_close(distances, one[0], query.near)]
    unplaced = [one for one in passing if distances.get(one[0].key) == FAR] if query.near and query.near.miles else []
    return Results(
        hits=_ranked(close, distances, query),
        counts=_counts([document for document, _why, _every in found], distances, query),
        some_words=some_words,
        unplaced=_ranked(unplaced, distances, query),
    )


# A document, why it answers, and whether it holds every word.
_Found = tuple[Document, Why, bool]


def _with_words(documents: Iterable[Document], asked: list[frozenset[str]], query: SearchQuery) -> list[_Found]:
    prefix = analysis.prefix_of(query.words)
    found = []
    for document in documents:
        parts = _parts(document)
        terms = frozenset().union(*parts)
        count = sum(1 for word in asked if word & terms)
        unfinished = prefix and not asked[-1] & terms and any(term.startswith(prefix) for term in terms)
        why = next(
            (why for why, part in zip(WHYS, parts, strict=True) if any(word & part for word in asked)), Why.PREFIX
        )
        if count or unfinished:
            found.append((document, Why.PREFIX if unfinished else why, count + bool(unfinished) == len(asked)))
    return [one for one in found if one[2]] or found


def _in_languages(documents: Iterable[Document], languages: set[str]) -> list[_Found]:
    return [
        (document, Why.NOTHING_ASKED, True)
        for document in documents
        if any(text.language in languages for text in document.texts)
    ]


def _parts(document: Document) -> list[frozenset[str]]:
    """The terms of its names, of its categories and of its bodies."""
    names = [term for text in document.texts for term in analysis.index_terms(text.name, text.language)]
    labels = [term for language, words in document.category_words for term in analysis.index_terms(words, language)]
    bodies = [term for text in document.texts for term in analysis.index_terms(text.body, text.language)]
    return [frozenset(names), frozenset(labels), frozenset(bodies)]


def _miles(document: Document, near: Near | None) -> float:
    return min((miles(near.point, place) for place in document.places), default=FAR) if near else FAR


def _is_close(distances: dict[int, float], document: Document, near: Near | None) -> bool:
    return near is None or near.miles is None or distances[document.key] <= near.miles


def _ranked(found: Sequence[_Found], distances: dict[int, float], query: SearchQuery) -> tuple[Hit, ...]:
    ranked = sorted(found, key=lambda one: _rank(one, distances, query))
    return tuple(
        Hit(document.key, _language(document, query), 0.0, _known(distances.get(document.key, FAR)), why, every)
        for document, why, every in ranked
    )


def _rank(found: _Found, distances: dict[int, float], query: SearchQuery) -> tuple[float, bool, bool, bool, str]:
    document, why, _every = found
    names = {text.language: text.name for text in document.texts}
    name = names.get(query.language) or names.get(ENGLISH) or min(names.values(), default="")
    by_distance = distances.get(document.key, FAR) if query.order is Order.DISTANCE or not query.words else 0.0
    stale = bool(query.fresh_since and (document.confirmed is None or document.confirmed < query.fresh_since))
    return by_distance, why is Why.PREFIX, stale, query.language not in names, name.casefold()


def _language(document: Document, query: SearchQuery) -> str:
    languages = [text.language for text in document.texts]
    return next((code for code in (query.language, ENGLISH, *languages) if code in languages), query.language)


def _known(distance: float) -> float | None:
    return None if distance == FAR else distance


def _passes(document: Document, filters: Filters) -> bool:
    return all(values & document.facets.get(facet, NONE) for facet, values in filters.items() if values)


def _counts(found: list[Document], distances: dict[int, float], query: SearchQuery) -> dict[str, Counter[str]]:
    close = [document for document in found if _is_close(distances, document, query.near)]
    facets = {*FACETS, *query.filters, *(facet for document in found for facet in document.facets)}
    counts = {facet: _count(facet, close, query.filters) for facet in facets}
    if query.near:
        passing = [distances[document.key] for document in found if _passes(document, query.filters)]
        within = {str(most): sum(distance <= most for distance in passing) for most in NEAR_MILES}
        counts[NEAR] = Counter({ANY: len(passing), **within})
    return counts


def _count(facet: str, documents: list[Document], filters: Filters) -> Counter[str]:
    others = {name: values for name, values in filters.items() if name != facet}
    passing = [document.facets.get(facet, NONE) for document in documents if _passes(document, others)]
    return Counter({ANY: len(passing)}) + Counter(value for values in passing for value in values)
