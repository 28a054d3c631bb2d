"""A record's own validation, for thousands of records: what `full_clean` asks, without a query for each.

Left out is what the importer knows already: that a group, a venue and a listing exist, and that a reference, a slug and
a key are taken only once. A constraint is asked of the database once for all records that are equal in what it
reads.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, F, Model, Q

OTHER = object()
# The column that a constraint is about.
COLUMN_OF = {
    "live_listing_has_an_english_name": "name_en",
    "listing_ages_are_in_order": "max_age_months",
    "session_ends_after_it_starts": "end",
    "venue_has_an_address_unless_it_is_hidden": "address",
}


@dataclass(frozen=True)
class Reads:
    """The fields that a condition reads, and the words that it knows: all other words are alike to it."""

    fields: frozenset[str]
    words: frozenset[str]

    def of(self, record: Model) -> tuple[Any, ...]:
        values = (getattr(record, name) for name in sorted(self.fields))
        return tuple(OTHER if isinstance(value, str) and value not in self.words else value for value in values)


class Checker:
    """What is wrong with records, as the name of a field or of a column, and a sentence. Remembers answers."""

    def __init__(self) -> None:
        self._reads: dict[str, Reads] = {}
        self._answers: dict[tuple[Any, ...], str] = {}

    def faults(self, record: Model, exclude: Collection[str] = ()) -> Iterator[tuple[str, str]]:
        left_out = {field.name for field in record._meta.concrete_fields if field.is_relation}.union(exclude)
        wrong = set()
        for check in (lambda: record.clean_fields(exclude=left_out), record.clean):
            try:
                check()
            except ValidationError as error:
                for name, sentences in _by_field(error).items():
                    wrong.add(name)
                    yield from ((name, sentence) for sentence in sentences)
        yield from (() if wrong else self._broken(record))

    def _broken(self, record: Model) -> Iterator[tuple[str, str]]:
        for constraint in record._meta.constraints:
            if isinstance(constraint, CheckConstraint) and (sentence := self._answer(constraint, record)):
                yield COLUMN_OF.get(constraint.name, ""), sentence

    def _answer(self, constraint: CheckConstraint, record: Model) -> str:
        if constraint.name not in self._reads:
            leaves = list(_leaves(constraint.condition))
            self._reads[constraint.name] = Reads(
                frozenset(name for name, _value in leaves), frozenset(word for _name, value in leaves for word in value)
            )
        read = (constraint.name, *self._reads[constraint.name].of(record))
        if read not in self._answers:
            self._answers[read] = _asked(constraint, record)
        return self._answers[read]


def _asked(constraint: CheckConstraint, record: Model) -> str:
    try:
        constraint.validate(type(record), record)
    except ValidationError as error:
        return error.messages[0]
    return ""


def _by_field(error: ValidationError) -> dict[str, list[str]]:
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}


def _leaves(condition: Q) -> Iterator[tuple[str, list[str]]]:
    """The name of each field that is read, and the words that it is compared with."""
    for child in condition.children:
        if isinstance(child, Q):
            yield from _leaves(child)
            continue
        lookup, value = child
        yield lookup.split("__")[0], [one for one in _each(value) if isinstance(one, str)]
        if isinstance(value, F):
            yield value.name, []


def _each(value: Any) -> Collection[Any]:
    return value if isinstance(value, list | tuple) else [value]
