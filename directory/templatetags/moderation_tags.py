"""Who changed what, in words, and what staff answered."""

from collections.abc import Iterable

from django import template
from django.contrib.auth.models import User

from directory.moderation import queries
from directory.moderation.labels import labels
from directory.moderation.versions import Record

register = template.Library()


@register.filter
def in_labels(fields: Iterable[str]) -> str:
    return ", ".join(labels(fields))


@register.filter
def who(user: User | None) -> str:
    """For staff."""
    return (user.get_full_name() or user.get_username()) if user else "The portal"


@register.simple_tag
def answer_on(record: Record) -> queries.Answer | None:
    return queries.answers(record)
