"""What of a group's change waits for staff, what families see at once, and how soon staff answer."""

from datetime import datetime, timedelta
from enum import Enum, auto


class Kind(Enum):
    """What a field is about."""

    NAME = auto()
    WORDS = auto()
    ADDRESS = auto()
    CONTACT = auto()
    AGES = auto()
    SAFEGUARDING = auto()
    FACTS = auto()
    TIMES = auto()
    COST = auto()
    PICTURES = auto()
    MESSAGES = auto()


OF_A_TRUSTED_GROUP = frozenset({Kind.TIMES, Kind.COST, Kind.PICTURES})
# In which language the portal writes to a group, no family sees.
OF_EVERY_GROUP = frozenset({Kind.MESSAGES})
SESSIONS = "sessions"
FIELDS: dict[Kind, tuple[str, ...]] = {
    Kind.NAME: ("name",),
    Kind.WORDS: ("summary", "description", "categories", "other_words", "machine_drafted"),
    Kind.AGES: ("age_from_months", "age_to_months", "who_for"),
    Kind.TIMES: (SESSIONS,),
    Kind.COST: ("cost_pence", "other_costs"),
    Kind.CONTACT: ("contact_name", "phone", "email", "website"),
    Kind.FACTS: (
        "languages_spoken",
        "step_free",
        "accessible_toilet",
        "baby_change",
        "booking",
        "waiting_list",
    ),
    Kind.PICTURES: ("pictures",),
    Kind.SAFEGUARDING: ("charity_number",),
    Kind.MESSAGES: ("language",),
}
KINDS = {field: kind for kind, fields in FIELDS.items() for field in fields}
# With a column a language: "summary_ur".
TRANSLATED = frozenset({"name", "summary", "description"})
TIME_TO_ANSWER = timedelta(days=3)


def kind_of(field: str) -> Kind | None:
    """None where no group may change it."""
    base, _, _language = field.rpartition("_")
    return KINDS.get(base if base in TRANSLATED else field)


def shown_at_once(kind: Kind, *, is_live: bool, is_trusted: bool, at_a_new_place: bool = False) -> bool:
    """`is_live`: families see the record already; what is new waits as a whole. Sessions `at_a_new_place` are an
    address too."""
    if not is_live:
        return False
    if kind is Kind.TIMES and at_a_new_place:
        kind = Kind.ADDRESS
    return kind in OF_EVERY_GROUP or (is_trusted and kind in OF_A_TRUSTED_GROUP)


def is_overdue(since: datetime, now: datetime) -> bool:
    return now - since > TIME_TO_ANSWER
