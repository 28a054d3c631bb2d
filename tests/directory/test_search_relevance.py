"""What families ask, in seven languages, is answered by the example groups that should."""

from statistics import fmean

import pytest

from directory.models import Listing
from directory.search import index
from directory.search.engine import SearchQuery
from tests.directory.relevance.evaluation import FIRST_PAGE, SEEN, UNSEEN, evaluate, judged, reciprocal_rank

pytestmark = pytest.mark.django_db
LEAST_RECALL, LEAST_RANK = 0.95, 0.90


@pytest.fixture
def search():
    slugs = dict(Listing.objects.values_list("pk", "slug"))

    def search(words, language):
        return [slugs[hit.key] for hit in index.find(SearchQuery(words, language)).hits[:FIRST_PAGE]]

    return search


def test_in_every_language_the_first_page_has_who_should_answer_and_soon_who_should_come_first(search):
    found = evaluate(search, judged())
    assert {code: recall for code, (recall, _rank) in found.items() if recall < LEAST_RECALL} == {}
    assert {code: rank for code, (_recall, rank) in found.items() if rank < LEAST_RANK} == {}


@pytest.mark.parametrize("part", [SEEN, UNSEEN])
def test_who_should_come_first_comes_first_or_soon(search, part):
    asked = [question for question in judged() if question.part == part]
    assert fmean(reciprocal_rank(search(one.words, one.language), one) for one in asked) >= LEAST_RANK
