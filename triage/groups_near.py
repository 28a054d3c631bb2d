"""What a family may tell on the outcome, to see the groups that fit it best: kept in its draft, never in an address."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from directory.ages import AGE_BANDS
from directory.filter_names import filter_name
from directory.fitting import Wishes
from directory.nearby import kept_place
from places.queries import position_of
from words.spoken import SPOKEN_LANGUAGES

LONGEST = 100
NOT_A_POSTCODE = _("Enter a postcode like LU1 2AB")
NOWHERE_NEAR = _("We do not know where this postcode is. Check it, or leave it empty.")


def _one_of(facet: str, values: Iterable[str], anything: Any, *, label: Any) -> forms.ChoiceField:
    def choices() -> list[tuple[str, str]]:
        return [("", str(anything)), *((value, filter_name(facet, value)) for value in values)]

    return forms.ChoiceField(required=False, label=label, choices=choices)


class NearForm(forms.Form):
    """Each field may stay empty."""

    postcode = forms.CharField(
        required=False,
        label=_("Postcode"),
        help_text=_("We use it only to see which groups are near. It is deleted with your answers."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
    )
    age = _one_of("age", [band.key for band in AGE_BANDS], _("Any age"), label=_("Age of the child"))
    day = _one_of("day", [str(day) for day in range(7)], _("Any day"), label=_("Day"))
    spoken = _one_of("spoken", SPOKEN_LANGUAGES, _("Any language"), label=_("Language spoken"))

    def clean_postcode(self) -> str:
        """Its sector."""
        typed = self.cleaned_data["postcode"]
        sector = kept_place(typed)
        if typed and not sector:
            raise forms.ValidationError(NOT_A_POSTCODE)
        if sector and not position_of(sector):
            raise forms.ValidationError(NOWHERE_NEAR)
        return sector

    @property
    def wishes(self) -> Wishes:
        """What was asked for and means something."""
        told = getattr(self, "cleaned_data", {})
        return Wishes(
            near=told.get("postcode", ""),
            age=told.get("age", ""),
            day=told.get("day", ""),
            spoken=told.get("spoken", ""),
        )

    @property
    def wants_more(self) -> bool:
        """Whether anything besides the place was asked for."""
        return any(self.data.get(name) for name in self.base_fields if name != "postcode")


def kept(typed: QueryDict) -> dict[str, str]:
    """What the draft keeps of what was typed: of a postcode the sector, unless it is to be put right."""
    told = {name: typed.get(name, "")[:LONGEST] for name in NearForm.base_fields}
    form = NearForm(told)
    return {**told, "postcode": form.cleaned_data["postcode"]} if form.is_valid() else told
