from collections.abc import Mapping
from typing import cast

from django import forms
from django.conf import settings
from django.contrib.auth.forms import PasswordChangeForm
from django.http import QueryDict

from directory.ages import AGE_BANDS
from directory.filter_names import filter_name
from directory.fitting import Wishes
from directory.nearby import kept_place
from referrals import queries
from referrals.exports.operations import Format
from referrals.models import Team
from referrals.references import as_written
from referrals.safe_contact import Kind
from referrals.signposting.choice import Choice
from referrals.states import Outcome, State
from words.spoken import SPOKEN_LANGUAGES

QUIET = {"autocomplete": "off", "spellcheck": "false"}


class SignInForm(forms.Form):
    use_required_attribute = False

    username = forms.CharField(
        label="Name",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": "Enter your name"},
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Enter your password"},
    )


class PasswordForm(PasswordChangeForm):
    use_required_attribute = False

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "The password you have now"
        del self.fields["old_password"].widget.attrs["autofocus"]


class CodeForm(forms.Form):
    use_required_attribute = False

    code = forms.CharField(
        label="Code",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}),
        error_messages={"required": "Enter the code"},
    )


class FindForm(forms.Form):
    use_required_attribute = False

    reference = forms.CharField(
        label="Reference",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
        error_messages={"required": "Enter a reference"},
    )

    def clean_reference(self) -> str:
        written = as_written(self.cleaned_data["reference"])
        if written is None:
            raise forms.ValidationError("This is no reference, or one of its signs is wrong. Look at it again.")
        return written


class MoveForm(forms.Form):
    """A change of state: the version that the page showed, the state wanted, and what became of what is closed."""

    version = forms.IntegerField()
    to = forms.TypedChoiceField(choices=[(state.value, state.value) for state in State], coerce=State)
    outcome = forms.TypedChoiceField(
        choices=[(each.value, each.value) for each in Outcome], coerce=Outcome, required=False, empty_value=None
    )

    def clean(self) -> dict:
        """Which outcome is chosen matters to who closes it alone."""
        if self.cleaned_data.get("to") is not State.CLOSED:
            self.cleaned_data["outcome"] = None
        return self.cleaned_data


class SortForm(forms.Form):
    """Whether what was laid apart is genuine, of the version that the page showed."""

    version = forms.IntegerField()
    genuine = forms.TypedChoiceField(
        choices=[("yes", "This is genuine"), ("no", "Not a referral")], coerce=lambda chosen: chosen == "yes"
    )


class NoteForm(forms.Form):
    use_required_attribute = False

    words = forms.CharField(
        label="Note",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        error_messages={"required": "Write the note first"},
    )


class ShowForm(forms.Form):
    """Which way to reach the family is wanted, whether it is a safe time, and if not, why now."""

    kind = forms.TypedChoiceField(choices=[(kind.value, kind.value) for kind in Kind], coerce=Kind)
    is_safe_time = forms.BooleanField(required=False)
    why = forms.CharField(max_length=1000, required=False)


class TakeOutForm(forms.Form):
    format = forms.TypedChoiceField(choices=[(each.value, each.name) for each in Format], coerce=Format)


class ListForm(forms.Form):
    """What a worker searches for and has chosen. Nothing here is required: a list may be begun anywhere."""

    words = forms.CharField(label="Search for", max_length=100, required=False, widget=forms.TextInput(attrs=QUIET))
    near = forms.CharField(
        label="Near",
        help_text="A postcode. Only its sector is used.",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs=QUIET),
    )
    age = forms.ChoiceField(label="Age of the child", required=False)
    spoken = forms.ChoiceField(
        label="Language spoken", required=False, choices=[("", "Any language"), *SPOKEN_LANGUAGES.items()]
    )
    language = forms.ChoiceField(label="Language of the list", choices=settings.LANGUAGES)
    note = forms.CharField(max_length=1000, required=False)
    is_safe_time = forms.BooleanField(required=False)
    why = forms.CharField(max_length=1000, required=False)

    def __init__(self, data: QueryDict | None, *, content: Mapping) -> None:
        """`content` is what the family told, from which the form starts."""
        told = content.get("told", {}).get("language", {})
        start = {"near": kept_place(told.get("postcode", "")), "language": content.get("language", "en")}
        super().__init__(data, initial=start)
        ages = [(band.key, filter_name("age", band.key)) for band in AGE_BANDS]
        cast(forms.ChoiceField, self.fields["age"]).choices = [("", "Any age"), *ages]
        self.choice = Choice.of(groups=_numbers(data, "groups"), pages=_numbers(data, "pages"))

    @property
    def asked(self) -> tuple[str, Wishes]:
        """Words, and what else a group should fit."""
        told = self.cleaned_data if self.is_bound and self.is_valid() else self.initial
        near = kept_place(told.get("near", ""))
        wishes = Wishes(near=near, age=told.get("age", ""), spoken=told.get("spoken", ""))
        return told.get("words", "").strip(), wishes


def _numbers(data: QueryDict | None, name: str) -> list[int]:
    written = data.getlist(name) if data else []
    return [int(number) for number in written if number.isascii() and number.isdigit() and len(number) < 10]


class GiveForm(forms.Form):
    """Another team, in place of the one that the page showed."""

    use_required_attribute = False

    was = forms.ModelChoiceField(queryset=Team.objects.all(), widget=forms.HiddenInput)

    def __init__(self, data: Mapping | None, *, team: Team) -> None:
        super().__init__(data, initial={"was": team})
        self.fields["to"] = forms.ModelChoiceField(
            label="Team",
            queryset=queries.teams_to_give_to(team),
            empty_label="Choose",
            error_messages={"required": "Choose a team"},
        )
