"""What a person typed into one step of a form, as a revision has it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from directory.models import Category
from directory.moderation.versions import Record, content_of, fields_of


def content_of_step(version: Record, values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of `values` laid into this version, which is changed. Raises KeyError for a field that no group may
    change, and ValidationError for what the record refuses.

    A child is a dictionary of its columns. With the "id" of one that the version has, it is that one, and keeps what
    is not said; any other is new. Categories are given by their keys.
    """
    if unknown := set(values) - set(fields_of(type(version))):
        raise KeyError(*sorted(unknown))
    for name, value in values.items():
        field = version._meta.get_field(name)
        if field.one_to_many:
            setattr(version, name, _children(version, field.related_model, name, value))
        elif field.many_to_many:
            setattr(version, name, list(Category.objects.filter(key__in=value)))
        else:
            setattr(version, name, value)
    check(version, values)
    content = content_of(version)
    return {name: content[name] for name in values}


def check(version: Record, names: Iterable[str]) -> None:
    """Raises ValidationError, by field, for what these fields may not say."""
    names = set(names)
    others = [field.name for field in version._meta.fields if field.name not in names]
    version.clean_fields(exclude=others)
    version.validate_constraints()
    for name in names:
        if version._meta.get_field(name).one_to_many:
            _check_children(name, getattr(version, name).all())


def _check_children(name: str, children: Any) -> None:
    for number, child in enumerate(children, 1):
        try:
            child.full_clean(exclude=["listing"], validate_unique=False)
        except ValidationError as error:
            raise ValidationError({name: [f"{number}: {message}" for message in error.messages]}) from error


def _children(version: Record, model: Any, name: str, items: list[Mapping[str, Any]]) -> list[Any]:
    """A number of another listing's child is not taken: it would be moved here."""
    own = {child.pk: child for child in getattr(version, name).all() if child.pk}
    return [_child(model, own, item, number) for number, item in enumerate(items)]


def _child(model: type[models.Model], own: Mapping[int, Any], item: Mapping[str, Any], number: int) -> Any:
    columns = dict(item)
    child = own.get(columns.pop("id", None) or columns.pop("pk", None)) or model()
    columns.pop("pk", None)
    if hasattr(child, "sort_order"):
        columns["sort_order"] = number
    for name, value in columns.items():
        field = model._meta.get_field(name)
        by_number = field.is_relation and not isinstance(value, models.Model)
        setattr(child, f"{name}_id" if by_number else name, value)
    return child
