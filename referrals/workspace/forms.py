from collections.abc import Mapping

from django import forms
from django.contrib.auth.forms import PasswordChangeForm

from referrals import queries
from referrals.models import Team
from referrals.references import as_written
from referrals.safe_contact import Kind
from referrals.states import Outcome, State


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
