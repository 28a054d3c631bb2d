"""Bengali and Gujarati words without what other languages have small words for."""

import pytest

from directory.search.analysis import folded_words
from directory.search.endings import stem

ONE_WORD = [
    ("bn", "বাচ্চা বাচ্চার বাচ্চাকে বাচ্চারা বাচ্চাদের"),
    ("bn", "কিশোর কিশোরের কিশোরদের কিশোরেরা"),
    ("bn", "পরিবার পরিবারে পরিবারের পরিবারগুলোর"),
    ("bn", "মা মায়ের মায়েরা মায়েদের"),
    ("bn", "স্কুল স্কুলে স্কুলের স্কুলটা স্কুলটির"),
    ("gu", "બાળક બાળકો બાળકને બાળકની બાળકોને બાળકોનું બાળકથી"),
    ("gu", "રંગ રંગો રંગથી રંગમાં"),
    ("gu", "રમવું રમવાની રમવાનું રમવામાં"),
    ("gu", "પપ્પા પપ્પાની પપ્પાઓનું"),
    ("gu", "શીખવું શીખવી શીખો શીખવામાં"),
    ("gu", "સુવાવડ સુવાવડની સુવાવડમાં"),
]
SHORT = [("bn", "মা"), ("bn", "কে"), ("bn", "ঘর"), ("gu", "મા"), ("gu", "દૂધ"), ("gu", "ચા")]


@pytest.mark.parametrize(("language", "words"), ONE_WORD)
def test_a_word_is_one_whatever_its_ending(language, words):
    assert len({stem(word, language) for word in folded_words(words)}) == 1


@pytest.mark.parametrize(("language", "word"), SHORT)
def test_a_short_word_has_no_ending(language, word):
    assert stem(word, language) == word


@pytest.mark.parametrize(("language", "one", "other"), [("bn", "গান", "গাল"), ("gu", "કામ", "કમ"), ("gu", "રમત", "રમવું")])
def test_words_that_only_look_alike_stay_different(language, one, other):
    assert stem(one, language) != stem(other, language)
