"""Who comes first: each rule by itself, where all else is equal."""

from datetime import date, timedelta

import pytest

from directory.freshness import STALE_AFTER, fresh_since
from directory.search.engine import Document, DocumentText, Near, SearchQuery
from places.distance import Point

TODAY = date(2026, 3, 2)
CENTRE = Point(51.88, -0.42)
FURTHER = Point(51.90, -0.42)


def group(key, name="Yoga", *, body="x", language="en", categories=(), **facts):
    words = tuple((language, label) for label in categories)
    return Document(key, (DocumentText(language, name, body),), words, **facts)


def order(engine, words="yoga", language="en", **asked):
    return [hit.key for hit in engine.search(SearchQuery(words, language, **asked)).hits]


@pytest.mark.parametrize("words", ["yoga", ""])
def test_the_readers_language_first(engine, words):
    both = Document(2, (DocumentText("en", "Yoga", "x"), DocumentText("pl", "Yoga", "x")))
    engine.rebuild([group(1), both])
    assert order(engine, words, "en") == [1, 2]
    assert order(engine, words, "pl") == [2, 1]


@pytest.mark.parametrize("words", ["yoga", ""])
def test_fresh_above_stale(engine, words):
    last_year, yesterday = TODAY - 2 * STALE_AFTER, TODAY - timedelta(days=1)
    engine.rebuild([group(1), group(2, confirmed=last_year), group(3, confirmed=yesterday), group(4, confirmed=TODAY)])
    assert order(engine, words, fresh_since=fresh_since(TODAY)) == [3, 4, 1, 2]
    assert order(engine, words) == [1, 2, 3, 4]


def test_a_stale_answer_to_the_words_stays_above_a_fresh_one_to_some_of_them(engine):
    engine.rebuild([group(1, "Baby yoga"), group(2, "Yoga", confirmed=TODAY)])
    assert order(engine, "baby yoga", fresh_since=fresh_since(TODAY)) == [1, 2]


@pytest.mark.parametrize("words", ["yoga", ""])
def test_near_above_far_and_both_above_nowhere(engine, words):
    engine.rebuild([group(1), group(2, places=(FURTHER,)), group(3, places=(CENTRE,))])
    assert order(engine, words, near=Near(CENTRE)) == [3, 2, 1]
    assert order(engine, words) == [1, 2, 3]


@pytest.mark.parametrize("others", [0, 30])
def test_name_above_category_above_body(engine, others):
    """However rare or common the word is in each of them."""
    bodies = [group(key, "Club", body="yoga yoga") for key in range(1, others + 2)]
    engine.rebuild([*bodies, group(98, "Club", categories=["yoga"]), group(99, "Yoga club")])
    assert order(engine)[:2] == [99, 98]
    names = [group(key, "Yoga club") for key in range(1, others + 2)]
    engine.rebuild([*names, group(98, "Club", body="yoga yoga")])
    assert order(engine)[-1] == 98


@pytest.mark.parametrize(
    ("day", "fresh"), [(TODAY, True), (TODAY - STALE_AFTER, False), (TODAY - 2 * STALE_AFTER, False)]
)
def test_what_was_published_within_half_a_year_is_fresh(day, fresh):
    assert (day >= fresh_since(TODAY)) is fresh


def test_a_category_preferred_counts_the_same_beside_others(engine):
    both, one = ({"category": frozenset(keys)} for keys in (("play", "rest"), ("play",)))
    engine.rebuild([group(1, facets=both), group(2, facets=one), group(3)])
    assert order(engine, preferred={"category": frozenset({"play"})}) == [1, 2, 3]
