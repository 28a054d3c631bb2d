"""What a group is asked about a picture."""

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from directory.editing.fields import Words, in_language
from directory.editing.picture_files import PictureRefused, Refusal, drawn_anew
from directory.editing.step import Step
from words.text import text

WHY_REFUSED = {
    Refusal.TOO_HEAVY: _("This file is too large. Choose one of at most 12 MB"),
    Refusal.NO_PICTURE: _("This is not a picture that we can show. Choose a JPEG, PNG or WebP file"),
    Refusal.TOO_LARGE: _("This picture is too large to open. Choose a smaller one"),
    Refusal.BROKEN: _("This picture cannot be opened. Choose another one"),
}
KINDS = "image/jpeg,image/png,image/webp"


def words_field() -> Words:
    return Words(
        longest=200,
        label=_("What does the picture show?"),
        help_text=_("For people who cannot see it: “Toddlers and parents sing in a circle.”"),
        missing=_("Say what the picture shows"),
    )


class PictureStep(Step):
    heading = _("Add a picture")
    introduction = _("We make it smaller, and take out where and when it was taken.")

    file = forms.FileField(
        label=_("The picture"),
        error_messages=dict.fromkeys(("required", "empty", "missing", "invalid"), _("Choose a picture")),
        widget=forms.FileInput(attrs={"accept": KINDS}),
    )
    agreed = forms.BooleanField(
        label=_("Everybody in it agrees that families see it. For a child, a parent agreed."),
        error_messages={"required": _("Only add the picture if everybody in it agrees")},
    )

    def __init__(self, data=None, files=None, *, version: Any, language: str) -> None:
        super().__init__(data, version=version, language=language)
        self.files = files or MultiValueDict()

    def ask(self) -> None:
        alt = words_field()
        alt.widget.attrs.update(in_language(self.written_in))
        self.fields = {"file": self.fields["file"], "alt": alt, "agreed": self.fields["agreed"]}

    def read(self) -> dict[str, Any]:
        return {}

    def clean_file(self) -> tuple[bytes, str]:
        """The picture drawn anew, and the ending of its name. Neither its name nor its declared type is looked at."""
        try:
            return drawn_anew(self.cleaned_data["file"])
        except PictureRefused as refused:
            raise forms.ValidationError(WHY_REFUSED[refused.reason], code=refused.reason) from refused


class PictureWordsStep(Step):
    """What a picture that is there already shows: `version` is the picture."""

    heading = _("The picture in words")

    def ask(self) -> None:
        self.fields["alt"] = words_field()
        self.fields["alt"].widget.attrs.update(in_language(self.written_in))

    def read(self) -> dict[str, Any]:
        return {"alt": text(self.version, "alt", self.written_in).value}
