"""Real Whoosh, in a folder of its own; no database and no Django."""

import subprocess
import sys
from pathlib import Path

import pytest

from directory.search.engine import ANY, Document, DocumentText, IndexMissing, SearchQuery
from directory.search.scan import scan
from directory.search.whoosh_engine import WhooshEngine

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


@pytest.fixture(params=["whoosh", "scan"])
def engine(request, tmp_path):
    return WhooshEngine(tmp_path / "index") if request.param == "whoosh" else Scan()


@pytest.fixture
def whoosh(tmp_path):
    return WhooshEngine(tmp_path / "index")


def keys(found):
    return [hit.key for hit in found.hits]


def find(engine, words="", language="en", **filters):
    return engine.search(SearchQuery(words, language, {facet: frozenset({one}) for facet, one in filters.items()}))


def test_a_listing_in_english_is_found_by_an_urdu_category_word(engine):
    engine.rebuild([document(1, en="Tuesday group | Toys", category_words=PLAY_WORDS), document(2, en="Pantry | Food")])
    assert keys(find(engine, "کھیل", "ur")) == [1]
    assert keys(find(engine, "كهيل", "ur")) == [1]


def test_bengali_is_found_by_whole_words(engine):
    engine.rebuild([document(1, en="One | x", bn="খাবার | শিশুকে খাওয়ানো"), document(2, en="Two | x", bn="খেলা | বড়")])
    assert keys(find(engine, "খাওয়ানো", "bn")) == [1]
    assert keys(find(engine, "বাড়ি", "bn")) == []


def test_polish_and_romanian_are_found_without_accents(engine):
    engine.rebuild([document(1, en="One | x", pl="Karmienie niemowląt | łóżko", ro="Învățare | șah")])
    assert keys(find(engine, "niemowlat", "pl")) == [1]
    assert keys(find(engine, "lozko", "pl")) == [1]
    assert keys(find(engine, "invatare sah", "ro")) == [1]


def test_an_unfinished_last_word_finds(engine):
    engine.rebuild([document(1, en="Baby massage | oil")])
    assert keys(find(engine, "baby mass")) == [1]
    assert keys(find(engine, "mass baby")) == [1]  # "mass" is some of the words
    assert find(engine, "mass baby").some_words


def test_all_words_come_first_and_it_says_where_none_has_all(engine):
    engine.rebuild([document(1, en="Messy play | paint"), document(2, en="Quiet play | books")])
    every = find(engine, "messy play")
    assert (keys(every)[0], every.some_words) == (1, False)
    some = find(engine, "messy football")
    assert (keys(some), some.some_words) == ([1], True)
    assert keys(find(engine, "football")) == []


def test_word_endings_do_not_matter_in_english(engine):
    engine.rebuild([document(1, en="Feeding babies | help")])
    assert keys(find(engine, "baby feed")) == [1]


def test_a_listing_is_one_hit_in_however_many_languages_it_is_written(engine):
    engine.rebuild([document(1, en="Yoga | x", pl="Yoga | x", ro="Yoga | x")])
    hits = find(engine, "yoga", "pl").hits
    assert [(hit.key, hit.language) for hit in hits] == [(1, "pl")]


def test_the_readers_language_comes_first_among_equals(engine):
    engine.rebuild(
        [
            document(1, en="A | x", category_words=PLAY_WORDS),
            document(2, en="B | x", ur="ب | x", category_words=PLAY_WORDS),
        ]
    )
    assert keys(find(engine, "کھیل", "ur")) == [2, 1]
    assert keys(find(engine, "", "ur")) == [2, 1]
    assert keys(find(engine, "", "pl")) == [1, 2]


def test_a_name_outranks_a_description(whoosh):
    whoosh.rebuild([document(1, en="Club | painting for all"), document(2, en="Painting | for all")])
    assert keys(find(whoosh, "painting")) == [2, 1]


def test_filters_combine_and_are_counted(engine):
    facets = [
        {"category": frozenset({"play"}), "day": frozenset({"0", "1"}), "free": frozenset({"yes"})},
        {"category": frozenset({"play", "food"}), "day": frozenset({"1"})},
        {"category": frozenset({"food"}), "day": frozenset({"2"}), "free": frozenset({"yes"})},
    ]
    engine.rebuild([document(n, en=f"Group {n} | x", facets=one) for n, one in enumerate(facets, start=1)])
    assert keys(find(engine, category="play")) == [1, 2]
    assert keys(find(engine, category="play", day="1", free="yes")) == [1]
    assert keys(find(engine, "group", category="food", day="0")) == []
    counts = find(engine, category="food", day="0").counts
    assert (counts["day"]["1"], counts["day"]["2"], counts["day"][ANY]) == (1, 1, 2)
    assert (counts["category"]["play"], counts["category"]["food"], counts["category"][ANY]) == (1, 0, 1)
    assert counts["free"]["yes"] == 0


@pytest.mark.parametrize("words", ["", "   ", "—?!", "\u09be", "*", 'name:"x" AND', "a" * 5000, "\x00"])
def test_nothing_that_can_be_typed_breaks_a_search(engine, words):
    engine.rebuild([document(1, en="Yoga | x")])
    find(engine, words)


def test_an_updated_listing_is_found_by_its_new_words_only(whoosh):
    whoosh.rebuild([document(1, en="Yoga | x", pl="Joga | x"), document(2, en="Dance | x")])
    assert keys(find(whoosh, "yoga")) == [1]
    whoosh.update([document(1, en="Swimming | x")])
    assert keys(find(whoosh, "yoga")) == keys(find(whoosh, "joga")) == []
    assert keys(find(whoosh, "swimming")) == [1]
    whoosh.update([], remove=[1])
    assert keys(find(whoosh)) == [2]


def test_a_rebuild_replaces_everything_and_leaves_no_old_builds_behind(whoosh, tmp_path):
    for name in ("Yoga", "Dance", "Swimming"):
        whoosh.rebuild([document(1, en=f"{name} | x")])
        assert keys(find(whoosh, name)) == [1]
    assert keys(find(whoosh, "yoga")) == []
    assert len([path for path in (tmp_path / "index").iterdir() if path.is_dir() and not path.is_symlink()]) == 2


def test_a_rebuild_that_fails_leaves_the_index_as_it_was(whoosh, tmp_path):
    def broken():
        yield document(2, en="Dance | x")
        raise RuntimeError("the database went away")

    whoosh.rebuild([document(1, en="Yoga | x")])
    with pytest.raises(RuntimeError):
        whoosh.rebuild(broken())
    assert len(list((tmp_path / "index").glob("*-*"))) == 1
    assert keys(find(whoosh)) == [1]
    whoosh.update([document(3, en="Swimming | x")])
    assert sorted(keys(find(whoosh))) == [1, 3]


def test_without_an_index_search_says_so_and_an_update_waits_for_the_build(whoosh):
    with pytest.raises(IndexMissing):
        find(whoosh, "yoga")
    whoosh.update([document(1, en="Yoga | x")])
    with pytest.raises(IndexMissing):
        find(whoosh, "yoga")


def test_an_index_of_another_version_is_no_index(whoosh, monkeypatch):
    whoosh.rebuild([document(1, en="Yoga | x")])
    monkeypatch.setattr("directory.search.whoosh_engine.VERSION", "next")
    with pytest.raises(IndexMissing):
        find(whoosh, "yoga")


WRITE_ELSEWHERE = """
import sys
from pathlib import Path
from directory.search.engine import FACETS, Document, DocumentText
from directory.search.whoosh_engine import WhooshEngine

engine = WhooshEngine(Path(sys.argv[1]))
for key in map(int, sys.argv[3:]):
    text = DocumentText("en", f"Elsewhere {key}", "")
    getattr(engine, sys.argv[2])([Document(key, (text,), (), dict.fromkeys(FACETS, frozenset()))])
"""


def write_elsewhere(folder, verb, *numbers):
    return subprocess.Popen([sys.executable, "-c", WRITE_ELSEWHERE, str(folder), verb, *map(str, numbers)], cwd=ROOT)


@pytest.mark.parametrize(("verb", "expected"), [("update", [1, 7]), ("rebuild", [7])])
def test_what_another_process_writes_is_seen(whoosh, tmp_path, verb, expected):
    whoosh.rebuild([document(1, en="Yoga | x")])
    assert keys(find(whoosh)) == [1]
    assert write_elsewhere(tmp_path / "index", verb, 7).wait(timeout=60) == 0
    assert sorted(keys(find(whoosh))) == expected


def test_two_processes_that_write_at_once_lose_nothing(whoosh, tmp_path):
    whoosh.rebuild([])
    writers = [write_elsewhere(tmp_path / "index", "update", *numbers) for numbers in (range(10, 15), range(20, 25))]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    assert sorted(keys(find(whoosh))) == [*range(10, 15), *range(20, 25)]


def test_a_document_without_facets_is_found_and_passes_no_filter(engine):
    engine.rebuild([Document(1, (DocumentText("en", "Crying", "what helps"),))])
    assert keys(find(engine, "crying")) == [1]
    assert keys(find(engine, "crying", day="1")) == []
    assert find(engine, "crying").counts["day"][ANY] == 1


def test_where_no_stemmer_knows_a_language_any_ending_may_be_asked_for(whoosh):
    whoosh.rebuild(
        [
            document(1, en="One | x", pl="Pierwsza | gorączka"),
            document(2, en="Two | x", pl="Druga | gorączkę"),
            document(3, en="Three | x", pl="Trzecia | góra"),
        ]
    )
    asked = SearchQuery("gorączkę", "pl", any_ending=True)
    assert keys(whoosh.search(asked)) == [2, 1]
    assert [hit.why for hit in whoosh.search(asked).hits] == ["body", "body"]
    assert [hit.why for hit in find(whoosh, "gorączkę", "pl").hits] == ["body", "prefix"]


def test_any_ending_keeps_short_words_and_stemmed_languages_as_they_are(whoosh):
    whoosh.rebuild([document(1, en="Feeder | x", gu="દૂધપાક | x"), document(2, en="Feeding | x", gu="દૂધ | x")])
    assert keys(whoosh.search(SearchQuery("feeding", "en", any_ending=True))) == [2]
    assert keys(whoosh.search(SearchQuery("દૂધ", "gu", any_ending=True)))[0] == 2


def whys(found):
    return [(hit.key, hit.why) for hit in found.hits]


def test_it_says_what_answered_the_words(whoosh):
    whoosh.rebuild(
        [
            document(1, en="Painting | x"),
            document(2, en="Club | x", category_words=(("en", "painting"),)),
            document(3, en="Club | painting"),
        ]
    )
    assert whys(find(whoosh, "painting")) == [(1, "name"), (2, "category"), (3, "body")]
    assert whys(find(whoosh)) == [(2, ""), (3, ""), (1, "")]


def test_the_word_itself_comes_before_its_stem_the_beginning_of_another_a_slip_and_a_sound(whoosh):
    written = ("paint", "painted", "paintbrush", "paimt", "peint")
    whoosh.rebuild([document(key, en=f"{word} | x") for key, word in enumerate(reversed(written))])
    assert whys(find(whoosh, "paint"))[:3] == [(4, "name"), (3, "name"), (2, "prefix")]
    whoosh.update([], remove=[4, 3])
    assert whys(find(whoosh, "paint")) == [(2, "prefix"), (1, "typo"), (0, "typo")]
    assert whys(find(whoosh, "paynt")) == [(0, "sound")]


def test_a_misspelt_word_is_put_right(whoosh):
    whoosh.rebuild([document(1, en="Baby massage | oil"), document(2, en="Baby yoga | mats")])
    found = find(whoosh, "babby masage")
    assert (keys(found)[0], found.did_you_mean, found.some_words) == (1, "baby massage", False)
    assert find(whoosh, "massage").did_you_mean == ""


@pytest.mark.parametrize("typed", ["madad", "maddad", "مدد", "ਮਦਦ", "মদদ", "મદદ"])
@pytest.mark.parametrize("written", ["madad", "مدد", "ਮਦਦ", "મદદ"])
@pytest.mark.parametrize("language", ["ur", "pa", "en"])
def test_a_word_is_found_by_its_sound_in_whichever_script_it_is_written(whoosh, typed, written, language):
    whoosh.rebuild([document(1, en="One | x", ur=f"{written} | x"), document(2, en="Two | x", ur="چائے | x")])
    assert keys(find(whoosh, typed, language)) == [1]


def test_who_spells_by_ear_is_not_taken_to_misspell_english(whoosh):
    whoosh.rebuild([document(1, en="Madam | x"), document(2, en="Help | x", ur="مدد | x")])
    assert whys(find(whoosh, "madad", "ur")) == [(2, "sound")]
    assert whys(find(whoosh, "madad", "en")) == [(1, "typo"), (2, "sound")]


def test_english_words_may_stand_among_those_of_another_language(whoosh):
    whoosh.rebuild([document(1, en="Yoga | x", ur="ورزش بچوں | x"), document(2, en="Tea | x", ur="بچوں | x")])
    found = find(whoosh, "yoga بچوں", "ur")
    assert (keys(found)[0], found.some_words) == (1, False)


def test_a_listing_in_one_category_comes_before_one_in_three(whoosh):
    labels = (("en", "play"), ("en", "sing"), ("en", "cook"))
    whoosh.rebuild([document(1, en="A | x", category_words=labels), document(2, en="B | x", category_words=labels[:1])])
    assert keys(find(whoosh, "play")) == [2, 1]


def test_what_holds_a_good_part_of_the_words_comes_below_what_holds_all(whoosh):
    toys = [document(key, en=f"Toys {key} | with a baby") for key in range(3, 20)]
    whoosh.rebuild([document(1, en="Baby massage | x"), document(2, en="Massage | x"), *toys])
    found = find(whoosh, "baby massage").hits
    assert [(hit.key, hit.every_word) for hit in found] == [(1, True), (2, False)]
    assert found[0].score > found[1].score


def test_hits_are_a_sequence(whoosh):
    whoosh.rebuild([document(key, en=f"Yoga {key:03} | x") for key in range(200)])
    hits = find(whoosh, "yoga").hits
    assert len(hits) == 200
    assert [hit.key for hit in hits] == list(range(200))
    assert [hit.key for hit in hits[120:123]] == [120, 121, 122]
    assert (hits[-1].key, hits[300:], hits[3].key) == (199, (), 3)
