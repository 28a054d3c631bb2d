"""What differs between two questionnaires, part by part, in words for whoever decides."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from triage.document import Document, Family, Question, Suggestion
from triage.in_words import answers_in_words, conditions_in_words, leads_to_in_words, rule_in_words


@dataclass(frozen=True)
class Change:
    """`before` is empty for what is new, `after` for what is gone."""

    kind: str
    name: str
    before: str
    after: str


def changes(before: Document, after: Document, spoken: Mapping[str, Any]) -> list[Change]:
    old, new = dict(_parts(before, spoken)), dict(_parts(after, spoken))
    found = [Change(*part, old.get(part, ""), new.get(part, "")) for part in {**old, **new}]
    return [change for change in found if change.before != change.after]


def _parts(document: Document, spoken: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], str]]:
    yield ("Order", "of the questions"), ", ".join(question.id for question in document.questions)
    for question in document.questions:
        yield ("Question", question.id), question_in_words(question, spoken)
    for rule in document.rules:
        yield ("Rule", rule.id), rule_in_words(rule, spoken)
    for key, suggestion in document.suggestions.items():
        yield ("What fits", key), _fitting(suggestion)
    for key, suggestion in document.suggestions_instead.items():
        yield ("Shown in its place", key), _fitting(suggestion)
    for family in document.families:
        yield ("Family", family.id), family_in_words(family, spoken)


def question_in_words(question: Question, spoken: Mapping[str, Any]) -> str:
    words = spoken.get(question.id, {})
    labels = {"options": {}, "groups": {}, **words}
    named = [labels["options"].get(option) or option for option in question.options]
    lines = [f"{words.get('question') or question.id} {'Several' if question.many else 'One'} of: {'; '.join(named)}."]
    if question.groups:
        lines.append(f"Under: {'; '.join(labels['groups'].get(one) or one for one in question.groups)}.")
    if question.alone:
        lines.append(f"Alone: {'; '.join(labels['options'].get(one) or one for one in sorted(question.alone))}.")
    if question.show_if:
        lines.append(f"Asked where {conditions_in_words(question.show_if, spoken)}.")
    return "\n".join(lines)


def family_in_words(family: Family, spoken: Mapping[str, Any]) -> str:
    leads = leads_to_in_words(family.level, family.urgent)
    return f"{family.story}\n{answers_in_words(family.answers, spoken)}\n→ {leads}"


def _fitting(suggestion: Suggestion) -> str:
    kinds = {"pages": suggestion.pages, "groups": suggestion.groups, "helplines": suggestion.helplines}
    return "; ".join(f"{kind}: {', '.join(keys)}" for kind, keys in kinds.items() if keys) or "nothing"
