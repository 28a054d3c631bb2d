"""Whether what a document leads families to is there: pages, groups, helplines, words and those who receive."""

from collections.abc import Iterator

from triage.document import Document, Suggestion
from triage.proof.problem import Problem, ProblemKind
from triage.proof.world import World

EXAMPLES = 3


def not_there(document: Document, world: World) -> Iterator[Problem]:
    for part, suggestions in (("content", document.suggestions), ("content_instead", document.suggestions_instead)):
        for key, suggestion in suggestions.items():
            for words in _not_shown(suggestion, world):
                yield Problem(ProblemKind.CONTENT, f"{part}.{key}", words)
    for rule in document.rules:
        if rule.team_hint and rule.team_hint not in world.teams:
            yield Problem(ProblemKind.RECIPIENTS, f"rules.{rule.id}", f"there is no team {rule.team_hint!r}")
    for language, missing in world.missing_words.items():
        if missing:
            yield Problem(ProblemKind.WORDS, f"words.{language}", _without_words(sorted(missing)))
    yield from (Problem(ProblemKind.RECIPIENTS, "", words) for words in world.recipients)


def _not_shown(suggestion: Suggestion, world: World) -> Iterator[str]:
    named = (
        ("page", suggestion.pages, world.pages),
        ("category of groups", suggestion.groups, world.categories),
        ("helpline", suggestion.helplines, world.helplines),
    )
    if not any(keys for _kind, keys, _known in named):
        yield "it shows nothing"
    for kind, keys, known in named:
        yield from (f"there is no {kind} {key!r}" for key in keys if key not in known)


def _without_words(ids: list[str]) -> str:
    more = f" and {len(ids) - EXAMPLES} more" if len(ids) > EXAMPLES else ""
    return f"there are no words for {', '.join(ids[:EXAMPLES])}{more}"
