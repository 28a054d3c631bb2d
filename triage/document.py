"""The questionnaire as data: what a document may say, and the errors of one that says something else.

Words are not here: questions and options have stable ids, and `words/<language>.toml` puts them into words.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

LEVELS = ("self_help", "self_help_plus_groups", "refer", "refer_priority")


class DocumentError(ValueError):
    """The document cannot be used; the message names the question, option or rule at fault."""


@dataclass(frozen=True)
class Condition:
    """Exactly one of: an option of `question` was chosen; enough of its options were; the level is high enough."""

    question: str | None = None
    any_of: frozenset[str] = frozenset()
    count_at_least: int | None = None
    level_at_least: str | None = None


@dataclass(frozen=True)
class Question:
    id: str
    many: bool
    options: tuple[str, ...]
    alone: frozenset[str] = frozenset()
    show_if: tuple[Condition, ...] = ()
    # Heading -> the options under it, all options in order; empty where the options stand in one list.
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    id: str
    conditions: tuple[Condition, ...]
    level: str = LEVELS[0]
    urgent: bool = False
    # Keys of `Document.suggestions`: what to show besides what fits the needs.
    tags: frozenset[str] = frozenset()
    team_hint: str | None = None


@dataclass(frozen=True)
class Suggestion:
    """What fits an answer: keys of library pages, of directory categories and of helplines."""

    pages: tuple[str, ...]
    groups: tuple[str, ...]
    helplines: tuple[str, ...]


@dataclass(frozen=True)
class Family:
    """A family that the service and its partners agreed on: what it answers, and what that must lead to."""

    id: str
    story: str
    answers: Mapping[str, tuple[str, ...]]
    level: str
    urgent: bool


@dataclass(frozen=True)
class Document:
    questions: tuple[Question, ...]
    rules: tuple[Rule, ...]
    suggestions: Mapping[str, Suggestion]
    # By who it is about: shown in place of what fits the needs. A library for parents is not for a child alone.
    suggestions_instead: Mapping[str, Suggestion]
    families: tuple[Family, ...]
    hash: str

    def question(self, question_id: str) -> Question:
        return next(question for question in self.questions if question.id == question_id)


def read_document(text: str) -> Document:
    """Parse a questionnaire (JSON). Raises DocumentError where it is malformed or names something unknown."""
    document = parse_document(text)
    for where, words in problems(document):
        raise DocumentError(f"{where}: {words}")
    return document


def parse_document(text: str) -> Document:
    """Parse a questionnaire that may name what there is not. Raises DocumentError where it is malformed."""
    try:
        data = json.loads(text)
        return Document(
            questions=tuple(_question(item) for item in data["questions"]),
            rules=tuple(_rule(item) for item in data["rules"]),
            suggestions=_suggestions(data["content"]),
            suggestions_instead=_suggestions(data.get("content_instead", {})),
            families=tuple(_family(item) for item in data.get("families", ())),
            hash=hashlib.sha256(text.encode()).hexdigest(),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DocumentError(f"malformed: {error!r}") from error


def problems(document: Document) -> Iterator[tuple[str, str]]:
    """Every reference of the document that leads nowhere: where ("rules.struggling"), and what in words."""
    for question in document.questions:
        yield from ((f"questions.{question.id}", words) for words in unknown(document, question))
    for rule in document.rules:
        yield from ((f"rules.{rule.id}", words) for words in unknown(document, rule))
        if rule.level not in LEVELS:
            yield f"rules.{rule.id}", f"there is no level {rule.level!r}"
        if any(condition.level_at_least for condition in rule.conditions):
            yield f"rules.{rule.id}", "a rule cannot depend on the level that rules decide"
    tags = {tag for rule in document.rules for tag in rule.tags}
    if missing := (_options(document, "needs") | tags) ^ set(document.suggestions):
        yield "content", f"content differs from needs and tags: {sorted(missing)}"
    if nobody := set(document.suggestions_instead) - _options(document, "about"):
        yield "content_instead", f"'about' has no option {sorted(nobody)}"


def unknown(document: Document, owner: Rule | Question) -> Iterator[str]:
    """What the conditions of a rule or question name that the document does not have."""
    asked = {question.id for question in document.questions}
    for condition in owner.conditions if isinstance(owner, Rule) else owner.show_if:
        if condition.question is not None and condition.question not in asked:
            yield f"there is no question {condition.question!r}"
        elif missing := condition.any_of - _options(document, condition.question):
            yield f"{condition.question!r} has no option {sorted(missing)}"
        if condition.level_at_least is not None and condition.level_at_least not in LEVELS:
            yield f"there is no level {condition.level_at_least!r}"


def _options(document: Document, question_id: str | None) -> set[str]:
    return {option for question in document.questions if question.id == question_id for option in question.options}


def _question(item: dict) -> Question:
    return Question(
        id=item["id"],
        many={"one": False, "many": True}[item["type"]],
        options=tuple(item["options"]),
        groups={heading: tuple(options) for heading, options in item.get("groups", {}).items()},
        alone=frozenset(item.get("alone", ())),
        show_if=_conditions(item.get("show_if", ())),
    )


def _rule(item: dict) -> Rule:
    return Rule(
        id=item["id"],
        conditions=_conditions(item["if"]),
        level=item.get("level", LEVELS[0]),
        urgent=item.get("urgent", False),
        tags=frozenset(item.get("tags", ())),
        team_hint=item.get("team_hint"),
    )


def _family(item: dict) -> Family:
    return Family(
        id=item["id"],
        story=item["story"],
        answers={question: tuple(chosen) for question, chosen in item["answers"].items()},
        level=item["level"],
        urgent=item["urgent"],
    )


def _suggestions(items: dict[str, dict]) -> dict[str, Suggestion]:
    kinds = ("pages", "groups", "helplines")
    return {key: Suggestion(*(tuple(item.get(kind, ())) for kind in kinds)) for key, item in items.items()}


def _conditions(items: list[dict]) -> tuple[Condition, ...]:
    conditions = tuple(Condition(**{**item, "any_of": frozenset(item.get("any_of", ()))}) for item in items)
    if any(not isinstance(one.count_at_least, int | None) for one in conditions):
        raise TypeError("count_at_least is no number")
    return conditions
