"""The index stays true whatever happens to who writes it, and what is kept in memory of it too."""

import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from directory.search import whoosh_engine
from directory.search.engine import Document, DocumentText, SearchQuery
from directory.search.records import MERGED_AT_ONCE
from directory.search.whoosh_engine import WhooshEngine

ROOT = Path(__file__).parents[2]
MANY = 12
KILLED = -9


def documents(name, keys=range(MANY)):
    return [Document(key, (DocumentText("en", f"{name} {key}", "group"),)) for key in keys]


def found(engine, words):
    return sorted(hit.key for hit in engine.search(SearchQuery(words)).hits)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def engine(folder):
    engine = WhooshEngine(folder)
    engine.rebuild(documents("before"))
    return engine


DIE_WRITING = """
import os, signal, sys
from pathlib import Path
from directory.search.whoosh_engine import WhooshEngine
from tests.directory.test_search_engine_files import documents

folder, verb, steps = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])

def count(event, arguments):
    global steps
    if event in ("open", "os.rename", "os.remove", "os.symlink", "os.mkdir") and str(folder) in str(arguments[0]):
        steps -= 1
        if not steps:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(count)
getattr(WhooshEngine(folder), verb)(documents("after"))
"""


WRITE = """
import sys
from pathlib import Path
from directory.search.whoosh_engine import WhooshEngine
from tests.directory.test_search_engine_files import documents

folder, verb, name, first, end = sys.argv[1:]
getattr(WhooshEngine(Path(folder)), verb)(documents(name, range(int(first), int(end))))
"""


def write_and_die(folder, verb, steps):
    """Write in a process of its own that is killed when it touches its so-manieth file."""
    arguments = [sys.executable, "-c", DIE_WRITING, str(folder), verb, str(steps)]
    return subprocess.run(arguments, cwd=ROOT, timeout=60, check=False).returncode


@pytest.mark.parametrize("verb", ["update", "rebuild"])
def test_killed_in_mid_commit_the_index_holds_all_of_a_change_or_nothing(engine, folder, verb):
    everything, step, died = list(range(MANY)), 1, 0
    while write_and_die(folder, verb, step) == KILLED:
        before, after = found(engine, "before"), found(engine, "after")
        assert (before, after) in ((everything, []), ([], everything))
        engine.update(documents("before"))
        assert found(engine, "before") == found(WhooshEngine(folder), "before") == everything
        step, died = step + 3, died + 1
    assert died >= 3
    assert found(engine, "after") == everything


def test_searches_meanwhile_see_all_of_one_build_or_all_of_the_next(engine):
    stop, seen, wrong = threading.Event(), set(), []

    def search():
        while not stop.is_set():
            counts = {name: len(found(engine, name)) for name in ("before", "after")}
            total = len(engine.search(SearchQuery("group")).hits)
            seen.update(name for name, count in counts.items() if count)
            wrong.extend([] if total == MANY else [total])

    reader = threading.Thread(target=search)
    reader.start()
    for name in ("after", "before", "after"):
        engine.rebuild(documents(name))
    stop.set()
    reader.join()
    assert wrong == []
    assert found(engine, "after") == list(range(MANY))


def test_a_process_that_builds_and_one_that_updates_take_turns(engine, folder):
    started = [
        subprocess.Popen([sys.executable, "-c", WRITE, str(folder), *arguments], cwd=ROOT)
        for arguments in (
            ("rebuild", "built", "0", "5"),
            ("update", "changed", "0", "2"),
            ("update", "changed", "7", "9"),
        )
    ]
    assert [process.wait(timeout=60) for process in started] == [0, 0, 0]
    changed, built = found(engine, "changed"), found(engine, "built")
    assert set(built) | set(changed) >= set(range(5))
    assert not set(built) & set(changed)
    assert len(engine.search(SearchQuery("")).hits) == len(built) + len(changed)


def test_what_is_kept_in_memory_is_right_after_changes_removals_and_merges(engine, folder):
    """A search after each of many commits, as one who opens the index anew would see it."""
    chance, names = random.Random(1), {key: "before" for key in range(MANY)}
    for number in range(3 * MERGED_AT_ONCE):
        key, name = chance.randrange(2 * MANY), chance.choice(("red", "green", "blue"))
        if chance.random() < 0.3:
            names.pop(key, None)
            engine.update([], remove=[key])
        else:
            names[key] = name
            engine.update(documents(name, [key]))
        for asked in ("before", "red", "green", "blue"):
            expected = sorted(key for key, name in names.items() if name == asked)
            assert found(engine, asked) == expected, number
        assert (
            engine.search(SearchQuery("red group")).hits[:]
            == WhooshEngine(folder).search(SearchQuery("red group")).hits[:]
        )
    assert len(list((folder / "current").glob("*.seg"))) < 2 * MERGED_AT_ONCE


def test_segments_that_are_still_there_are_not_read_again(engine):
    found(engine, "before")
    kept = engine._reading.segments[0]
    engine.update(documents("after", [99]))
    assert found(engine, "after") == [99]
    assert engine._reading.segments[0] is kept
    assert len(engine._reading.segments) == 2


def test_memory_is_bounded_and_what_was_dropped_is_read_again(folder, monkeypatch):
    monkeypatch.setattr(whoosh_engine, "CACHE_BYTES", 2000)
    engine = WhooshEngine(folder)
    engine.rebuild(Document(key, (DocumentText("en", f"word{key:02}", "group"),)) for key in range(50))
    for _again in range(2):
        assert [found(engine, f"word{key:02}") for key in range(50)] == [[key] for key in range(50)]
        assert engine._cache._bytes <= 2000


def test_a_build_of_many_documents_is_committed_in_parts(folder, monkeypatch):
    monkeypatch.setattr(whoosh_engine, "DOCUMENTS_AT_ONCE", 5)
    engine = WhooshEngine(folder)
    engine.rebuild(documents("part"))
    assert found(engine, "part") == list(range(MANY))
    assert len(engine._reading.segments) == 3
