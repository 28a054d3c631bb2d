"""What a group is asked about what it runs, in words of one language."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from directory.editing.fields import Many, Words, in_language
from directory.editing.step import Step
from directory.models import Category
from words.text import text

WORDS = ("name", "summary", "description")
GIVE_A_NAME = _("Give it a name")


def words_fields() -> dict[str, forms.Field]:
    return {
        "name": Words(
            label=_("What is it called?"),
            help_text=_("As people know it: “Tuesday stay and play”."),
            missing=GIVE_A_NAME,
        ),
        "summary": Words(
            longest=250,
            box=True,
            label=_("What is it, in one sentence?"),
            help_text=_("Families read this first, in the list of groups."),
        ),
        "description": Words(
            longest=4000,
            box=True,
            label=_("What happens there?"),
            help_text=_("What you do, what to bring, what a family that comes for the first time should know."),
        ),
    }


class WordsStep(Step):
    """The words in one language."""

    heading = _("The words")

    def ask(self) -> None:
        self.fields.update(words_fields())
        for field in self.fields.values():
            field.widget.attrs.update(in_language(self.written_in))
        self.fields["summary"].widget.attrs["rows"] = 3
        self.fields["name"].required = self._has_name_here() or not self._has_name()

    def read(self) -> dict[str, Any]:
        return {name: getattr(self.version, f"{name}_{self.written_in}") or "" for name in WORDS}

    def clean(self) -> dict[str, Any]:
        """Other words in a language need a name in it."""
        typed = self.cleaned_data
        has_other_words = typed.get("summary") or typed.get("description")
        if has_other_words and not typed.get("name") and "name" not in self.errors:
            self.add_error("name", GIVE_A_NAME)
        return typed

    def _has_name_here(self) -> bool:
        return bool(getattr(self.version, f"name_{self.written_in}"))

    def _has_name(self) -> bool:
        return any(getattr(self.version, f"name_{code}") for code, _name in settings.LANGUAGES)

    def values(self) -> dict[str, Any]:
        """Words that a person changed are no longer a machine's."""
        words = {f"{name}_{self.written_in}": self.cleaned_data[name] for name in WORDS}
        if any(self.cleaned_data[name] != self.initial[name] for name in WORDS):
            words["machine_drafted"] = [code for code in self.version.machine_drafted if code != self.written_in]
        return words


class WhatStep(WordsStep):
    heading = _("What it is")

    def ask(self) -> None:
        super().ask()
        labels = [(one.key, text(one, "label", self.written_in).value) for one in Category.objects.all()]
        self.fields["categories"] = Many(
            label=_("What kind of group is it?"), help_text=_("Tick everything that fits."), choices=labels
        )

    def read(self) -> dict[str, Any]:
        return {**super().read(), "categories": [one.key for one in self.version.categories.all()]}

    def values(self) -> dict[str, Any]:
        return {**super().values(), "categories": self.cleaned_data["categories"]}


class NewListing(Step):
    heading = _("Add what you run")
    introduction = _("Start with its name. The council looks at it before families see it.")

    def ask(self) -> None:
        self.fields["name"] = words_fields()["name"]
        self.fields["name"].widget.attrs.update(in_language(self.written_in))

    def read(self) -> dict[str, Any]:
        return {}
