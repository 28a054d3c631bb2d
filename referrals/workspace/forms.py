from django import forms

from referrals.states import State

STATES = [(state.value, state.value) for state in State]


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


class CodeForm(forms.Form):
    use_required_attribute = False

    code = forms.CharField(
        label="Code",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}),
        error_messages={"required": "Enter the code"},
    )


class MoveForm(forms.Form):
    """A change of state: the one that the page showed, and the one wanted."""

    was = forms.TypedChoiceField(choices=STATES, coerce=State)
    to = forms.TypedChoiceField(choices=STATES, coerce=State)
