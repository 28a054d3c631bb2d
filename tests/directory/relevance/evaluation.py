"""How well a search answers the questions in the files beside this one, and nothing of what it searches with."""

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

FOLDER = Path(__file__).parent
# Questions that were written before a change and measured after it, and that nothing is mended for.
ASIDE = FOLDER / "aside"
FIRST_PAGE = 10
# Whether what the search knows may be mended to suit a question.
SEEN, UNSEEN = "seen", "unseen"

# Words and the reader's language in, the slugs of listings out, best first.
Search = Callable[[str, str], list[str]]


@dataclass(frozen=True)
class Judged:
    """A question, and who should answer it: one of `first` at the top, `also` among the first ten."""

    words: str
    language: str
    asked: str
    part: str
    first: frozenset[str]
    also: frozenset[str]


def judged(folder: Path = FOLDER) -> list[Judged]:
    return [
        Judged(
            words=question["words"],
            language=path.stem,
            asked=question["asked"],
            part=part,
            first=frozenset(question["first"]),
            also=frozenset(question.get("also", ())),
        )
        for path in sorted(folder.glob("*.toml"))
        for part, questions in tomllib.loads(path.read_text(encoding="utf-8")).items()
        for question in questions
    ]


def evaluate(search: Search, questions: Iterable[Judged]) -> dict[str, tuple[float, float]]:
    """By language: recall at ten, and the mean reciprocal rank of the first answer that should come first."""
    scores: dict[str, list[tuple[float, float]]] = {}
    for question in questions:
        found = search(question.words, question.language)
        scores.setdefault(question.language, []).append((recall(found, question), reciprocal_rank(found, question)))
    return {
        language: (fmean(one for one, _ in pairs), fmean(other for _, other in pairs))
        for language, pairs in scores.items()
    }


def recall(found: list[str], question: Judged) -> float:
    """The share of those that should be found which are among the first ten."""
    expected = question.first | question.also
    return len(expected.intersection(found[:FIRST_PAGE])) / len(expected)


def reciprocal_rank(found: list[str], question: Judged) -> float:
    """One for the first place, a half for the second; nothing where none is found."""
    return next((1 / place for place, slug in enumerate(found, start=1) if slug in question.first), 0.0)
