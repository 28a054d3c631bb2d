"""The kinds of question that groups are asked. Every message is ours: Django's are not in all our languages."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from directory.periods import single_days
from directory.spreadsheets.cells import clock, number, pence, postcode, website

NOT_ON_THIS_PAGE = _("Choose one of the answers on this page")
NOT_KNOWN = "not-known"
YES_NO_NOT_KNOWN = (("yes", _("Yes")), ("no", _("No")), (NOT_KNOWN, _("Not known yet")))
LEFT_TO_RIGHT = {"dir": "ltr"}
FEWEST_DIGITS, MOST_DIGITS, LONGEST_PHONE = 7, 15, 30
LONGEST_LINE = 200
LONGEST_EMAIL = 254
PHONE = re.compile(r"\(?\+?[0-9][0-9 ().-]*")
OLDEST_YEARS = 99


def in_language(code: str) -> dict[str, str]:
    """What a box needs that is typed into in a language."""
    return {"lang": code, "dir": "rtl" if get_language_info(code)["bidi"] else "ltr"}


class Words(forms.CharField):
    """A line of words, or a box of them. Line breaks count as one character, as people count."""

    def __init__(self, *, longest: int = 120, missing="", box=False, **kwargs) -> None:
        messages = {
            "required": missing,
            "max_length": _("Use at most %(limit_value)d characters. You have used %(show_value)d."),
            "null_characters_not_allowed": _("Take out the signs that cannot be shown"),
        }
        kwargs.setdefault("widget", forms.Textarea if box else forms.TextInput)
        super().__init__(max_length=longest, error_messages=messages, required=bool(missing), **kwargs)
        # A browser that counts would cut off what is pasted, without a word.
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class Read(Words):
    """A line that `reader` makes a value of, raising ValueError for what it cannot read."""

    def __init__(self, *, reader: Callable[[str], Any], wrong, kind="text", **kwargs) -> None:
        super().__init__(longest=LONGEST_LINE, widget=forms.TextInput(attrs=LEFT_TO_RIGHT), **kwargs)
        self.widget.input_type = kind
        self.reader = reader
        self.error_messages["wrong"] = wrong

    def clean(self, value: Any) -> Any:
        typed = _without_marks(super().clean(value))
        try:
            return self.reader(typed) if typed else None
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["wrong"], code="wrong") from error


class Pounds(Read):
    """In pence."""

    def __init__(self, **kwargs) -> None:
        super().__init__(reader=pence, wrong=_("Enter an amount in pounds, like 2 or 2.50"), **kwargs)
        self.widget.attrs["inputmode"] = "decimal"


class Clock(Read):
    def __init__(self, **kwargs) -> None:
        super().__init__(reader=clock, wrong=_("Enter a time like 10:00 or 14:30"), kind="time", **kwargs)


class Day(Read):
    def __init__(self, **kwargs) -> None:
        super().__init__(reader=_one_day, wrong=_("Enter a date like 24/12/2026"), kind="date", **kwargs)


class Phone(Read):
    def __init__(self, **kwargs) -> None:
        wrong = _("Enter a phone number with all its digits, like 01582 000000")
        super().__init__(reader=_phone, wrong=wrong, kind="tel", **kwargs)

    def clean(self, value: Any) -> str:
        return super().clean(value) or ""


class Postcode(Read):
    def __init__(self, **kwargs) -> None:
        super().__init__(reader=postcode, wrong=_("Enter a postcode like LU1 2AB"), **kwargs)

    def clean(self, value: Any) -> str:
        return super().clean(value) or ""


class Website(Read):
    def __init__(self, **kwargs) -> None:
        super().__init__(reader=_website, wrong=_("Enter an address like www.example.org"), **kwargs)
        self.widget.attrs["inputmode"] = "url"

    def clean(self, value: Any) -> str:
        return super().clean(value) or ""


class Email(forms.EmailField):
    def __init__(self, **kwargs) -> None:
        wrong = _("Enter an e-mail address like name@example.com")
        messages = {"invalid": wrong, "max_length": wrong, "null_characters_not_allowed": wrong}
        widget = forms.EmailInput(attrs=LEFT_TO_RIGHT)
        super().__init__(error_messages=messages, required=False, widget=widget, max_length=LONGEST_EMAIL, **kwargs)
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value: Any) -> str:
        return _without_marks(super().to_python(value) or "")


class One(forms.ChoiceField):
    """One answer of a few."""

    def __init__(self, *, missing="", widget=forms.RadioSelect, **kwargs) -> None:
        messages = {"required": missing, "invalid_choice": NOT_ON_THIS_PAGE}
        super().__init__(widget=widget, error_messages=messages, required=bool(missing), **kwargs)


class Answer(One):
    """Yes, no or not known, which is stored as nothing."""

    def __init__(self, **kwargs) -> None:
        super().__init__(choices=YES_NO_NOT_KNOWN, missing=NOT_ON_THIS_PAGE, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value or NOT_KNOWN

    def clean(self, value: Any) -> str:
        answer = super().clean(value or NOT_KNOWN)
        return "" if answer == NOT_KNOWN else answer


class Many(forms.MultipleChoiceField):
    def __init__(self, **kwargs) -> None:
        messages = {"invalid_choice": NOT_ON_THIS_PAGE, "invalid_list": NOT_ON_THIS_PAGE}
        super().__init__(widget=forms.CheckboxSelectMultiple, error_messages=messages, required=False, **kwargs)


UNITS = {"months": pgettext_lazy("unit of age", "months"), "years": pgettext_lazy("unit of age", "years")}


class _AgeWidget(forms.MultiWidget):
    use_fieldset = True
    template_name = "directory/editing/age.html"

    def __init__(self) -> None:
        how_many = {"inputmode": "numeric", "aria-label": _("How many"), **LEFT_TO_RIGHT}
        unit = forms.Select(attrs={"aria-label": _("Months or years")}, choices=list(UNITS.items()))
        super().__init__([forms.TextInput(attrs=how_many), unit])

    def decompress(self, value: int | None) -> list[str]:
        if value is None:
            return ["", "years"]
        whole = value and not value % 12
        return [str(value // 12), "years"] if whole else [str(value), "months"]


class Age(forms.Field):
    """In months, asked for as people say it: 6 months, 2 years."""

    widget = _AgeWidget

    def in_words(self, value: int | list[str] | None) -> str:
        number, unit = value if isinstance(value, list) else _AgeWidget().decompress(value)
        return f"{number} {UNITS.get(unit, '')}" if number else ""

    def clean(self, value: list[str | None]) -> int | None:
        typed, unit = (part or "" for part in value)
        if not typed.strip():
            return None
        try:
            count = number(_without_marks(typed.strip()))
        except ValueError as error:
            raise forms.ValidationError(_("Enter a whole number, like 6")) from error
        months = count * 12 if unit == "years" else count
        if months > OLDEST_YEARS * 12:
            raise forms.ValidationError(_("Enter an age below 100 years"))
        return months


def _one_day(text: str) -> date:
    (day,) = single_days(text)
    return day


def _website(text: str) -> str:
    address = website(text)
    try:
        URLValidator(schemes=("http", "https"))(address)
    except forms.ValidationError as error:
        raise ValueError(text) from error
    if len(address) > LONGEST_LINE:
        raise ValueError(text)
    return address


def _phone(text: str) -> str:
    """In the digits 0-9, spaced as it was typed."""
    plain = unicodedata.normalize("NFKC", text)
    phone = " ".join("".join(str(unicodedata.decimal(sign, sign)) for sign in plain).split())
    digits = sum(sign.isdigit() for sign in phone)
    if len(phone) > LONGEST_PHONE or not PHONE.fullmatch(phone) or not FEWEST_DIGITS <= digits <= MOST_DIGITS:
        raise ValueError(text)
    return phone


def _without_marks(text: str) -> str:
    """Without the marks of direction that a right-to-left keyboard adds."""
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf").strip()
