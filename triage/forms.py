from django import forms
from django.utils.translation import gettext_lazy as _

from triage.document import Question
from triage.outcome import InvalidAnswer, check_answer
from triage.words import choices

REASONS = {
    "missing": _("Choose an answer"),
    "unknown": _("Choose one of the answers on this page"),
    "not_alone": _("Choose “None of these” alone, or take it away"),
}


class AnswerForm(forms.Form):
    """One question. `words` are its texts in the reader's language; the valid answer is in `cleaned_data["answer"]`."""

    answer: forms.MultipleChoiceField

    def __init__(self, *args, question: Question, words: dict, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        self.fields["answer"] = forms.MultipleChoiceField(
            label=words["question"],
            help_text=words["hint"],
            choices=choices(question, words),
            widget=forms.CheckboxSelectMultiple if question.many else SingleChoice,
            error_messages={"required": REASONS["missing"], "invalid_choice": REASONS["unknown"]},
        )

    def clean_answer(self) -> tuple[str, ...]:
        try:
            return check_answer(self.question, self.cleaned_data["answer"])
        except InvalidAnswer as error:
            raise forms.ValidationError(REASONS[error.reason]) from error


class SingleChoice(forms.RadioSelect):
    """Radio buttons whose answer is a list of one, so that every question is answered in the same shape."""

    allow_multiple_selected = False

    def value_from_datadict(self, data, files, name) -> list[str]:
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
