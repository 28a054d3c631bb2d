"""What a group's editor fills in for one slot, and what staff do about it."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.safeguarding import wording
from directory.safeguarding.models import Evidence
from directory.safeguarding.operations import Given
from directory.safeguarding.slots import LastDay, Slot
from directory.safeguarding.uploads import LARGEST_BYTES, Reason, Refused, Upload, accepted

TAKEN = "application/pdf,image/jpeg,image/png"


class Was(forms.CharField):
    """When the version was given that the form shows, to the microsecond; None where nothing was given."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        try:
            moment = parse_datetime(value or "")
        except ValueError:
            return None
        return moment if moment and timezone.is_aware(moment) else None

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if hasattr(value, "isoformat") else value


class EvidenceForm(forms.Form):
    """`files_too_large` are those that were dropped on their way in."""

    was = Was(required=False)
    said = forms.CharField(
        label=_("What you want to say about it"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )
    number = forms.CharField(max_length=30, required=False)
    last_day = forms.DateField(
        label=_("Last day on which it holds"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, JPEG or PNG. Only the council and the editors of your group can open it."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": TAKEN}),
    )

    def __init__(self, slot: Slot, evidence: Evidence | None, *args: Any, **kwargs: Any) -> None:
        self.files_too_large: frozenset[str] = kwargs.pop("files_too_large", frozenset())
        self.has_file_already = bool(evidence and evidence.file)
        names = ("said", "number", "last_day")
        if evidence:
            kwargs["initial"] = {name: getattr(evidence, name) for name in names} | {"was": evidence.given_at}
        super().__init__(*args, **kwargs)
        self.fields["number"].label = str(slot.number)
        self.fields["last_day"].required = slot.last_day is LastDay.NEEDED
        unasked = {"number": not slot.number, "file": not slot.has_file, "last_day": slot.last_day is LastDay.NONE}
        for name in (name for name, is_unasked in unasked.items() if is_unasked):
            del self.fields[name]

    def clean_last_day(self) -> date | None:
        last_day = self.cleaned_data["last_day"]
        if last_day and last_day < timezone.localdate():
            raise forms.ValidationError(gettext("This day is over. Give the one that holds now."))
        return last_day

    def clean_file(self) -> Upload | None:
        file = self.cleaned_data["file"]
        if "file" in self.files_too_large or (file and file.size > LARGEST_BYTES):
            raise forms.ValidationError(_said(wording.REFUSED[Reason.TOO_LARGE]))
        try:
            return accepted(file.read()) if file else None
        except Refused as error:
            raise forms.ValidationError(_said(wording.REFUSED[error.reason])) from error

    def clean(self) -> None:
        given = ("file", "number", "said")
        if not self.errors and not self.has_file_already and not any(self.cleaned_data.get(name) for name in given):
            self.add_error(None, gettext("Give a file or a number, or say something about it."))
        if self.errors and "file" in self.files and "file" in self.fields and "file" not in self.errors:
            self.add_error("file", gettext("Choose the file again."))

    @property
    def given(self) -> Given:
        return Given(**{name: value for name, value in self.cleaned_data.items() if name != "was"})


class SeenForm(forms.Form):
    was = Was()
    note = forms.CharField(label="Note, for staff alone", max_length=500, required=False)


class SentBackForm(forms.Form):
    was = Was()
    reason = forms.ChoiceField(choices=[pair for pair in wording.SENT_BACK_FOR.items() if pair[0] != "infected"])


class SuspensionForm(forms.Form):
    """The list is what the group's editors are told, in their language."""

    reason = forms.ChoiceField(
        label="What the group's editors read", choices=list(wording.SUSPENDED_FOR.items()), widget=forms.RadioSelect
    )
    words = forms.CharField(
        label="Why, for staff alone", max_length=1000, widget=forms.Textarea({"rows": 4}),
        help_text="It is kept in the log. Neither the group nor families read it.",
    )  # fmt: skip


class ShownAgainForm(forms.Form):
    words = forms.CharField(label="Why, for staff alone", max_length=1000, widget=forms.Textarea({"rows": 2}))


def _said(words: str | Promise) -> str:
    return str(words) % wording.MEGABYTES
