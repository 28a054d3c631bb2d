import tomllib
from pathlib import Path

import pytest

from directory.search import question_words
from directory.search.question_words import QUESTION_WORDS
from directory.search.questions import Question, asked_about, read_question
from portal.languages import LANGUAGES

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)

ASKED_OF_THE_LIBRARY = [
    ("en", "My baby won't stop crying!", "crying"),
    ("en", "When can I give solid food?", "solid food"),
    ("en", "crying", "crying"),
    ("en", "what to do", "what to do"),
    ("en", "my baby", "my baby"),
    ("ur", "میرا بچہ رونا بند نہیں کرتا", "رونا"),
    ("ur", "my baby has a fever", "fever"),
    ("ur", "mujhe bache ke liye khana chahiye", "khana"),
    ("pl", "Moje dziecko nie je", "je"),
    ("bn", "amar bacchar jonno dudh", "dudh"),
    ("pa", "mere bache nu bukhar hai", "bukhar"),
    ("gu", "mara balak mate dudh", "dudh"),
    ("en", "nie", "nie"),
    ("en", "mate", "mate"),
    ("xx", "the crying", "crying"),
    ("en", "", ""),
    ("en", "?!", ""),
]

WORDS_LEFT = [
    ("en", "something for my toddler on Tuesday near me", "toddler"),
    ("en", "what can I do with a two year old when it rains", "rains"),
    ("en", "my child has special needs", "child special needs"),
    ("en", "I need help with bills", "bills"),
    ("en", "what to do", "what to do"),
    ("en", "on Tuesday", ""),
    ("en", "little ones", "little ones"),
    ("en", "", ""),
    ("en", "—?!", ""),
    ("ur", "mujhe bache ke liye khana chahiye", "bache khana"),
    ("en", "mujhe bache ke liye khana chahiye", "bache khana"),
    ("ur", "مجھے اپنے بچے کے لیے کھانا چاہیے", "بچے کہانا"),
    ("pl", "szukam czegoś dla dziecka blisko domu", "dziecka"),
    ("en", "moje dziecko jeszcze nie mówi", "dziecko mowi"),
    ("ro", "caut ceva pentru copilul meu", "copilul"),
    ("bn", "আমার বাচ্চার জন্য কিছু খুঁজছি", "বাচ্চার"),
    ("bn", "amar bacchar jonno kichu khelna lagbe", "bacchar khelna"),
    ("pa", "ਮੇਰੇ ਬੱਚੇ ਲਈ ਖੇਡ", "ਬਚੇ ਖੇਡ"),
    ("gu", "મારા બાળક માટે રમત", "બાળક રમત"),
    ("gu", "mara balak mate ramat joie che", "balak ramat"),
]

DAYS = [
    ("en", "Tuesday", {TUE}),
    ("en", "mondays and weds", {MON}),
    ("en", "at the weekend", {SAT, SUN}),
    ("en", "sun hats", set()),
    ("en", "peer support", set()),
    ("ur", "peer ko", {MON}),
    ("ur", "منگل کو", {TUE}),
    ("ur", "جمعرات", {THU}),
    ("ur", "ہفتے کو", {SAT}),
    ("ur", "دو ہفتے", set()),
    ("pl", "w poniedzialek albo środę", {MON, WED}),
    ("pl", "w soboty", {SAT}),
    ("ro", "luni și joi", {MON, THU}),
    ("ro", "copil de 6 luni", set()),
    ("ro", "duminica", {SUN}),
    ("bn", "মঙ্গলবারে", {TUE}),
    ("bn", "shukrobar", {FRI}),
    ("pa", "ਬੁੱਧਵਾਰ", {WED}),
    ("pa", "veervar nu", {THU}),
    ("gu", "શનિવારે", {SAT}),
    ("gu", "ravivare", {SUN}),
    ("en", "somvar", set()),
]

PARTS = [
    ("en", "Saturday morning", {"morning"}),
    ("en", "afternoons or evenings", {"afternoon", "evening"}),
    ("en", "morning sickness", set()),
    ("en", "won't sleep at night", set()),
    ("ur", "شام کو", {"evening"}),
    ("pl", "po południu", {"afternoon"}),
    ("ro", "după-amiaza", {"afternoon"}),
    ("bn", "সকালে", {"morning"}),
    ("pa", "savere", {"morning"}),
    ("gu", "સાંજે", {"evening"}),
]

PLACES = [
    ("near LU4 8BW", "LU4 8BW"),
    ("lu48bw", "LU4 8BW"),
    ("play LU1", "LU1"),
    ("LU1 3 dads", "LU1 3"),
    ("lu4 2 year old", "LU4"),
    ("LU۴ ۸BW", "LU4 8BW"),
    ("B12", "B12"),
    ("y6 homework", ""),
    ("the A6", ""),
    ("KS1 maths", ""),
    ("dads", ""),
]

FREE = [
    ("en", "free play", True),
    ("en", "free school meals", False),
    ("en", "gluten free", False),
    ("ur", "مفت", True),
    ("ur", "muft khana", True),
    ("pl", "za darmo", True),
    ("ro", "cursuri gratuite", True),
    ("bn", "ফ্রি ক্লাস", True),
    ("pa", "ਮੁਫ਼ਤ", True),
    ("gu", "મફત", True),
    ("en", "darmo", False),
]

NEAR_ME = [
    ("en", "playgroups near me", True),
    ("en", "my feelings", False),
    ("ur", "میرے قریب", True),
    ("ur", "میرے پاس پیسے نہیں", False),
    ("pl", "blisko mnie", True),
    ("ro", "langa mine", True),
    ("bn", "কাছাকাছি", True),
    ("pa", "ਮੇਰੇ ਨੇੜੇ", True),
    ("gu", "ghar pase", True),
]

AGES = [
    ("en", "2 year old", (24, 35)),
    ("en", "two year old", (24, 35)),
    ("en", "18 months", (18, 18)),
    ("en", "18m", (18, 18)),
    ("en", "6 weeks old", (1, 1)),
    ("en", "2-3 year olds", (24, 47)),
    ("en", "from 2 to 4 years", (24, 59)),
    ("en", "under 5s", (0, 59)),
    ("en", "under five years", (0, 59)),
    ("en", "my 2 year old and my 5 year old", (24, 71)),
    ("en", "2", None),
    ("en", "year 6", None),
    ("en", "under 5 pounds", None),
    ("en", "little ones", None),
    ("ur", "2 سال", (24, 35)),
    ("ur", "دو سال کا بچہ", (24, 35)),
    ("ur", "۱۸ مہینے", (18, 18)),
    ("ur", "ڈیڑھ سال", (18, 18)),
    ("ur", "do saal ka bacha", (24, 35)),
    ("pl", "2 lata", (24, 35)),
    ("pl", "2-latek", (24, 35)),
    ("pl", "dla trzylatka", (36, 47)),
    ("pl", "do 5 lat", (0, 59)),
    ("pl", "półtora roku", (18, 18)),
    ("ro", "2 ani", (24, 35)),
    ("ro", "un an și jumătate", (18, 18)),
    ("ro", "18 luni", (18, 18)),
    ("bn", "২ বছর", (24, 35)),
    ("bn", "দুই বছরের বাচ্চা", (24, 35)),
    ("bn", "6 masher baccha", (6, 6)),
    ("pa", "2 ਸਾਲ", (24, 35)),
    ("pa", "ਦੋ ਸਾਲ ਦਾ ਬੱਚਾ", (24, 35)),
    ("gu", "2 વર્ષ", (24, 35)),
    ("gu", "બે વર્ષનું બાળક", (24, 35)),
]


@pytest.mark.parametrize(("language", "question", "asked"), ASKED_OF_THE_LIBRARY)
def test_a_question_to_the_library_asks_about_what_its_small_words_leave(language, question, asked):
    assert asked_about(question, language) == asked


@pytest.mark.parametrize(("language", "question", "words"), WORDS_LEFT)
def test_of_a_question_about_groups_the_words_to_look_for_are_left(language, question, words):
    assert read_question(question, language).words == words


@pytest.mark.parametrize(("language", "question", "days"), DAYS)
def test_days(language, question, days):
    assert read_question(question, language).days == days


@pytest.mark.parametrize(("language", "question", "parts"), PARTS)
def test_parts_of_the_day(language, question, parts):
    assert read_question(question, language).parts == parts


@pytest.mark.parametrize(("question", "place"), PLACES)
def test_postcodes_and_their_parts(question, place):
    assert read_question(question, "en").place == place


@pytest.mark.parametrize(("language", "question", "free"), FREE)
def test_for_nothing(language, question, free):
    assert read_question(question, language).free == free


@pytest.mark.parametrize(("language", "question", "near_me"), NEAR_ME)
def test_near_me(language, question, near_me):
    assert read_question(question, language).near_me == near_me


@pytest.mark.parametrize(("language", "question", "months"), AGES)
def test_ages(language, question, months):
    assert read_question(question, language).ages_months == months


def test_a_question_that_says_everything():
    question = "free baby massage for a 6 month old on Saturday morning near LU4 8BW"
    assert read_question(question, "en") == Question(
        words="baby massage", days=frozenset({SAT}), parts=frozenset({"morning"}), place="LU4 8BW", free=True,
        ages_months=(6, 6),
    )  # fmt: skip


def test_every_language_has_words_for_all_of_it():
    assert set(QUESTION_WORDS) == {language.code for language in LANGUAGES}
    path = Path(question_words.__file__).with_name("words.toml")
    lists = tomllib.loads(path.read_text(encoding="utf-8"))
    needed = ("small", "children", "seeking", "near_me", "free", "numbers", *question_words.UNITS)
    times = (*question_words.DAYS, *question_words.PARTS)
    assert [(code, name) for code, has in lists.items() for name in (*needed, *times) if not has[name]] == []


@pytest.mark.parametrize(
    "words", ["2 2 2 2 year", "lu4 lu4 8", "18", "a" * 5000, "2 to to 3 years", "\x00", "\u09be", "under"]
)
def test_nothing_that_can_be_typed_breaks_it(words):
    for language in QUESTION_WORDS:
        read_question(words, language)
