"""The index stays true whatever happens to who writes it, and what is kept in memory of it too."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from directory.search.engine import Document, DocumentText, SearchQuery
from directory.search.records import MERGED_AT_ONCE

ROOT = Path(__file__).parents[2]
MANY = 12
KILLED = -9
# Of the files that Whoosh touches some are enough, and of the statements.
STEPS = {"whoosh": 4, "database": 2}


def documents(name, keys=range(MANY)):
    return [Document(key, (DocumentText("en", f"{name} {key}", "group"),)) for key in keys]


def found(engine, words):
    return sorted(hit.key for hit in engine.search(SearchQuery(words)).hits)


@pytest.fixture
def engine(engine):
    engine.rebuild(documents("before"))
    return engine


DIE_WRITING = """
import os, signal, sys
from pathlib import Path
from django.db.backends.utils import CursorWrapper
from tests.directory.engines import engine_in
from tests.directory.test_search_engine_files import documents

kind, folder, verb, steps = sys.argv[1:]
engine, steps, run = engine_in(kind, Path(folder)), int(steps), CursorWrapper._execute_with_wrappers

def step():
    global steps
    steps -= 1
    if not steps:
        os.kill(os.getpid(), signal.SIGKILL)

def of_files(event, arguments):
    if event in ("open", "os.rename", "os.remove", "os.symlink", "os.mkdir") and folder in str(arguments[0]):
        step()

def of_statements(*arguments, **options):
    step()
    return run(*arguments, **options)

if kind == "database":
    CursorWrapper._execute_with_wrappers = of_statements
else:
    sys.addaudithook(of_files)
getattr(engine, verb)(documents("after"))
"""

WRITE = """
import sys
from pathlib import Path
from tests.directory.engines import engine_in
from tests.directory.test_search_engine_files import documents

kind, folder, verb, name, first, end = sys.argv[1:]
getattr(engine_in(kind, Path(folder)), verb)(documents(name, range(int(first), int(end))))
"""


def started(script, *arguments):
    """A process of its own."""
    return subprocess.Popen([sys.executable, "-W", "ignore", "-c", script, *map(str, arguments)], cwd=ROOT)


@pytest.mark.parametrize("verb", ["update", "rebuild"])
def test_killed_in_mid_commit_the_index_holds_all_of_a_change_or_nothing(engine, anew, kind, folder, verb):
    everything, step, died = list(range(MANY)), 1, 0
    while started(DIE_WRITING, kind, folder, verb, step).wait(timeout=60) == KILLED:
        before, after = found(engine, "before"), found(engine, "after")
        assert (before, after) in ((everything, []), ([], everything))
        engine.update(documents("before"))
        assert found(engine, "before") == found(anew(), "before") == everything
        step, died = step + STEPS[kind], died + 1
    assert died >= 3
    assert found(engine, "after") == everything


def test_searches_while_another_process_builds_see_all_of_one_build_or_all_of_the_next(engine, kind, folder):
    builder, seen = started(WRITE, kind, folder, "rebuild", "after", 0, MANY), []
    while builder.poll() is None:
        seen.append(len(engine.search(SearchQuery("group")).hits))
        before, after = found(engine, "before"), found(engine, "after")
        assert len(before) in (0, MANY)
        assert len(after) in (0, MANY)
    assert (builder.returncode, set(seen)) == (0, {MANY})
    assert found(engine, "after") == list(range(MANY))


def test_a_change_is_found_within_a_second_by_who_searched_before(engine, anew):
    assert found(engine, "changed") == []
    another, began = anew(), time.monotonic()
    another.update(documents("changed", [3]))
    assert found(engine, "changed") == [3]
    assert time.monotonic() - began < 1


def test_a_process_that_builds_and_one_that_updates_take_turns(engine, kind, folder):
    writers = [
        started(WRITE, kind, folder, *arguments)
        for arguments in (("rebuild", "built", 0, 5), ("update", "changed", 0, 2), ("update", "changed", 7, 9))
    ]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0]
    changed, built = found(engine, "changed"), found(engine, "built")
    assert set(built) | set(changed) >= set(range(5))
    assert not set(built) & set(changed)
    assert len(engine.search(SearchQuery("")).hits) == len(built) + len(changed)


def test_what_is_kept_in_memory_is_right_after_changes_removals_and_merges(engine, anew):
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
        asked = SearchQuery("red group")
        assert engine.search(asked).hits[:] == anew().search(asked).hits[:]
    assert len(kept_segments(engine)) < 2 * MERGED_AT_ONCE


def kept_segments(engine):
    return engine._readings.latest.segments


def test_segments_that_are_still_there_are_not_read_again(engine):
    found(engine, "before")
    kept = kept_segments(engine)[0]
    engine.update(documents("after", [99]))
    assert found(engine, "after") == [99]
    assert kept_segments(engine)[0] is kept
    assert len(kept_segments(engine)) == 2


def test_memory_is_bounded_and_what_was_dropped_is_read_again(anew, monkeypatch):
    monkeypatch.setattr("directory.search.readings.CACHE_BYTES", 2000)
    engine = anew()
    engine.rebuild(Document(key, (DocumentText("en", f"word{key:02}", "group"),)) for key in range(50))
    for _again in range(2):
        assert [found(engine, f"word{key:02}") for key in range(50)] == [[key] for key in range(50)]
        assert engine._readings._cache._bytes <= 2000


def test_a_build_of_many_documents_is_written_in_parts(engine, kind, monkeypatch):
    monkeypatch.setattr(f"directory.search.{kind}_engine.DOCUMENTS_AT_ONCE", 5)
    engine.rebuild(documents("part"))
    assert found(engine, "part") == list(range(MANY))
    assert len(kept_segments(engine)) == 3
