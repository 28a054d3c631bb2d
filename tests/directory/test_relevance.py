"""The set of judged questions itself: whole, and counted rightly. What the search makes of it is measured elsewhere."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from portal.languages import LANGUAGES
from tests.directory.relevance.evaluation import ASIDE, SEEN, UNSEEN, Judged, evaluate, judged

CODES = [language.code for language in LANGUAGES]
SEED = Path(__file__).parents[2] / "directory" / "seed"
ASKED = {"words", "question", "feeling", "misspelt", "without_accents", "english", "when", "romanised"}
FEWEST, FEWEST_ROMANISED = 25, 15


def question(words="yoga", first=("a",), also=(), language="en"):
    return Judged(words, language, "words", SEEN, frozenset(first), frozenset(also))


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_enough_questions_of_every_kind_and_half_of_them_kept_aside(code):
    own = [one for one in judged() if one.language == code]
    kinds = Counter(one.asked for one in own)
    assert len(own) - kinds["romanised"] >= FEWEST
    assert kinds["romanised"] >= (FEWEST_ROMANISED if code in ("ur", "bn", "pa", "gu") else 0)
    assert kinds["without_accents"] > 0 or code not in ("pl", "ro")
    assert all(kinds[asked] for asked in ("words", "question", "feeling", "misspelt", "when"))
    parts = Counter(one.part for one in own)
    assert abs(parts[SEEN] - parts[UNSEEN]) <= 1


def test_questions_ask_for_listings_that_there_are_and_are_asked_once():
    listings = tomllib.loads((SEED / "groups.toml").read_text(encoding="utf-8"))["listing"]
    questions = judged()
    named = set().union(*(one.first | one.also for one in questions))
    assert named == {listing["key"] for listing in listings}
    assert all(one.first and not one.first & one.also for one in questions)
    assert {one.asked for one in questions} == ASKED
    assert [
        words for words, times in Counter((one.language, one.words) for one in questions).items() if times > 1
    ] == []


def test_questions_kept_aside_ask_for_listings_that_there_are_in_words_of_their_own():
    aside, others = judged(ASIDE), judged()
    assert {one.language for one in aside} == set(CODES)
    assert set().union(*(one.first | one.also for one in aside)) <= set().union(
        *(one.first | one.also for one in others)
    )
    assert not {(one.language, one.words) for one in aside} & {(one.language, one.words) for one in others}


def test_recall_is_the_share_of_those_expected_on_the_first_page():
    found = ["x"] * 9 + ["a", "b"]
    asked = [question(first="a", also="b"), question(first="a")]
    assert evaluate(lambda words, language: found, asked)["en"][0] == (0.5 + 1) / 2


def test_the_rank_is_that_of_the_first_that_should_come_first():
    answers = {"one": ["a"], "two": ["x", "b", "a"], "three": ["x", "c"], "four": []}
    asked = [question(words, first="ab", also="c") for words in answers]
    assert evaluate(lambda words, language: answers[words], asked)["en"][1] == (1 + 1 / 2 + 0 + 0) / 4


def test_each_language_is_counted_by_itself_and_searched_in_itself():
    asked = [question(language="ur"), question(language="pl")]
    found = evaluate(lambda words, language: ["a"] if language == "ur" else [], asked)
    assert found == {"ur": (1.0, 1.0), "pl": (0.0, 0.0)}
