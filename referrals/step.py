from typing import cast

from django import forms
from django.utils.functional import Promise

from triage import queries as triage_queries

# Ids of the questionnaire's questions, which are also the names of the fields.
ASKED_AGAIN = frozenset({"about", "danger", "needs", "helping"})


class Step(forms.Form):
    """A page of the form. `heading` and `introduction` stand above it.

    `needed_when` names the questions that only another answer calls for: a field, the field it hangs on, and the
    answers that call for it. Otherwise such a field may be empty, and what was typed into it is dropped: a number that
    somebody no longer wants used must not be kept.
    """

    key: str
    heading: str | Promise
    introduction: str | Promise = ""
    needed_when: dict[str, tuple[str, frozenset[str]]] = {}
    use_required_attribute = False

    def __init__(self, *args, version: str | None = None, **kwargs) -> None:
        """`version`: of the questionnaire that the family answered, whose questions are asked again here."""
        super().__init__(*args, **kwargs)
        for question in ASKED_AGAIN & self.fields.keys():
            cast(forms.ChoiceField, self.fields[question]).choices = triage_queries.options(question, version)

    def clean(self) -> dict:
        for name, (cause, answers) in self.needed_when.items():
            given = self.cleaned_data.get(cause, [])
            if answers.isdisjoint([given] if isinstance(given, str) else given):
                self.errors.pop(name, None)
                self.cleaned_data[name] = ""
        return self.cleaned_data
