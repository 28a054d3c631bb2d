"""How well the questions of tests/directory/relevance are answered over the example groups, beside other engines that
are asked for any of the words: `make bench-search`. The database has to be there, as after `make run`."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import fmean

import django

from benchmarks.peers import ANY_WORD, Fts5, Tantivy
from benchmarks.queries import Question
from directory.search.engine import SearchQuery
from tests.directory.relevance.evaluation import ASIDE, Search, evaluate, judged


def main() -> None:
    searches = {"this portal": _ours()}
    with tempfile.TemporaryDirectory() as folder:
        for peer in (Tantivy, Fts5):
            searches[peer.name] = _theirs(peer(Path(folder) / peer.name))
        for words, asked in (("", judged()), (" that nothing was mended for", judged(ASIDE))):
            print(f"\nRecall at 10 and mean reciprocal rank, {len(asked)} questions{words}")
            _print_table({name: evaluate(search, asked) for name, search in searches.items()})


def _print_table(found: Mapping[str, Mapping[str, tuple[float, float]]]) -> None:
    print(f"  {'':<8}" + "".join(f"{name:>20}" for name in found))
    for language in found["this portal"]:
        print(f"  {language:<8}" + "".join(_cell(*scores[language]) for scores in found.values()))
    print(f"  {'all':<8}" + "".join(_cell(*_means(scores)) for scores in found.values()))


def _ours() -> Search:
    from directory.search import index

    slugs = _slugs()
    return lambda words, language: [slugs[hit.key] for hit in index.find(SearchQuery(words, language)).hits[:10]]


def _theirs(peer) -> Search:
    from directory.models import Listing
    from directory.search.documents import documents

    slugs = _slugs()
    peer.build(documents(Listing.objects.listed()))
    return lambda words, language: [
        slugs[key] for key in peer.search(Question(ANY_WORD, SearchQuery(words, language)))[1]
    ]


def _slugs() -> Mapping[int, str]:
    from directory.models import Listing

    return dict(Listing.objects.values_list("pk", "slug"))


def _means(scores: Mapping[str, tuple[float, float]]) -> tuple[float, float]:
    return fmean(recall for recall, _rank in scores.values()), fmean(rank for _recall, rank in scores.values())


def _cell(recall: float, rank: float) -> str:
    return f"{recall:>13.3f}{rank:>7.3f}"


if __name__ == "__main__":
    django.setup()
    main()
