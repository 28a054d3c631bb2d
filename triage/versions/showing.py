"""A questionnaire as staff look at it: its parts in words, its proof, its drawing, and what it would change."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from triage.document import Document, DocumentError, parse_document
from triage.in_words import answers_in_words, leads_to_in_words, rule_in_words
from triage.proof import Problem, ProblemKind, Proof
from triage.proof.consequences import Consequences
from triage.versions.changes import changes, family_in_words, question_in_words
from triage.versions.drawing import drawing
from triage.versions.editing import LISTS, TABLES
from triage.versions.proving import consequences, proof_of
from triage.words import ENGLISH, words


@dataclass(frozen=True)
class Shown:
    """A part, with its words for staff."""

    key: str
    title: str
    words: str


@dataclass(frozen=True)
class Moved:
    journeys: int
    before: str
    after: str
    examples: tuple[str, ...]


def shown(text: str, *, before: Document | None) -> dict[str, Any]:
    """For a template: all of it, and what it changes where `before` is something else."""
    proof = proof_of(text)
    context: dict[str, Any] = {"proof": proof, "problems": problems(proof)}
    try:
        document = parse_document(text)
    except DocumentError:
        return context
    spoken = words(ENGLISH)
    context |= {"parts": _parts(document, spoken), "drawing": drawing(document, spoken), "document": document}
    if before:
        context["changes"] = changes(before, document, spoken)
    if before and proof.journeys:
        context["consequences"] = moved = consequences(before, document)
        context["moves"] = list(_moves(moved, spoken))
    return context


def problems(proof: Proof) -> list[tuple[Problem, str]]:
    """What is wrong, each with the address where it is put right, or none."""
    return [(problem, _address(problem)) for problem in proof.problems]


def _address(problem: Problem) -> str:
    if problem.kind == ProblemKind.WORDS:
        return reverse("questionnaire-words")
    kind, _, key = problem.where.partition(".")
    return reverse("questionnaire-part", args=[kind, key]) if key and kind in (*LISTS, *TABLES) else ""


def _moves(moved: Consequences, spoken: dict[str, Any]) -> Iterator[Moved]:
    for move in moved.moves:
        yield Moved(
            move.journeys,
            leads_to_in_words(move.before.level, move.before.urgent),
            leads_to_in_words(move.after.level, move.after.urgent),
            tuple(answers_in_words(answers, spoken) for answers in move.examples),
        )


def _parts(document: Document, spoken: dict[str, Any]) -> dict[str, list[Shown]]:
    labels = {option: words for table in spoken.values() for option, words in table["options"].items()}
    titles = {
        question.id: spoken.get(question.id, {}).get("question") or question.id for question in document.questions
    }
    about = [question.options for question in document.questions if question.id == "about"]
    return {
        "questions": [
            Shown(one.id, titles[one.id], question_in_words(one, spoken).partition(titles[one.id])[2].strip())
            for one in document.questions
        ],
        "rules": [Shown(one.id, one.id.replace("_", " "), rule_in_words(one, spoken)) for one in document.rules],
        "families": [
            Shown(one.id, one.id.replace("_", " "), family_in_words(one, spoken)) for one in document.families
        ],
        "content": [Shown(key, labels.get(key, key), _fits(one)) for key, one in document.suggestions.items()],
        "content_instead": [
            Shown(key, labels.get(key, key), _fits(document.suggestions_instead.get(key)))
            for options in about
            for key in options
        ],
    }


def _fits(suggestion: Any) -> str:
    if suggestion is None:
        return "what fits their needs"
    counted = {"pages": suggestion.pages, "kinds of groups": suggestion.groups, "helplines": suggestion.helplines}
    return ", ".join(f"{len(keys)} {name}" for name, keys in counted.items() if keys) or "nothing yet"
