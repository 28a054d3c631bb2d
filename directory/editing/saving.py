"""Keeping what was typed into a page, and what is said to a person who saves after somebody else did."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, cast

from django import forms
from django.contrib.auth.models import User
from django.forms import BoundField
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import get_language, gettext

from directory.editing.fields import Age
from directory.editing.operations import save, version_of
from directory.editing.step import Step
from directory.models import Group, Listing
from directory.moderation.operations import ChangedMeanwhile, newest
from words.text import ENGLISH

# Of the number of a version.
MOST_DIGITS = 18


@dataclass(frozen=True)
class Both:
    """A question that two people answered differently."""

    label: str
    theirs: str
    yours: str


@dataclass(frozen=True)
class Meanwhile:
    """Somebody saved first: `by` is empty where nobody knows who."""

    by: str
    at: datetime | None
    both: tuple[Both, ...]


class FilledIn(NamedTuple):
    """A page to show: made of the version `was`, and with what somebody else saved in the meantime."""

    form: Step
    was: int | None
    meanwhile: Meanwhile | None = None


def fill_in(request: HttpRequest, record: Listing | Group, step: type[Step], language: str = "") -> FilledIn | None:
    """The page as it is asked for, or refused; None once what was typed is saved. Words are in the reader's language
    if no other is named."""
    language = language or get_language() or ENGLISH
    form = step(request.POST or None, version=newest(record), language=language)
    if request.method != "POST":
        return FilledIn(form, record.latest_revision_id)
    was = was_of(request)
    if not form.is_valid():
        return FilledIn(form, was)
    changed = kept(save, request, record=record, values=form.values())
    return None if changed is None else _both(request, record, form, changed)


def _both(request: HttpRequest, record: Listing | Group, typed: Step, changed: ChangedMeanwhile) -> FilledIn | None:
    """None where both typed the same."""
    record.refresh_from_db()
    step, language = type(typed), typed.written_in
    theirs = step(version=newest(record), language=language)
    before = step(version=version_of(record, was_of(request)) or theirs.version, language=language)
    form = step(with_theirs(request.POST, typed, before, theirs), version=theirs.version, language=language)
    group = record if isinstance(record, Group) else record.group
    meanwhile = meanwhile_of(changed, group, form, theirs)
    return FilledIn(form, record.latest_revision_id, meanwhile) if meanwhile.both else None


def was_of(request: HttpRequest) -> int | None:
    """The version that the page was made of."""
    typed = request.POST.get("was", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS else None


def kept(operation: Callable[..., None], request: HttpRequest, **what: Any) -> ChangedMeanwhile | None:
    """None once it is saved, else who saved before."""
    try:
        operation(**what, actor=request.user, was=was_of(request), now=timezone.now())
    except ChangedMeanwhile as changed:
        return changed
    return None


def meanwhile_of(changed: ChangedMeanwhile, group: Group, typed: Step, theirs: Step) -> Meanwhile:
    """What the two say differently; `typed` is what this person would save."""
    pairs = ((one, theirs[one.name]) for one in typed if one.name in theirs.fields)
    both = [(one, other) for one, other in pairs if in_words(one) != in_words(other)]
    said = tuple(Both(str(one.label), in_words(other), in_words(one)) for one, other in both)
    return Meanwhile(name_of(changed.by, group), changed.at, said)


def with_theirs(data: QueryDict, typed: Step, before: Step, theirs: Step) -> QueryDict:
    """What was typed, with the other person's answers wherever this one changed nothing."""
    merged = data.copy()
    for name in before.fields:
        if name in theirs.fields and in_words(typed[name]) == in_words(before[name]):
            _put(merged, theirs[name])
    return merged


def _put(data: QueryDict, question: BoundField) -> None:
    """As a browser would send it."""
    name, value, widget = question.html_name, question.value(), question.field.widget
    if isinstance(widget, forms.MultiWidget):
        for number, part in enumerate(widget.decompress(value) or ()):
            data[f"{name}_{number}"] = part
    elif isinstance(widget, forms.CheckboxSelectMultiple):
        data.setlist(name, list(value or ()))
    elif isinstance(widget, forms.CheckboxInput):
        data[name] = "on" if value else ""
    else:
        data[name] = "" if value is None else str(value)


def name_of(user: User | None, group: Group) -> str:
    """Staff speak for the council; the editors of a group know each other."""
    if user is None:
        return ""
    if not group.editorships.filter(user=user).exists():
        return gettext("The council")
    return user.get_full_name() or user.email or user.get_username()


def in_words(question: BoundField) -> str:
    """What stands in a question, typed or read, as its reader sees it."""
    value, field = question.value(), question.field
    if isinstance(field, forms.BooleanField):
        return gettext("Yes") if value in (True, "on", "true", "1") else gettext("No")
    if isinstance(field, Age):
        return field.in_words(value)
    if isinstance(field, forms.ChoiceField):
        chosen = {str(one) for one in (value if isinstance(value, list | tuple) else [value])}
        return ", ".join(str(label) for key, label in cast(list, field.choices) if str(key) in chosen)
    return "" if value is None else str(value)
