from django import forms

from referrals.states import State

STATES = [(state.value, state.value) for state in State]


class MoveForm(forms.Form):
    """A change of state: the one that the page showed, and the one wanted."""

    was = forms.TypedChoiceField(choices=STATES, coerce=State)
    to = forms.TypedChoiceField(choices=STATES, coerce=State)
