from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from directory.accounts.look_alikes import Described
from places.postcodes import PostcodeError, normalise


class EmailForm(forms.Form):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        error_messages={
            "required": _("Enter your e-mail address."),
            "invalid": _("Enter an e-mail address such as name@example.org."),
        },
    )

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code from the e-mail"),
        help_text=_("Eight digits."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false", "dir": "ltr"}
        ),
        error_messages={"required": _("Enter the code from the e-mail.")},
    )


class GroupForm(forms.Form):
    """What tells a group from others; more is asked once it is there."""

    name = forms.CharField(
        label=_("What is the group called?"),
        max_length=120,
        error_messages={"required": _("Enter the name of the group.")},
    )
    postcode = forms.CharField(label=_("Postcode of where it meets"), max_length=12, required=False)
    phone = forms.CharField(
        label=_("Phone number of the group"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "dir": "ltr"}),
    )
    charity_number = forms.CharField(
        label=_("Charity number"), help_text=_("If it is a registered charity."), max_length=12, required=False
    )

    def clean_postcode(self) -> str:
        typed = self.cleaned_data["postcode"]
        try:
            return normalise(typed) if typed else ""
        except PostcodeError as error:
            raise forms.ValidationError(_("Enter a whole postcode, such as LU4 8BW, or leave this empty.")) from error

    def described(self) -> Described:
        data = self.cleaned_data
        return Described(
            name=data["name"],
            charity_number=data["charity_number"],
            phones=(data["phone"],),
            postcodes=(data["postcode"],),
        )


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("How are you part of the group?"),
        help_text=_("So that we can ask there. For example who you are there, and whom we may call."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say in a few words how you are part of the group.")},
    )


class InviteForm(EmailForm):
    hands_over = forms.BooleanField(label=_("I hand the group over: when this person comes, I leave"), required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address of the person")
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        self.fields["email"].error_messages["required"] = _("Enter the person's e-mail address.")


class LanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language of our messages to you"),
        choices=[(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES],
    )
