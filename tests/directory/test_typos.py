import pytest

from directory.search.analysis import folded_words
from directory.search.typos import Lexicon, close_words

TYPOS = [
    ("masage", "massage"),  # left out
    ("masssage", "massage"),  # put in
    ("mossage", "massage"),  # another
    ("massgae", "massage"),  # changed places
    ("brestfeading", "breastfeeding"),  # two, in a long word
    ("pregnent", "pregnant"),
    ("preganncy", "pregnancy"),
    ("niemowlaki", "niemowlak"),
    ("karmiene", "karmienie"),
    ("alaptere", "alăptare"),
    ("مالیش", "مالش"),
    ("انگریضی", "انگریزی"),
    ("মালীশ", "মালিশ"),  # another vowel sign
    ("মালশ", "মালিশ"),  # no vowel sign
    ("ਅੰਗਰੇਜਾ", "ਅੰਗਰੇਜ਼ੀ"),
    ("ਖੇਡਾ", "ਖੇਡਣਾ"),
    ("માલીશ", "માલિશ"),
    ("અંગ્રજી", "અંગ્રેજી"),
]

NO_TYPOS = [
    ("bady", "bodies"),  # more slips than a word of its length may have
    ("dda", "dad"),  # too short
    ("passage", "massage"),  # another first letter
    ("masge", "massage"),
    ("lu33", "lu34"),
    ("2013", "2014"),
    ("কাম", "কম"),
    ("શાળા", "માળા"),
    ("ਕਮ", "ਕੰਮ"),
    ("مدد", "مدت"),
]


def folded(word):
    [only] = folded_words(word)
    return only


@pytest.mark.parametrize(("typed", "meant"), TYPOS)
def test_a_slip_finds_the_word(typed, meant):
    lexicon = [folded(word) for word in ("dads", meant, "malzahar", "zzz")]
    assert close_words(folded(typed), lexicon) == [folded(meant)]


@pytest.mark.parametrize(("typed", "other"), NO_TYPOS)
def test_another_word_is_no_slip(typed, other):
    assert close_words(folded(typed), [folded(other)]) == []


def test_the_nearest_come_first_and_equals_in_the_lexicons_order():
    lexicon = ["feeders", "feedings", "feedin", "feeling", "feeding", "feedbacks"]
    assert close_words("feedingx", lexicon) == ["feedings", "feeding", "feedin", "feeling"]
    assert close_words("feedingx", [*reversed(lexicon)]) == ["feeding", "feedings", "feeling", "feedin"]


def test_the_word_itself_is_no_slip_for_itself():
    assert close_words("massage", ["massage", "massages"]) == ["massages"]


def test_a_lexicon_that_was_made_once_answers_as_its_words_do():
    words = ["massage", "", "message", "massage", "dads"]
    lexicon = Lexicon(words)
    assert close_words("mossage", lexicon) == close_words("mossage", words) == ["massage", "message"]
    assert close_words("", lexicon) == close_words("mossage", []) == []
