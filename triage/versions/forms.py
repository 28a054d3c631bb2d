"""Forms for the parts of a questionnaire. Each says with `item()` what the part is then, as JSON has it.

Conditions are ticked question by question: any of these options, and so many of them; all that is ticked must be met.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from triage.document import LEVELS
from triage.in_words import LEVEL_WORDS
from triage.versions.editing import Data, Item
from triage.versions.surroundings import Surroundings

LEVEL_CHOICES = [(level, LEVEL_WORDS[level].capitalize()) for level in LEVELS]


class PartForm(forms.Form):
    """`spoken` are the English words; `old` is the part as it is, empty for a new one; `document` is all of it."""

    name = forms.CharField(
        max_length=40, label="Short name", help_text="For staff. It stays for good: “struggling”, “two needs”."
    )

    def __init__(self, posted: Any, *, old: Item, document: Data, spoken: Mapping, around: Surroundings) -> None:
        super().__init__(posted)
        self.old, self.document, self.spoken, self.around = old, document, spoken, around
        if old:
            del self.fields["name"]
        self.build()

    def build(self) -> None:
        """Add the fields that depend on the questionnaire."""
        raise NotImplementedError

    def item(self) -> Item:
        raise NotImplementedError

    def asked(self, question: Item) -> str:
        return self.spoken.get(question["id"], {}).get("question") or question["id"]

    def options(self, question: Item) -> list[tuple[str, str]]:
        words = self.spoken.get(question["id"], {}).get("options", {})
        return [(option, words.get(option) or option) for option in question["options"]]

    def add_conditions(self, questions: list[Item], conditions: list[Item]) -> None:
        for question in questions:
            for field, value, label in _ticked(question, self.asked(question), conditions):
                self.fields[field] = _checkboxes(label, self.options(question), value)
            if question["type"] == "many":
                self.fields[f"count-{question['id']}"] = forms.IntegerField(
                    label=f"So many answers to “{self.asked(question)}” are ticked, or more",
                    min_value=2,
                    max_value=len(question["options"]),
                    required=False,
                    initial=next(
                        (one["count_at_least"] for one in _of(question, conditions) if "count_at_least" in one), None
                    ),
                )

    def conditions(self) -> list[Item]:
        found: list[Item] = []
        for name, value in self.cleaned_data.items():
            kind, _, rest = name.partition("-")
            question = rest.rpartition("-")[0] if kind == "any" else rest
            if value and kind == "any":
                found.append({"question": question, "any_of": value})
            elif value and kind == "count":
                found.append({"question": question, "count_at_least": value})
        return found


class RuleForm(PartForm):
    def build(self) -> None:
        self.add_conditions(self.document["questions"], self.old.get("if", []))
        self.fields["level"] = forms.ChoiceField(
            label="This leads at least to", choices=LEVEL_CHOICES, initial=self.old.get("level")
        )
        self.fields["urgent"] = forms.BooleanField(
            label="Show urgent help", required=False, initial=self.old.get("urgent")
        )
        labels = {option: label for question in self.document["questions"] for option, label in self.options(question)}
        keys = [(key, labels.get(key, key)) for key in self.document["content"]]
        self.fields["tags"] = _checkboxes("Show also what fits", keys, self.old.get("tags", []))
        self.fields["new_tag"] = forms.CharField(
            label="Show also something of its own",
            max_length=40,
            required=False,
            help_text="A short name, such as “young parents”. Say afterwards what fits it.",
        )
        teams = [("", "The neighbourhood's team"), *self.around.teams.items()]
        self.fields["team_hint"] = forms.ChoiceField(
            label="Send the referral to", choices=teams, required=False, initial=self.old.get("team_hint")
        )

    def item(self) -> Item:
        said = self.cleaned_data
        new_tag = said["new_tag"].strip().lower().replace(" ", "_")
        tags = [*said["tags"], *([new_tag] if new_tag else [])]
        optional = {"urgent": said["urgent"], "tags": tags, "team_hint": said["team_hint"]}
        kept = {name: value for name, value in optional.items() if value}
        return {"if": self.conditions(), "level": said["level"], **kept}


class FamilyForm(PartForm):
    def build(self) -> None:
        self.fields["story"] = forms.CharField(
            label="Who they are",
            widget=forms.Textarea(attrs={"rows": 3}),
            max_length=500,
            initial=self.old.get("story"),
            help_text="One or two plain sentences. Nobody real.",
        )
        answers = self.old.get("answers", {})
        for question in self.document["questions"]:
            self.fields[f"answer-{question['id']}"] = self._answer(question, answers.get(question["id"], []))
        self.fields["level"] = forms.ChoiceField(
            label="This must lead to", choices=LEVEL_CHOICES, initial=self.old.get("level")
        )
        self.fields["urgent"] = forms.BooleanField(
            label="Urgent help must be shown", required=False, initial=self.old.get("urgent")
        )

    def _answer(self, question: Item, chosen: list[str]) -> forms.Field:
        if question["type"] == "many":
            return _checkboxes(self.asked(question), self.options(question), chosen)
        choices = [("", "Not asked"), *self.options(question)]
        initial = chosen[0] if chosen else ""
        return forms.ChoiceField(label=self.asked(question), choices=choices, required=False, initial=initial)

    def item(self) -> Item:
        said = self.cleaned_data
        answers = {question["id"]: said[f"answer-{question['id']}"] for question in self.document["questions"]}
        return {
            "story": said["story"],
            "answers": {key: [one] if isinstance(one, str) else one for key, one in answers.items() if one},
            "level": said["level"],
            "urgent": said["urgent"],
        }


class FittingForm(PartForm):
    """What fits an answer."""

    def build(self) -> None:
        self.fields.pop("name", None)
        around = {"pages": self.around.pages, "groups": self.around.categories, "helplines": self.around.helplines}
        labels = {"pages": "Pages of the library", "groups": "Kinds of groups", "helplines": "Helplines"}
        for kind, names in around.items():
            self.fields[kind] = _checkboxes(labels[kind], list(names.items()), self.old.get(kind, []))

    def item(self) -> Item:
        """What was there stays in its order, and what is new comes after it."""
        found = {}
        for kind in ("pages", "groups", "helplines"):
            before, chosen = self.old.get(kind, []), self.cleaned_data[kind]
            found[kind] = [*(key for key in before if key in chosen), *(key for key in chosen if key not in before)]
        return {kind: keys for kind, keys in found.items() if keys}


def _checkboxes(label: str, choices: list[tuple[str, str]], initial: list[str]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, initial=initial, required=False, widget=forms.CheckboxSelectMultiple
    )


def _of(question: Item, conditions: list[Item]) -> list[Item]:
    return [one for one in conditions if one.get("question") == question["id"]]


def _ticked(question: Item, asked: str, conditions: list[Item]) -> Iterator[tuple[str, list[str], str]]:
    """Field, options ticked, label: one for each set of options; where several can be ticked, one more to add."""
    sets = [one["any_of"] for one in _of(question, conditions) if "any_of" in one]
    shown = [*sets, []] if question["type"] == "many" or not sets else sets
    for number, chosen in enumerate(shown):
        also = "also " if number else ""
        yield f"any-{question['id']}-{number}", chosen, f"“{asked}” is {also}any of these"
