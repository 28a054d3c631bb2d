"""The form for a question and its options."""

from collections.abc import Mapping
from typing import Any

from django import forms

from triage.versions.editing import Item, new_id
from triage.versions.forms import LEVEL_CHOICES, PartForm
from triage.words import Texts

BLANK_ROWS = 2
FEWEST_OPTIONS = 2
NEW_HEADING = "+"
ROW_LABELS = {"words": "Words", "heading": "Heading", "position": "Position", "alone": "Alone", "remove": "Remove"}


class OptionForm(forms.Form):
    """One row: an option that there is, or words for a new one."""

    id = forms.CharField(widget=forms.HiddenInput, required=False)
    words = forms.CharField(max_length=200, required=False)
    heading = forms.ChoiceField(required=False)
    position = forms.IntegerField(required=False, min_value=0)
    alone = forms.BooleanField(required=False)
    remove = forms.BooleanField(required=False)

    def __init__(self, *args: Any, headings: list, labels: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        option = self["id"].value()
        self.label = labels.get(option, option) if option else ""
        self.fields["heading"].choices = headings  # type: ignore[attr-defined]
        for name, what in ROW_LABELS.items():
            self.fields[name].widget.attrs["aria-label"] = f"{what}: {self.label or 'a new option'}"

    @property
    def is_kept(self) -> bool:
        said = self.cleaned_data
        return bool(said.get("id") or said.get("words")) and not said.get("remove")


OptionFormSet = forms.formset_factory(OptionForm, extra=BLANK_ROWS)


class QuestionForm(PartForm):
    """`rows` are the options. Once it is valid, `new_words` are English words for what is new, by the id within it."""

    words = forms.CharField(max_length=200, label="The question, in English")
    hint = forms.CharField(max_length=300, label="A hint below it, in English", required=False)
    type = forms.ChoiceField(
        label="Families choose", choices=[("one", "one answer"), ("many", "as many answers as fit")]
    )

    def build(self) -> None:
        self.new_words: Texts = {}
        if self.old:
            del self.fields["words"], self.fields["hint"]
        self.fields["type"].initial = self.old.get("type")
        conditions = self.old.get("show_if", [])
        self.add_conditions(self._before(), conditions)
        self.fields["level_at_least"] = forms.ChoiceField(
            label="The answers so far lead at least to",
            choices=[("", "It does not matter"), *LEVEL_CHOICES[1:]],
            required=False,
            initial=next((one["level_at_least"] for one in conditions if "level_at_least" in one), ""),
        )
        self.fields["new_heading"] = forms.CharField(
            max_length=80,
            required=False,
            label="A new heading, in English",
            help_text="For options that stand under it.",
        )
        self.rows = OptionFormSet(
            self.data if self.is_bound else None,
            prefix="options",
            initial=self._rows(),
            form_kwargs={"headings": self._headings(), "labels": dict(self.options(self.old)) if self.old else {}},
        )

    def is_valid(self) -> bool:
        return self.rows.is_valid() and super().is_valid()

    def clean(self) -> dict:
        said = super().clean() or {}
        kept = self._kept()
        if len(kept) < FEWEST_OPTIONS:
            raise forms.ValidationError("A question needs two options or more.")
        if len({bool(row["heading"]) for row in kept}) > 1:
            raise forms.ValidationError("Either every option stands under a heading or none does.")
        if any(row["heading"] == NEW_HEADING for row in kept) and not said.get("new_heading"):
            self.add_error("new_heading", "Say what the new heading is.")
        return said

    def item(self) -> Item:
        said = self.cleaned_data
        words = self.spoken.get(self.old.get("id", ""), {})
        if not self.old:
            self.new_words["question"] = said["words"]
            if said["hint"]:
                self.new_words["hint"] = said["hint"]
        heading = self._named("groups", said["new_heading"], words) if said["new_heading"] else ""
        options: dict[str, list[str]] = {one: [] for one in [*self.old.get("groups", {}), heading, ""]}
        alone = []
        for row in self._kept():
            option = row["id"] or self._named("options", row["words"], words)
            options[heading if row["heading"] == NEW_HEADING else row["heading"]].append(option)
            alone += [option] if row["alone"] else []
        groups = {one: under for one, under in options.items() if one and under}
        show_if = [*self.conditions(), *([{"level_at_least": level}] if (level := said["level_at_least"]) else [])]
        optional = {"groups": groups, "alone": alone, "show_if": show_if}
        return {
            "type": said["type"],
            "options": [option for under in options.values() for option in under],
            **{name: value for name, value in optional.items() if value},
        }

    def _named(self, table: str, words: str, known: Mapping) -> str:
        """An id that nothing had before: words by an old id would come back with it."""
        taken = {key.partition(".")[2] for key in self.new_words if key.startswith(f"{table}.")}
        found = new_id(words, {*known.get(table, ()), *self.old.get(table, ()), *taken})
        self.new_words[f"{table}.{found}"] = words
        return found

    def _before(self) -> list[Item]:
        questions = self.document["questions"]
        ids = [question["id"] for question in questions]
        return questions[: ids.index(self.old["id"])] if self.old else questions

    def _rows(self) -> list[dict]:
        under = {option: heading for heading, options in self.old.get("groups", {}).items() for option in options}
        alone = self.old.get("alone", ())
        return [
            {"id": option, "position": number, "heading": under.get(option, ""), "alone": option in alone}
            for number, option in enumerate(self.old.get("options", ()), start=1)
        ]

    def _headings(self) -> list[tuple[str, str]]:
        words = self.spoken.get(self.old.get("id", ""), {}).get("groups", {})
        known = [(heading, words.get(heading) or heading) for heading in self.old.get("groups", {})]
        return [("", "None"), *known, (NEW_HEADING, "The new heading below")]

    def _kept(self) -> list[dict]:
        """What the rows say, in the order of their positions; what has none comes last."""
        kept = [row.cleaned_data for row in self.rows if row.is_kept]
        return sorted(kept, key=lambda row: (row["position"] is None, row["position"] or 0))
