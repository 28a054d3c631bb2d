"""What both engines find, on real files and tables; and what a plain reading of the documents does."""

import subprocess
import sys
from pathlib import Path

import pytest

from directory.search.engine import ANY, Document, DocumentText, IndexMissing, SearchQuery
from directory.search.scan import scan
from tests.directory.engines import KINDS, opened

ROOT = Path(__file__).parents[2]
PLAY_WORDS = (("en", "Stay and play playgroup"), ("ur", "کھیل"), ("bn", "শিশুদের খেলা"), ("pl", "Zabawa"))


def document(key, *, category_words=(), facets=None, **texts):
    """texts: language="name | body"."""
    return Document(
        key=key,
        texts=tuple(
            DocumentText(language, *(part.strip() for part in text.split("|"))) for language, text in texts.items()
        ),
        category_words=category_words,
        facets={
            "category": frozenset(), "age": frozenset(), "day": frozenset(), "spoken": frozenset(), "free": frozenset()
        }
        | (facets or {}),
    )  # fmt: skip


class Scan:
    """The stand-in for an index that is missing; asked the same questions."""

    def __init__(self):
        self.documents = []

    def rebuild(self, documents):
        self.documents = documents

    def search(self, query):
        return scan(self.documents, query)


@pytest.fixture(params=[*KINDS, "scan"])
def answers(request, folder, django_db_blocker):
    if request.param == "scan":
        yield Scan()
        return
    with opened(request.param, folder, django_db_blocker) as engine:
        yield engine


def keys(found):
    return [hit.key for hit in found.hits]


def find(answers, words="", language="en", **filters):
    return answers.search(SearchQuery(words, language, {facet: frozenset({one}) for facet, one in filters.items()}))


def test_a_listing_in_english_is_found_by_an_urdu_category_word(answers):
    answers.rebuild(
        [document(1, en="Tuesday group | Toys", category_words=PLAY_WORDS), document(2, en="Pantry | Food")]
    )
    assert keys(find(answers, "کھیل", "ur")) == [1]
    assert keys(find(answers, "كهيل", "ur")) == [1]


def test_bengali_is_found_by_whole_words(answers):
    answers.rebuild([document(1, en="One | x", bn="খাবার | শিশুকে খাওয়ানো"), document(2, en="Two | x", bn="খেলা | বড়")])
    assert keys(find(answers, "খাওয়ানো", "bn")) == [1]
    assert keys(find(answers, "বাড়ি", "bn")) == []


def test_polish_and_romanian_are_found_without_accents(answers):
    answers.rebuild([document(1, en="One | x", pl="Karmienie niemowląt | łóżko", ro="Învățare | șah")])
    assert keys(find(answers, "niemowlat", "pl")) == [1]
    assert keys(find(answers, "lozko", "pl")) == [1]
    assert keys(find(answers, "invatare sah", "ro")) == [1]


def test_an_unfinished_last_word_finds(answers):
    answers.rebuild([document(1, en="Baby massage | oil")])
    assert keys(find(answers, "baby mass")) == [1]
    assert keys(find(answers, "mass baby")) == [1]  # "mass" is some of the words
    assert find(answers, "mass baby").some_words


def test_all_words_come_first_and_it_says_where_none_has_all(answers):
    answers.rebuild([document(1, en="Messy play | paint"), document(2, en="Quiet play | books")])
    every = find(answers, "messy play")
    assert (keys(every)[0], every.some_words) == (1, False)
    some = find(answers, "messy football")
    assert (keys(some), some.some_words) == ([1], True)
    assert keys(find(answers, "football")) == []


def test_word_endings_do_not_matter_in_english(answers):
    answers.rebuild([document(1, en="Feeding babies | help")])
    assert keys(find(answers, "baby feed")) == [1]


def test_a_listing_is_one_hit_in_however_many_languages_it_is_written(answers):
    answers.rebuild([document(1, en="Yoga | x", pl="Yoga | x", ro="Yoga | x")])
    hits = find(answers, "yoga", "pl").hits
    assert [(hit.key, hit.language) for hit in hits] == [(1, "pl")]


def test_the_readers_language_comes_first_among_equals(answers):
    answers.rebuild(
        [
            document(1, en="A | x", category_words=PLAY_WORDS),
            document(2, en="B | x", ur="ب | x", category_words=PLAY_WORDS),
        ]
    )
    assert keys(find(answers, "کھیل", "ur")) == [2, 1]
    assert keys(find(answers, "", "ur")) == [2, 1]
    assert keys(find(answers, "", "pl")) == [1, 2]


def test_a_name_outranks_a_description(engine):
    engine.rebuild([document(1, en="Club | painting for all"), document(2, en="Painting | for all")])
    assert keys(find(engine, "painting")) == [2, 1]


def test_filters_combine_and_are_counted(answers):
    facets = [
        {"category": frozenset({"play"}), "day": frozenset({"0", "1"}), "free": frozenset({"yes"})},
        {"category": frozenset({"play", "food"}), "day": frozenset({"1"})},
        {"category": frozenset({"food"}), "day": frozenset({"2"}), "free": frozenset({"yes"})},
    ]
    answers.rebuild([document(n, en=f"Group {n} | x", facets=one) for n, one in enumerate(facets, start=1)])
    assert keys(find(answers, category="play")) == [1, 2]
    assert keys(find(answers, category="play", day="1", free="yes")) == [1]
    assert keys(find(answers, "group", category="food", day="0")) == []
    counts = find(answers, category="food", day="0").counts
    assert (counts["day"]["1"], counts["day"]["2"], counts["day"][ANY]) == (1, 1, 2)
    assert (counts["category"]["play"], counts["category"]["food"], counts["category"][ANY]) == (1, 0, 1)
    assert counts["free"]["yes"] == 0


@pytest.mark.parametrize("words", ["", "   ", "—?!", "\u09be", "*", 'name:"x" AND', "a" * 5000, "\x00"])
def test_nothing_that_can_be_typed_breaks_a_search(answers, words):
    answers.rebuild([document(1, en="Yoga | x")])
    find(answers, words)


def test_an_updated_listing_is_found_by_its_new_words_only(engine):
    engine.rebuild([document(1, en="Yoga | x", pl="Joga | x"), document(2, en="Dance | x")])
    assert keys(find(engine, "yoga")) == [1]
    engine.update([document(1, en="Swimming | x")])
    assert keys(find(engine, "yoga")) == keys(find(engine, "joga")) == []
    assert keys(find(engine, "swimming")) == [1]
    engine.update([], remove=[1])
    assert keys(find(engine)) == [2]


def test_a_rebuild_replaces_everything_and_leaves_no_old_builds_behind(engine, kind, folder):
    for name in ("Yoga", "Dance", "Swimming"):
        engine.rebuild([document(1, en=f"{name} | x")])
        assert keys(find(engine, name)) == [1]
    assert keys(find(engine, "yoga")) == []
    if kind == "whoosh":
        assert len([path for path in folder.iterdir() if path.is_dir() and not path.is_symlink()]) == 2
    else:
        assert len(engine._tables.segments()) == 1


def test_a_rebuild_that_fails_leaves_the_index_as_it_was(engine, folder):
    def broken():
        yield document(2, en="Dance | x")
        raise RuntimeError("the database went away")

    engine.rebuild([document(1, en="Yoga | x")])
    with pytest.raises(RuntimeError):
        engine.rebuild(broken())
    assert len(list(folder.glob("*-*"))) <= 1
    assert keys(find(engine)) == [1]
    engine.update([document(3, en="Swimming | x")])
    assert sorted(keys(find(engine))) == [1, 3]


def test_without_an_index_search_says_so_and_an_update_waits_for_the_build(engine):
    with pytest.raises(IndexMissing):
        find(engine, "yoga")
    engine.update([document(1, en="Yoga | x")])
    with pytest.raises(IndexMissing):
        find(engine, "yoga")


def test_an_index_of_another_version_is_no_index(engine, kind, monkeypatch):
    engine.rebuild([document(1, en="Yoga | x")])
    monkeypatch.setattr(f"directory.search.{kind}_engine.VERSION", "next")
    with pytest.raises(IndexMissing):
        find(engine, "yoga")


WRITE_ELSEWHERE = """
import sys
from pathlib import Path
from directory.search.engine import FACETS, Document, DocumentText
from tests.directory.engines import engine_in

kind, folder, verb, *keys = sys.argv[1:]
for key in map(int, keys):
    text = DocumentText("en", f"Elsewhere {key}", "")
    getattr(engine_in(kind, Path(folder)), verb)([Document(key, (text,), (), dict.fromkeys(FACETS, frozenset()))])
"""


def write_elsewhere(kind, folder, verb, *numbers):
    arguments = [sys.executable, "-W", "ignore", "-c", WRITE_ELSEWHERE, kind, str(folder), verb, *map(str, numbers)]
    return subprocess.Popen(arguments, cwd=ROOT)


@pytest.mark.parametrize(("verb", "expected"), [("update", [1, 7]), ("rebuild", [7])])
def test_what_another_process_writes_is_seen(engine, kind, folder, verb, expected):
    engine.rebuild([document(1, en="Yoga | x")])
    assert keys(find(engine)) == [1]
    assert write_elsewhere(kind, folder, verb, 7).wait(timeout=60) == 0
    assert sorted(keys(find(engine))) == expected


def test_two_processes_that_write_at_once_lose_nothing(engine, kind, folder):
    engine.rebuild([])
    writers = [write_elsewhere(kind, folder, "update", *numbers) for numbers in (range(10, 15), range(20, 25))]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    assert sorted(keys(find(engine))) == [*range(10, 15), *range(20, 25)]


def test_a_document_without_facets_is_found_and_passes_no_filter(answers):
    answers.rebuild([Document(1, (DocumentText("en", "Crying", "what helps"),))])
    assert keys(find(answers, "crying")) == [1]
    assert keys(find(answers, "crying", day="1")) == []
    assert find(answers, "crying").counts["day"][ANY] == 1


def test_where_no_stemmer_knows_a_language_any_ending_may_be_asked_for(engine):
    engine.rebuild(
        [
            document(1, en="One | x", pl="Pierwsza | gorączka"),
            document(2, en="Two | x", pl="Druga | gorączkę"),
            document(3, en="Three | x", pl="Trzecia | góra"),
        ]
    )
    asked = SearchQuery("gorączkę", "pl", any_ending=True)
    assert keys(engine.search(asked)) == [2, 1]
    assert [hit.why for hit in engine.search(asked).hits] == ["body", "body"]
    assert [hit.why for hit in find(engine, "gorączkę", "pl").hits] == ["body", "prefix"]


def test_any_ending_keeps_short_words_and_stemmed_languages_as_they_are(engine):
    engine.rebuild([document(1, en="Feeder | x", gu="દૂધપાક | x"), document(2, en="Feeding | x", gu="દૂધ | x")])
    assert keys(engine.search(SearchQuery("feeding", "en", any_ending=True))) == [2]
    assert keys(engine.search(SearchQuery("દૂધ", "gu", any_ending=True)))[0] == 2


def whys(found):
    return [(hit.key, hit.why) for hit in found.hits]


def test_it_says_what_answered_the_words(engine):
    engine.rebuild(
        [
            document(1, en="Painting | x"),
            document(2, en="Club | x", category_words=(("en", "painting"),)),
            document(3, en="Club | painting"),
        ]
    )
    assert whys(find(engine, "painting")) == [(1, "name"), (2, "category"), (3, "body")]
    assert whys(find(engine)) == [(2, ""), (3, ""), (1, "")]


def test_the_word_itself_comes_before_its_stem_the_beginning_of_another_a_slip_and_a_sound(engine):
    written = ("paint", "painted", "paintbrush", "paimt", "peint")
    engine.rebuild([document(key, en=f"{word} | x") for key, word in enumerate(reversed(written))])
    assert whys(find(engine, "paint"))[:3] == [(4, "name"), (3, "name"), (2, "prefix")]
    engine.update([], remove=[4, 3])
    assert whys(find(engine, "paint")) == [(2, "prefix"), (1, "typo"), (0, "typo")]
    assert whys(find(engine, "paynt")) == [(0, "sound")]


def test_a_misspelt_word_is_put_right(engine):
    engine.rebuild([document(1, en="Baby massage | oil"), document(2, en="Baby yoga | mats")])
    found = find(engine, "babby masage")
    assert (keys(found)[0], found.did_you_mean, found.some_words) == (1, "baby massage", False)
    assert find(engine, "massage").did_you_mean == ""


def test_an_unfinished_word_is_not_taken_for_a_misspelt_one(engine):
    engine.rebuild([document(1, en="Massage | x"), document(2, en="Mask making | x")])
    found = find(engine, "mass")
    assert (whys(found), found.did_you_mean) == ([(1, "prefix"), (2, "typo")], "")


@pytest.mark.parametrize("typed", ["madad", "maddad", "مدد", "ਮਦਦ", "মদদ", "મદદ"])
@pytest.mark.parametrize("written", ["madad", "مدد", "ਮਦਦ", "મદદ"])
@pytest.mark.parametrize("language", ["ur", "pa", "en"])
def test_a_word_is_found_by_its_sound_in_whichever_script_it_is_written(engine, typed, written, language):
    engine.rebuild([document(1, en="One | x", ur=f"{written} | x"), document(2, en="Two | x", ur="چائے | x")])
    assert keys(find(engine, typed, language)) == [1]


def test_who_spells_by_ear_is_not_taken_to_misspell_english(engine):
    engine.rebuild([document(1, en="Madam | x"), document(2, en="Help | x", ur="مدد | x")])
    assert whys(find(engine, "madad", "ur")) == [(2, "sound")]
    assert whys(find(engine, "madad", "en")) == [(1, "typo"), (2, "sound")]


def test_english_words_may_stand_among_those_of_another_language(engine):
    engine.rebuild([document(1, en="Yoga | x", ur="ورزش بچوں | x"), document(2, en="Tea | x", ur="بچوں | x")])
    found = find(engine, "yoga بچوں", "ur")
    assert (keys(found)[0], found.some_words) == (1, False)


def test_a_listing_in_one_category_comes_before_one_in_three(engine):
    labels = (("en", "play"), ("en", "sing"), ("en", "cook"))
    engine.rebuild([document(1, en="A | x", category_words=labels), document(2, en="B | x", category_words=labels[:1])])
    assert keys(find(engine, "play")) == [2, 1]


def test_what_holds_a_good_part_of_the_words_comes_below_what_holds_all(engine):
    toys = [document(key, en=f"Toys {key} | with a baby") for key in range(3, 20)]
    engine.rebuild([document(1, en="Baby massage | x"), document(2, en="Massage | x"), *toys])
    found = find(engine, "baby massage").hits
    assert [(hit.key, hit.every_word) for hit in found] == [(1, True), (2, False)]
    assert found[0].score > found[1].score


def test_hits_are_a_sequence(engine):
    engine.rebuild([document(key, en=f"Yoga {key:03} | x") for key in range(200)])
    hits = find(engine, "yoga").hits
    assert len(hits) == 200
    assert [hit.key for hit in hits] == list(range(200))
    assert [hit.key for hit in hits[120:123]] == [120, 121, 122]
    assert (hits[-1].key, hits[300:], hits[3].key) == (199, (), 3)
