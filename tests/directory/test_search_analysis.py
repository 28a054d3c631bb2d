import pytest

from directory.search.analysis import beginning_of, folded_words, index_terms, prefix_of, query_words

STAY_DIFFERENT = [
    ("खाना", "खून"),  # food, blood
    ("दिन", "दान"),  # day, donation
    ("दवा", "दावा"),  # medicine, claim
    ("काम", "कम"),  # work, less
    ("કામ", "કમ"),
    ("દાન", "દિન"),
    ("ਕੰਮ", "ਕਮੀ"),  # work, lack
    ("বাড়ি", "বড়"),  # house, big
    ("مدد", "مدت"),  # help, period
]

BECOME_THE_SAME = [
    ("مدد", "مَدَد"),
    ("كتاب", "کتاب"),
    ("علي", "علی"),
    ("ماہ", "ماه"),
    ("کھانا", "كهانا"),
    ("آرام", "ارام"),
    ("مسئلہ", "مسیلہ"),
    ("کتـاب", "کتاب"),
    ("niemowlę", "niemowle"),
    ("Łódź", "lodz"),
    ("învățare", "invatare"),
    ("învățare", "învăţare"),
    ("Straße", "strasse"),
    ("İyi", "iyi"),
    ("চাঁদ", "চাদ"),
    ("উৎসব", "উত্সব"),
    ("বাড়ি", "বাডি"),
    ("ਬੱਚਾ", "ਬਚਾ"),
    ("ਪੰਜਾਬੀ", "ਪਂਜਾਬੀ"),
    ("ક઼લમ", "કલમ"),
    ("won't", "wont"),
    ("won’t", "wont"),
    ("BABY", "baby"),
    ("ﬁve", "five"),
    ("so\u00adlo", "solo"),
    ("کتا\u200cبیں", "کتابیں"),
]


@pytest.mark.parametrize(("one", "other"), STAY_DIFFERENT)
def test_words_that_only_look_alike_stay_different(one, other):
    assert folded_words(one) != folded_words(other)


@pytest.mark.parametrize(("one", "other"), BECOME_THE_SAME)
def test_words_that_readers_type_as_the_same_become_the_same(one, other):
    assert folded_words(one) == folded_words(other)
    assert len(folded_words(one)) == 1


@pytest.mark.parametrize("five", "5৫۵੫૫५")
def test_a_digit_is_the_same_in_every_script(five):
    assert folded_words(five) == ["5"]


@pytest.mark.parametrize("word", ["ગુજરાતી", "ਗੁਜਰਾਤੀ", "বাংলা", "শিশুকে", "ਬੱਚੇ", "پیدائش", "niemowląt"])
def test_a_word_stays_whole(word):
    assert len(folded_words(word)) == 1


def test_a_sentence_is_its_words_in_order():
    assert folded_words("শিশুকে খাওয়ানো, কী করে?") == ["শিশুকে", "খাওযানো", "কী", "করে"]
    assert folded_words("بچے کی پیدائش۔ کب؟") == ["بچے", "کی", "پیدایش", "کب"]


def test_marks_and_signs_alone_are_no_words():
    assert folded_words(" — ا؟ ".replace("ا", "") + "\u09be !") == []


def test_english_and_romanian_are_stemmed_beside_the_word_itself():
    assert index_terms("babies", "en") == ["babies", "babi"]
    assert index_terms("mamele", "ro") == ["mamele", "mam"]
    assert index_terms("niemowleta", "pl") == ["niemowleta"]


def test_a_word_typed_is_answered_by_its_stem_in_the_readers_language_and_in_english():
    assert query_words("Feeding", "ur") == [frozenset({"feeding", "feed"})]
    assert query_words("mamele", "ro") == [frozenset({"mamele", "mamel", "mam"})]


def test_a_word_typed_twice_is_asked_once():
    assert len(query_words("play, play PLAY", "en")) == 1


@pytest.mark.parametrize(("typed", "prefix"), [("baby mas", "mas"), ("ba", ""), ("", ""), ("help a", "")])
def test_the_last_word_may_be_unfinished_from_three_letters_on(typed, prefix):
    assert prefix_of(typed) == prefix


@pytest.mark.parametrize(
    ("word", "language", "beginning"),
    [
        ("goraczke", "pl", "goracz"),
        ("ciazy", "pl", "ciaz"),
        ("mama", "pl", ""),
        ("بولتا", "ur", "بولت"),
        ("সন্তানদের", "bn", "সন্তান"),
        ("સ્તનપાનમાં", "gu", "સ્તનપાન"),
        ("દૂધ", "gu", ""),
        ("feeding", "en", ""),
        ("mamele", "ro", ""),
    ],
)
def test_the_beginning_of_a_word_leaves_off_an_ending_that_no_stemmer_knows(word, language, beginning):
    assert beginning_of(word, language) == beginning
