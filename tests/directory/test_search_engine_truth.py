"""What an engine finds, counts and leaves out, whichever documents it holds: compared with reading every document."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.search.engine import ANY, NEAR, Document, DocumentText, Near, Order, SearchQuery
from directory.search.scan import scan
from places.distance import Point, miles
from tests.directory.engines import KINDS, opened

CENTRE = Point(51.88, -0.42)
MILE = 1 / 69.1  # in degrees north
# None is like another, so that only the words themselves are found.
WORDS = ("play", "baby", "clinic", "کھیل", "শিশু", "gorączka")
VALUES = {"category": ("a", "b", "c"), "day": ("0", "1", "2"), "free": ("yes",), "new": ("x",)}

words = st.sampled_from(WORDS)
texts = st.lists(words, min_size=1, max_size=5).map(" ".join)
languages = st.sampled_from(("en", "ur", "pl"))
facets = st.fixed_dictionaries({facet: st.frozensets(st.sampled_from(values)) for facet, values in VALUES.items()})
points = st.builds(Point, st.floats(51.75, 52.0), st.floats(-0.6, -0.2))
chosen = st.frozensets(st.sampled_from(("a", "b", "0", "1", "yes", "nothing")), max_size=2)
queries = st.builds(
    SearchQuery,
    words | st.just("") | st.tuples(words, words).map(" ".join),
    languages,
    st.dictionaries(st.sampled_from(sorted(VALUES)), chosen),
    near=st.none() | st.builds(Near, points, st.none() | st.floats(1, 8)),
)


@st.composite
def documents(draw):
    return {
        key: Document(
            key,
            tuple(DocumentText(code, draw(texts), draw(texts)) for code in draw(st.sets(languages, min_size=1))),
            tuple((code, draw(texts)) for code in draw(st.lists(languages, max_size=2))),
            draw(facets),
            tuple(draw(st.lists(points, max_size=2))),
        )
        for key in draw(st.sets(st.integers(1, 9)))
    }


def keys(hits):
    return sorted(hit.key for hit in hits)


def check(engine, held, query):
    found, read = engine.search(query), scan(held.values(), query)
    if len(set(query.words.split())) == 2 and not read.some_words:
        assert keys(found.hits[: len(read.hits)]) == keys(read.hits)  # and below them, what holds one of the two
        return
    assert keys(found.hits) == keys(read.hits)
    assert keys(found.unplaced) == keys(read.unplaced)
    both = found.counts.keys() & read.counts.keys()  # some knew a facet that no document has now
    assert {facet: +found.counts[facet] for facet in both} == {facet: +read.counts[facet] for facet in both}
    assert {hit.key: hit.miles for hit in found.hits} == pytest.approx(
        {hit.key: hit.miles for hit in read.hits}, abs=1e-3
    )


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=50, deadline=None)
@given(before=documents(), changed=documents(), removed=st.sets(st.integers(1, 9)), asked=st.lists(queries, max_size=6))
def test_hits_and_counts_are_what_reading_every_document_gives(
    kind, before, changed, removed, asked, django_db_blocker
):
    """Of an index that was built, and of one with documents changed and removed since."""
    with tempfile.TemporaryDirectory() as folder, opened(kind, Path(folder) / "index", django_db_blocker) as engine:
        engine.rebuild(before.values())
        for query in asked:
            check(engine, before, query)
        engine.update(changed.values(), remove=removed)
        held = {key: document for key, document in before.items() if key not in removed} | changed
        for query in asked:
            check(engine, held, query)


def group(key, name="Yoga", *, north=None, **facets):
    """`north`: miles north of the centre."""
    values = {facet: frozenset(values) for facet, values in facets.items()}
    place = () if north is None else (Point(CENTRE.latitude + north * MILE, CENTRE.longitude),)
    return Document(key, (DocumentText("en", name, "x"),), (), values, place)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, [1, 2, 3, 4]),
        ({"day": "1"}, [1, 2]),
        ({"day": "12"}, [1, 2, 3]),
        ({"day": "12", "category": "a"}, [1, 3]),
        ({"day": "12", "category": "ab"}, [1, 2, 3]),
        ({"day": "1", "category": "c"}, []),
        ({"day": "8"}, []),
        ({"day": ""}, [1, 2, 3, 4]),
        ({"unheard": "x"}, []),
    ],
)
def test_values_of_a_filter_are_alternatives_and_filters_add_up(engine, filters, expected):
    engine.rebuild(
        [group(1, day="1", category="a"), group(2, day="1", category="b"), group(3, day="2", category="a"), group(4)]
    )
    asked = {facet: frozenset(values) for facet, values in filters.items()}
    assert keys(engine.search(SearchQuery("", "en", asked)).hits) == expected


def test_a_count_is_of_that_value_alone_with_the_other_filters_as_they_are(engine):
    engine.rebuild([group(1, day="1", category="a"), group(2, day="1", category="b"), group(3, day="2", category="ab")])
    counts = engine.search(SearchQuery("", "en", {"day": frozenset("12"), "category": frozenset("a")})).counts
    assert (counts["day"]["1"], counts["day"]["2"], counts["day"][ANY]) == (1, 1, 2)
    assert (counts["category"]["a"], counts["category"]["b"], counts["category"][ANY]) == (2, 2, 3)


@pytest.mark.parametrize(
    ("within", "hits", "unplaced"), [(None, [3, 1, 2, 4], []), (5, [3, 1], [4]), (0.1, [], [4]), (60, [3, 1, 2], [4])]
)
def test_within_so_many_miles_those_without_a_known_place_are_kept_apart(engine, within, hits, unplaced):
    engine.rebuild([group(1, north=2), group(2, north=20), group(3, north=0.5), group(4)])
    for words in ("", "yoga"):
        found = engine.search(SearchQuery(words, "en", near=Near(CENTRE, within)))
        assert [hit.key for hit in found.hits] == hits
        assert [hit.key for hit in found.unplaced] == unplaced
        assert {key: found.counts[NEAR][key] for key in ("1", "3", "5", ANY)} == {"1": 1, "3": 2, "5": 2, ANY: 4}


def test_miles_are_to_the_nearest_place_and_those_that_places_measures(engine):
    near, far = Point(51.9, -0.4), Point(53, 1)
    engine.rebuild([Document(1, (DocumentText("en", "Yoga", ""),), places=(far, near)), group(2)])
    first, second = engine.search(SearchQuery("", "en", near=Near(CENTRE))).hits
    assert first.miles == pytest.approx(miles(CENTRE, near), rel=1e-5)
    assert second.miles is None


def test_a_better_answer_further_away_comes_first_unless_distance_is_the_order(engine):
    engine.rebuild([group(1, "Yoga", north=1.5), group(2, "Walks and talks and tea and yoga and all", north=1)])
    query = {"words": "yoga", "near": Near(CENTRE)}
    assert [hit.key for hit in engine.search(SearchQuery(**query)).hits] == [1, 2]
    assert [hit.key for hit in engine.search(SearchQuery(**query, order=Order.DISTANCE)).hits] == [2, 1]


def test_what_is_preferred_comes_first_and_nothing_is_left_out(engine):
    engine.rebuild([group(1, day="1"), group(2, day="2"), group(3, day="012"), group(4)])
    prefer = {"preferred": {"day": frozenset("2")}}
    assert [hit.key for hit in engine.search(SearchQuery("yoga", **prefer)).hits] == [2, 3, 1, 4]
    assert [hit.key for hit in engine.search(SearchQuery("", **prefer)).hits] == [2, 3, 1, 4]
