"""A change as staff read it, field by field: what families see, and what they would see."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info

from wagtail.images.models import AbstractImage

from directory.in_words import rhythm
from directory.models import Listing, Session
from directory.moderation.labels import label
from directory.moderation.rules import TRANSLATED
from directory.moderation.text_differences import marked_lines, marked_words
from directory.moderation.versions import Record, fresh, newest, waiting
from words.fields import CodeListField


@dataclass(frozen=True)
class Row:
    """`before` and `after` mark what goes and what comes."""

    field: str
    label: str
    before: SafeString
    after: SafeString
    language: str
    direction: str
    pictures_before: tuple[AbstractImage, ...]
    pictures_after: tuple[AbstractImage, ...]


def rows(record: Record) -> tuple[Row, ...]:
    """All that waits."""
    current = fresh(record)
    after = newest(current)
    return tuple(_row(one.field, current if current.live else None, after) for one in waiting(current))


def _row(field: str, before: Record | None, after: Record) -> Row:
    base, _separator, code = field.rpartition("_")
    language = code if base in TRANSLATED else settings.LANGUAGE_CODE
    before_lines, after_lines = _lines(before, field) if before else [], _lines(after, field)
    return Row(
        field,
        label(field),
        *_marked(before_lines, after_lines, is_text=base in TRANSLATED),
        language,
        "rtl" if get_language_info(language)["bidi"] else "ltr",
        _pictures(before, field),
        _pictures(after, field),
    )


def _marked(before: list[str], after: list[str], *, is_text: bool) -> tuple[SafeString, SafeString]:
    """What is new is not marked: all of it is."""
    if not before:
        return SafeString(), marked_lines(after, after)[1]
    return marked_words(before[0], after[0]) if is_text and after else marked_lines(before, after)


def _pictures(version: Record | None, field: str) -> tuple[AbstractImage, ...]:
    shown = version.pictures.all() if isinstance(version, Listing) and field == "pictures" else ()
    return tuple(picture.image for picture in shown)


def _lines(version: Any, field: str) -> list[str]:
    if field == "categories":
        return [category.label for category in version.categories.all()]
    if field in CHILDREN:
        return [CHILDREN[field](child) for child in getattr(version, field).all()]
    value, column = getattr(version, field), version._meta.get_field(field)
    if isinstance(column, CodeListField):
        return [column.names[code] for code in value if code in column.names]
    if value in (None, ""):
        return []
    if field in NUMBERS:
        return [NUMBERS[field](value)]
    return [str(dict(column.flatchoices).get(value, value))]


def session_in_words(session: Session) -> str:
    """ "Every Tuesday 10:00 to 11:30, Long Hall, Long Lane, LU4 8ZX; in term time only"."""
    when = f"{rhythm(session.rule) or _day(session.starts_on)} {session.starts:%H:%M} to {session.ends:%H:%M}"
    first_and_last = session.frequency != "once"
    remarks = {
        f"from {_day(session.starts_on)}": first_and_last and session.starts_on,
        f"until {_day(session.ends_on)}": session.ends_on,
        "in term time only": session.term_time_only,
        "on bank holidays too": session.runs_on_bank_holidays,
        f"not on {_days(session.exceptions)}": session.exceptions,
        f"also on {_days(session.extra_dates)}": session.extra_dates,
    }
    said = [remark for remark, holds in remarks.items() if holds]
    return "; ".join([", ".join(filter(None, (when, _place(session)))), *said])


def _place(session: Session) -> str:
    """All of it: staff see addresses that stay hidden."""
    venue = session.venue
    place = ", ".join(filter(None, (venue.name, venue.address, venue.postcode))) if venue else ""
    hidden = " (the address stays hidden)" if venue and venue.address_hidden else ""
    return ", ".join(filter(None, (place + hidden, "online" if session.online else "")))


def _day(day: date | None) -> str:
    return f"{day:%-d %B %Y}" if day else ""


def _days(lines: str) -> str:
    return ", ".join(lines.split("\n"))


def _pounds(pence: int) -> str:
    return f"£{pence / 100:.2f}" if pence else "Free"


def _age(months: int) -> str:
    return f"{months} months"


CHILDREN = {
    "sessions": session_in_words,
    "other_costs": lambda cost: f"{cost.for_whom_en}: {_pounds(cost.pence)}",
    "pictures": lambda picture: f"{picture.image.title}: {picture.alt_en}",
}
NUMBERS = {"cost_pence": _pounds, "age_from_months": _age, "age_to_months": _age}
