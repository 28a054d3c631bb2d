"""A page of questions. It knows what a version of a record says, and what to propose of what was typed."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.utils.functional import Promise

from words.text import ENGLISH


class Step(forms.Form):
    """`language` is the one that words are written in."""

    heading: str | Promise
    introduction: str | Promise = ""
    use_required_attribute = False

    def __init__(self, data: Mapping | None = None, *, version: Any, language: str) -> None:
        self.version, self.written_in = version, language
        super().__init__(data)
        self.ask()
        self.initial = self.read()

    def ask(self) -> None:
        """Add the questions that depend on the version or the language."""

    def offer(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = list(choices)

    def read(self) -> dict[str, Any]:
        """What the version says, by question."""
        return {name: getattr(self.version, name) for name in self.fields}

    def values(self) -> dict[str, Any]:
        """What to propose, by the names of the model. Of a form that is valid."""
        return dict(self.cleaned_data)


def columns(child: Any) -> dict[str, Any]:
    """A session, cost or picture as its columns, its number and the words of each language among them."""
    names = {field.name for field in child._meta.concrete_fields} - {"listing"}
    return {name: getattr(child, name) for name in names if f"{name}_{ENGLISH}" not in names}
