"""The rules, as a table: what waits, what families see at once, and how soon staff answer."""

from datetime import UTC, datetime, timedelta

import pytest

from directory.models import Group, Listing
from directory.moderation.rules import FIELDS, TIME_TO_ANSWER, Kind, is_overdue, kind_of, shown_at_once
from directory.moderation.versions import fields_of

LIVE_TRUSTED, LIVE, NEW_TRUSTED, NEW = (
    {"is_live": is_live, "is_trusted": is_trusted} for is_live in (True, False) for is_trusted in (True, False)
)
# Seen at once: of a trusted group, of any other; and of neither where it is new.
AT_ONCE = {
    Kind.NAME: (False, False),
    Kind.WORDS: (False, False),
    Kind.ADDRESS: (False, False),
    Kind.CONTACT: (False, False),
    Kind.AGES: (False, False),
    Kind.SAFEGUARDING: (False, False),
    Kind.FACTS: (False, False),
    Kind.TIMES: (True, False),
    Kind.COST: (True, False),
    Kind.PICTURES: (True, False),
    Kind.MESSAGES: (True, True),
}


@pytest.mark.parametrize("kind", Kind)
def test_what_families_see_at_once(kind):
    trusted, other = AT_ONCE[kind]
    assert shown_at_once(kind, **LIVE_TRUSTED) is trusted
    assert shown_at_once(kind, **LIVE) is other
    assert not shown_at_once(kind, **NEW_TRUSTED)
    assert not shown_at_once(kind, **NEW)


def test_times_at_a_new_place_wait():
    assert not shown_at_once(Kind.TIMES, **LIVE_TRUSTED, at_a_new_place=True)


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        ("name", Kind.NAME),
        ("name_ur", Kind.NAME),
        ("description_pl", Kind.WORDS),
        ("age_from_months", Kind.AGES),
        ("phone", Kind.CONTACT),
        ("sessions", Kind.TIMES),
        ("charity_number", Kind.SAFEGUARDING),
        ("slug", None),
        ("confirmed_at", None),
        ("is_trusted", None),
        ("contact_person", None),
    ],
)
def test_what_a_field_is_about(field, kind):
    assert kind_of(field) is kind


def test_every_field_that_editors_fill_in_has_a_rule():
    ruled = {field for fields in FIELDS.values() for field in fields}
    assert ruled == {name for model in (Listing, Group) for name in map(_base, fields_of(model))}


def test_staff_are_late_once_the_time_to_answer_is_over():
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert not is_overdue(now - TIME_TO_ANSWER, now)
    assert is_overdue(now - TIME_TO_ANSWER - timedelta(seconds=1), now)


def _base(name):
    return name.rpartition("_")[0] if name.startswith(("name_", "summary_", "description_")) else name
