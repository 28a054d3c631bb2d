"""What a family told, as questions and answers in the active language: for them to check, and for the team to read."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.choices import flatten_choices

from referrals.forms import STEPS, Step


@dataclass(frozen=True)
class Row:
    """`answers` is empty where the question was left open."""

    name: str
    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    key: str
    heading: str
    rows: tuple[Row, ...]


def in_words(told: Mapping[str, Mapping]) -> list[Part]:
    """`told` is step -> field -> value. A question that no answer called for is left out."""
    return [Part(step.key, str(step.heading), _rows(step, told.get(step.key, {}))) for step in STEPS]


def _rows(step: type[Step], told: Mapping) -> tuple[Row, ...]:
    form = step()
    return tuple(
        Row(name, str(field.label), _answers(field, told.get(name)))
        for name, field in form.fields.items()
        if told.get(name) or name not in step.needed_when
    )


def _answers(field, value: str | list[str] | None) -> tuple[str, ...]:
    """The words of the options chosen; an option that the form no longer has shows as its id."""
    values = [value] if isinstance(value, str) else value or []
    labels = dict(flatten_choices(getattr(field, "choices", ())))
    return tuple(str(labels.get(each, each)) for each in values if each)
