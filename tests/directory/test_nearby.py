import pytest

from directory.nearby import kept_place, names_a_home, without_homes


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("LU4 8BW", "LU4 8"),
        ("lu48bw", "LU4 8"),
        (" L U 4 8 B W ", "LU4 8"),
        ("LU4–8BW", "LU4 8"),
        ("LU৪ ৮BW", "LU4 8"),
        ("ＬＵ４ ８ＢＷ", "LU4 8"),
        ("12 Oak Road, Luton LU4 8BW", "LU4 8"),
        ("LU4 8B", "LU4 8"),
        ("lu4 8", "LU4 8"),
        ("lu4", "LU4"),
        ("AB10 1XY", "AB10 1"),
        ("Bury Park", ""),
        ("12 Oak Road", ""),
        ("", ""),
    ],
)
def test_of_a_place_no_more_than_its_sector_is_kept(typed, kept):
    assert kept_place(typed) == kept


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("toddler group LU4 8BW please", "toddler group LU4 8 please"),
        ("LU48BW", "LU4 8"),
        ("lu4 8bw or LU1 1AA", "lu4 8 or LU1 1"),
        ("LU৪ ৮BW", "LU4 8"),
        ("near LU৪ ৮BW", "near LU৪ ৮"),
    ],
)
def test_words_lose_the_end_of_each_whole_postcode(words, left):
    assert names_a_home(words)
    assert without_homes(words) == left
    assert not names_a_home(left)


@pytest.mark.parametrize("words", ["", "toddlers", "LU4", "group in LU4 8", "my 2 year old", "XLU4 8BW9", "مدد", "5pm"])
def test_other_words_stay_as_they_are(words):
    assert not names_a_home(words)
    assert without_homes(words) == words
