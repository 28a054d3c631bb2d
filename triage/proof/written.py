"""The questionnaire on one page of Markdown, for officers: families and where they are led, questions, rules, paths."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from triage.document import LEVELS, Document, Question, Rule
from triage.floors import FLOORS
from triage.in_words import LEVEL_WORDS, answers_in_words, condition_in_words, leads_to_in_words, rule_in_words
from triage.proof.journeys import walk
from triage.proof.proving import Proof

HEAD = """\
# The questionnaire, as agreed

Made by `manage.py prove_questionnaire --write-docs` from `triage/document/questionnaire.json`: change that, not this.

Families are asked a few questions and led to what fits. A family never sees a level, and whatever the outcome, can
still ask for a person. Every change is proved before it goes live: every journey is followed, and every family below
must be led where it was agreed. The families are made up, after the four levels of the thresholds: self-help, with
groups or without, is for levels 1 and 2; a referral for level 3; one that cannot wait for level 4 and for danger.
"""


def page(document: Document, proof: Proof, spoken: Mapping[str, Any]) -> str:
    parts = (
        HEAD,
        "## Families\n",
        *_families(document, spoken),
        "## Questions\n",
        _table("question", "answers", "asked", *(_question(one, spoken) for one in document.questions)),
        "## Paths\n",
        _drawing(document, spoken),
        "## Rules\n",
        "Every rule that fits counts, and the highest outcome wins; their order means nothing.\n",
        _list(document.rules, spoken),
        "## What always holds\n",
        "Rules in the software: nobody can take them away by changing the questionnaire.\n",
        _list(FLOORS, spoken),
        "## The proof\n",
        _figures(proof),
    )
    return "\n".join(parts)


def _families(document: Document, spoken: Mapping[str, Any]) -> Iterator[str]:
    outcomes = [(level, urgent) for level in LEVELS for urgent in (False, True)]
    for level, urgent in outcomes:
        led = [family for family in document.families if (family.level, family.urgent) == (level, urgent)]
        if led:
            yield f"### To {leads_to_in_words(level, urgent)}\n"
            yield _table(
                "family", "what they say", *((family.story, answers_in_words(family.answers, spoken)) for family in led)
            )


def _question(question: Question, spoken: Mapping[str, Any]) -> tuple[str, str, str]:
    labels = spoken[question.id]["options"]
    several = "any of: " if question.many else "one of: "
    met = " and ".join(condition_in_words(condition, spoken) for condition in question.show_if)
    asked = f"where {met}" if met else "of everybody"
    return spoken[question.id]["question"], several + "; ".join(labels[option] for option in question.options), asked


def _drawing(document: Document, spoken: Mapping[str, Any]) -> str:
    """Every step from a question to the next, or to an outcome, that any journey takes."""
    paths = [(*journey.answers, journey.result.level) for journey in walk(document).journeys]
    steps = dict.fromkeys(step for path in paths for step in pairwise(path))
    lines = [f'  {question.id}["{spoken[question.id]["question"]}"]' for question in document.questions]
    lines += [f'  {level}(["{LEVEL_WORDS[level]}"])' for level in LEVELS]
    lines += [f"  {here} --> {there}" for here, there in sorted(steps)]
    return "\n".join(("```mermaid", "flowchart TD", *lines, "```\n"))


def _list(rules: tuple[Rule, ...], spoken: Mapping[str, Any]) -> str:
    return "".join(f"- `{rule.id}` {rule_in_words(rule, spoken)}.\n" for rule in rules)


def _table(*rows: str | tuple[str, ...]) -> str:
    """Headings first, each by itself, then the rows."""
    headings = tuple(row for row in rows if isinstance(row, str))
    cells = (headings, ("---",) * len(headings), *(row for row in rows if not isinstance(row, str)))
    return "".join(f"| {' | '.join(row)} |\n" for row in cells)


def _figures(proof: Proof) -> str:
    return (
        f"There are {proof.journeys:,} journeys, and every one is followed. They ask at most {proof.most_questions} "
        f"questions, and half of them {proof.median_questions} or fewer. Of {proof.mutants} slips made in the rules on "
        f"purpose, {proof.killed} are noticed; {len(proof.redundant)} change nothing, as other rules hold:\n"
        + "".join(f"\n- {redundant}" for redundant in proof.redundant)
        + "\n"
    )
