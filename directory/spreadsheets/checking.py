"""A record's own `full_clean`, for thousands of records: what is wrong with each, by column.

Left out is what the importer knows already: that a group, a venue and a listing exist, and that a reference, a slug and
a key are taken only once. Constraints are asked of the database, which takes milliseconds: once for all records that
are alike in what the constraints read.
"""

from collections.abc import Hashable, Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import CheckConstraint, Model, Q

from directory.models import Group, Listing, Session, Venue
from directory.spreadsheets.columns import TEXTS
from directory.spreadsheets.values import column_of

FIRST_DATE = "starts_on"
# The column of a field where that has another name; of NON_FIELD_ERRORS, the one that a constraint is told of.
COLUMNS: dict[type[Model], dict[str, str]] = {
    Listing: {NON_FIELD_ERRORS: "max_age_months"},
    Session: {"starts": "start", "ends": "end", FIRST_DATE: "weekday", NON_FIELD_ERRORS: "end"},
    Venue: {"name": "venue", NON_FIELD_ERRORS: "address"},
    Group: {"name": "group"},
}
IN_OUR_WORDS = dict.fromkeys(
    ("This field cannot be blank.", "This field cannot be null."), "This is empty, and it is needed."
)


class Checker:
    """Remembers which records were sound."""

    def __init__(self) -> None:
        self._sound: set[Hashable] = set()

    def faults(self, record: Model) -> list[tuple[str, str]]:
        """Column and sentence of each."""
        alike = (type(record), *_read_by_constraints(record))
        try:
            record.full_clean(_left_out(record), validate_unique=False, validate_constraints=alike not in self._sound)
        except ValidationError as error:
            return [
                (_column(record, field), _sentence(record, field, sentence))
                for field, sentences in error.message_dict.items()
                for sentence in sentences
            ]
        self._sound.add(alike)
        return []


def _read_by_constraints(record: Model) -> Iterator[Any]:
    """Of words that nobody chooses from a list, a constraint can only ask whether there are any."""
    checks = [one.condition for one in record._meta.constraints if isinstance(one, CheckConstraint)]
    names = {name for check in checks if isinstance(check, Q) for name in check.referenced_base_fields}
    for field in (field for field in record._meta.fields if field.name in names):
        value = getattr(record, field.name)
        yield bool(value) if isinstance(value, str) and not field.choices else value


def _left_out(record: Model) -> set[str]:
    """The texts are those without a language."""
    related = {field.name for field in record._meta.concrete_fields if field.is_relation}
    return related.union(TEXTS) if isinstance(record, Listing) else related


def _column(record: Model, field: str) -> str:
    return COLUMNS[type(record)].get(field) or column_of(field)


def _sentence(record: Model, field: str, sentence: str) -> str:
    if field == FIRST_DATE:
        return f"{sentence} Its sessions are counted from {getattr(record, field):%-d %B %Y}: change that in the CMS."
    return IN_OUR_WORDS.get(sentence, sentence)
