"""How fast the search is, beside other engines, in one run: `make bench-search`, which takes half an hour of a quiet
machine, or python -m benchmarks.search --help.

Every engine is asked each question in turn, so that what else the machine does slows all of them: once, which is the
first time, and then three times more, of which the best counts. In milliseconds. A ratio is ours to theirs.
"""

import argparse
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from tqdm import tqdm

from benchmarks import listings
from benchmarks.peers import LIMIT, Fts5, Tantivy
from benchmarks.queries import ALL_QUESTIONS, KINDS, Question, questions
from benchmarks.wagtail_peer import WagtailDatabase
from directory.search.database_engine import DatabaseEngine
from directory.search.engine import Document, SearchEngine, SearchQuery
from directory.search.whoosh_engine import WhooshEngine

ALL = "all kinds"
AGAIN = 3
# The second engine differs in where its arrays are read from, no more: it is built up to here only, to save time.
IN_DATABASE_LISTINGS = 1_000
# Wagtail's own backend is asked up to here only, and given up where it takes longer to build.
WAGTAIL_LISTINGS, WAGTAIL_SECONDS = 1_000, 300
# The p95 over all kinds, in milliseconds, and a build, in seconds, by number of listings.
TARGETS, BUILD_TARGETS = {10_000: 2.0, 100_000: 15.0}, {10_000: 120}
TIMES_TANTIVY, UPDATE_TARGET = 3, 1.0
UNHEARD_OF = "quetzalcoatl"
Times = Mapping[str, list[float]]


class Ours:
    name, kinds, most_questions = "this portal", KINDS, ALL_QUESTIONS

    def __init__(self, folder: Path) -> None:
        self._engine: SearchEngine = WhooshEngine(folder)

    def build(self, documents: Iterable[Document]) -> None:
        self._engine.rebuild(documents)

    def update(self, document: Document) -> None:
        self._engine.update([document])

    def search(self, question: Question) -> tuple[int, list[int]]:
        found = self._engine.search(question.query)
        return len(found.hits), [hit.key for hit in found.hits[:LIMIT]]


class InDatabase(Ours):
    """The second engine, in SQLite unless `address` names another database."""

    name, address = "in database", ""

    def __init__(self, folder: Path) -> None:
        self._engine = DatabaseEngine(self.address or f"sqlite:///{folder}.sqlite3", folder.name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--listings", type=int, action="append", help="How many; again for more. Else 1,000, 10,000 and 100,000."
    )
    parser.add_argument("--questions", type=int, default=100, help="Of each kind.")
    parser.add_argument("--database", help="An empty database for our second engine and Wagtail's own. Else SQLite.")
    asked = parser.parse_args()
    InDatabase.address = asked.database or ""
    counts = asked.listings or [1_000, 10_000, 100_000]
    with tempfile.TemporaryDirectory() as folder:
        wagtail = WagtailDatabase(asked.database or f"sqlite:///{folder}/wagtail.sqlite3", WAGTAIL_SECONDS)
        for count in counts:
            kinds = [Ours, Tantivy, Fts5, *([InDatabase] if count <= IN_DATABASE_LISTINGS else [])]
            engines = [kind(Path(folder) / f"{kind.__name__}{count}") for kind in kinds]
            _measure([*engines, *([wagtail] if count <= WAGTAIL_LISTINGS else [])], count, asked.questions)


def _measure(engines: Sequence[Any], count: int, each: int) -> None:
    print(f"\n{count:,} listings in {len(listings.LANGUAGES)} languages, {each} questions of each kind")
    built = {engine.name: _build(engine, count) for engine in engines}
    engines = [engine for engine in engines if built[engine.name] is not None]
    updated = {engine.name: _update(engine, count) for engine in engines}
    asked = questions(each, seed=count)
    first, again = _ask(engines, asked, 1), _ask(engines, asked, AGAIN)
    _print_table(engines, first, again)
    for engine in engines:
        name = engine.name
        print(f"  {name:<12} built in {built[name]:.0f} s, a change found {updated[name]:.2f} s after it")
    _print_targets(count, again, built[Ours.name], updated[Ours.name])


def _build(engine: Any, count: int) -> float | None:
    """Seconds, without those in which the listings were made up. None where it does not come to an end."""
    making = 0.0

    def made() -> Iterator[Document]:
        nonlocal making
        documents = listings.documents(count)
        for _ in tqdm(range(count), desc=f"  {engine.name}", leave=False, disable=None):
            started = time.perf_counter()
            document = next(documents)
            making += time.perf_counter() - started
            yield document

    started = time.perf_counter()
    try:
        engine.build(made())
    except TimeoutError:
        print(f"  {engine.name} did not finish")
        return None
    return time.perf_counter() - started - making


def _update(engine: Any, count: int) -> float:
    """Seconds until a changed listing is found by a word that only it has."""
    question = Question("term", SearchQuery(UNHEARD_OF))
    engine.search(question)
    changed = listings.document(count, word=UNHEARD_OF)
    started = time.perf_counter()
    engine.update(changed)
    found = engine.search(question)
    assert found[1] == [count], (engine.name, found)
    return time.perf_counter() - started


def _ask(engines: Sequence[Any], asked: Sequence[Question], rounds: int) -> Mapping[str, Times]:
    """By engine and kind, the milliseconds that each question takes, at best of so many rounds."""
    times: dict[str, Times] = {engine.name: defaultdict(list) for engine in engines}
    for question in tqdm(asked, desc="  asking", leave=False, disable=None):
        for engine in engines:
            if question.kind in engine.kinds and len(times[engine.name][question.kind]) < engine.most_questions:
                best = min(_milliseconds(engine, question) for _ in range(rounds))
                for kind in (question.kind, ALL):
                    times[engine.name][kind].append(best)
    return times


def _milliseconds(engine: Any, question: Question) -> float:
    started = time.perf_counter()
    engine.search(question)
    return (time.perf_counter() - started) * 1000


def _print_table(engines: Sequence[Any], first: Mapping[str, Times], again: Mapping[str, Times]) -> None:
    names = [engine.name for engine in engines]
    print(f"  {'':<12}" + "".join(f"{name:>28}" for name in names) + "   ratios of p95")
    print(f"  {'':<12}" + f"{'p50     p95   first p95':>28}" * len(names) + "".join(f"{one:>14}" for one in names[1:]))
    for kind in (*KINDS, ALL):
        cells = "".join(_cell(first[name][kind], again[name][kind]) for name in names)
        ours = again[Ours.name][kind]
        ratios = "".join(f"{_ratio(ours, again[name][kind]):>14}" for name in names[1:])
        print(f"  {kind:<12}{cells}{ratios}")


def _cell(first: Sequence[float], again: Sequence[float]) -> str:
    return f"{median(again):>12.2f}{p95(again):>8.2f}{p95(first):>8.1f}" if again else f"{'-':>28}"


def _ratio(ours: Sequence[float], theirs: Sequence[float]) -> str:
    return f"{p95(ours) / p95(theirs):.2f}" if theirs else "-"


def _print_targets(count: int, again: Mapping[str, Times], built: float | None, updated: float) -> None:
    ours, tantivy, fts5 = (p95(again[name][ALL]) for name in (Ours.name, Tantivy.name, Fts5.name))
    checks = {
        f"p95 at most {TIMES_TANTIVY} times tantivy's": ours <= TIMES_TANTIVY * tantivy,
        "p95 not above FTS5's": ours <= fts5,
        f"a change found within {UPDATE_TARGET} s": updated <= UPDATE_TARGET,
    }
    if count in TARGETS:
        checks[f"p95 at most {TARGETS[count]} ms"] = ours <= TARGETS[count]
    if built is not None and count in BUILD_TARGETS:
        checks[f"built within {BUILD_TARGETS[count]} s"] = built <= BUILD_TARGETS[count]
    for words, met in checks.items():
        print(f"  {'met    ' if met else 'NOT MET'}  {words}")


def p95(values: Sequence[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


if __name__ == "__main__":
    main()
