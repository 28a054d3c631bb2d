from django import forms
from django.utils.translation import gettext_lazy as _

from directory.problems.models import Kind


class ProblemForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong")},
    )
    note = forms.CharField(
        label=_("What should it say?"),
        help_text=_("The group reads this. Do not write names, or anything about your family."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
