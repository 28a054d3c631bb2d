"""The kinds of question that the referral form asks. Every message is ours: Django's are not in all our languages."""

import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

from places import postcodes
from referrals import telephone
from referrals.intake import INTAKE

NOT_ON_THIS_PAGE = _("Choose one of the answers on this page")
# Words that a family types go nowhere but here: not to the browser's memory, nor to a spelling service.
PRIVATE = {"autocomplete": "off", "spellcheck": "false"}


class Text(forms.CharField):
    """A line of words, or a box of them. Line breaks count as one character, as people count."""

    def __init__(self, *, label, missing="", longest=200, box=False, **kwargs) -> None:
        messages = {
            "required": missing,
            "max_length": _("Use at most %(limit_value)d characters. You have used %(show_value)d."),
            "null_characters_not_allowed": _("Take out the signs that cannot be shown"),
        }
        widget = forms.Textarea(attrs=PRIVATE) if box else forms.TextInput(attrs=PRIVATE)
        super().__init__(label=label, max_length=longest, widget=widget, error_messages=messages, **kwargs)
        # A browser that counts would cut off what is pasted, without a word.
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class Phone(Text):
    def __init__(self, **kwargs) -> None:
        super().__init__(longest=40, **kwargs)
        self.widget.input_type = "tel"
        self.widget.attrs["dir"] = "ltr"

    def clean(self, value) -> str:
        typed = super().clean(value)
        try:
            return telephone.normalise(typed) if typed else ""
        except ValueError as error:
            message = _("Enter a phone number with all its digits, like %(phone)s or +44 7700 900000")
            raise forms.ValidationError(message, code="phone", params={"phone": INTAKE.example_phone}) from error


class Postcode(Text):
    REASONS = {
        postcodes.Reason.INCOMPLETE: _("Enter the whole postcode, like %(postcode)s, or leave it empty"),
        postcodes.Reason.FORMAT: _("Enter a postcode like %(postcode)s, or leave it empty"),
    }

    def __init__(self, **kwargs) -> None:
        super().__init__(longest=40, required=False, **kwargs)
        self.widget.attrs["dir"] = "ltr"

    def clean(self, value) -> str:
        typed = super().clean(value)
        try:
            return postcodes.normalise(typed) if typed else ""
        except postcodes.PostcodeError as error:
            example = {"postcode": INTAKE.example_postcode}
            raise forms.ValidationError(self.REASONS[error.reason], code=error.reason, params=example) from error


class Email(forms.EmailField):
    def __init__(self, *, label, missing, **kwargs) -> None:
        wrong = _("Enter an e-mail address like name@example.com")
        messages = {"required": missing, "invalid": wrong, "max_length": wrong, "null_characters_not_allowed": wrong}
        super().__init__(
            label=label, error_messages=messages, widget=forms.EmailInput(attrs={**PRIVATE, "dir": "ltr"}), **kwargs
        )

    def to_python(self, value) -> str:
        """Without the marks of direction that a right-to-left keyboard adds."""
        return "".join(sign for sign in super().to_python(value) or "" if unicodedata.category(sign) != "Cf")


class One(forms.ChoiceField):
    """One answer of a few."""

    def __init__(self, *, label, choices, missing="", widget=forms.RadioSelect, **kwargs) -> None:
        messages = {"required": missing, "invalid_choice": NOT_ON_THIS_PAGE}
        super().__init__(label=label, choices=choices, widget=widget, error_messages=messages, **kwargs)


class ChosenFiles(forms.FileInput):
    """What is chosen is sealed as it arrives; the form sees the names of what was kept."""

    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name) -> list[str]:
        return data.getlist(name)


class Files(forms.Field):
    """The names of the files that were added."""

    def __init__(self, *, label, help_text, accept: str) -> None:
        widget = ChosenFiles(attrs={"accept": accept, "multiple": True})
        super().__init__(label=label, help_text=help_text, required=False, widget=widget)


class Many(forms.MultipleChoiceField):
    """Any number of answers; `alone` is the one that fits no other."""

    def __init__(self, *, label, choices, missing, alone, not_alone, **kwargs) -> None:
        self.alone = alone
        messages = {
            "required": missing,
            "invalid_choice": NOT_ON_THIS_PAGE,
            "invalid_list": NOT_ON_THIS_PAGE,
            "not_alone": not_alone,
        }
        widget = forms.CheckboxSelectMultiple
        super().__init__(label=label, choices=choices, widget=widget, error_messages=messages, **kwargs)

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if self.alone in value and len(value) > 1:
            raise forms.ValidationError(self.error_messages["not_alone"], code="not_alone")
