from collections.abc import Collection
from typing import Any

from django import forms

from directory.ages import AGE_BANDS
from directory.asked import Asked, Sort
from directory.audiences import AUDIENCES
from directory.nearby import kept_place, names_a_home, without_homes
from directory.search.documents import ACCESS
from directory.search.engine import NEAR_MILES
from directory.search.question_words import PARTS
from directory.shortlist import Shortlist
from words.spoken import SPOKEN_LANGUAGES

LONGEST_QUERY = 200
LONGEST_PLACE = 100


class _AnyOf(forms.MultipleChoiceField):
    """Those of the values that mean something."""

    def __init__(self, values: Collection[str]) -> None:
        super().__init__(choices=[(value, value) for value in values])
        self._values = frozenset(values)

    def clean(self, value: Any) -> frozenset[str]:
        return self._values.intersection(self.to_python(value))


def _one_of(values: Collection[str]) -> forms.ChoiceField:
    return forms.ChoiceField(required=False, choices=[(value, value) for value in values])


FILTERS = {
    "age": [band.key for band in AGE_BANDS],
    "day": [str(number) for number in range(7)],
    "part": PARTS,
    "free": ("yes",),
    "online": ("yes",),
    "spoken": SPOKEN_LANGUAGES,
    "who_for": AUDIENCES,
    "access": ACCESS,
}


class SearchForm(forms.Form):
    """What a search asks for. A value that means nothing is passed over, and the rest kept."""

    q = forms.CharField(required=False)
    near = forms.CharField(required=False)
    within = _one_of([str(miles) for miles in NEAR_MILES])
    sort = _one_of(list(Sort))
    page = forms.IntegerField(required=False, min_value=1)
    list = forms.CharField(required=False)

    def __init__(self, data: Any, *, category_keys: Collection[str]) -> None:
        super().__init__(data)
        self.fields.update({facet: _AnyOf(values) for facet, values in {"category": category_keys, **FILTERS}.items()})
        self.full_clean()

    @property
    def asked(self) -> Asked:
        """Without what may not stand in an address."""
        cleaned = self.cleaned_data
        return Asked(
            words=self.words,
            near=kept_place(self.place),
            within=int(cleaned.get("within") or 0) or None,
            filters={facet: values for facet in ("category", *FILTERS) if (values := cleaned.get(facet))},
            sort=Sort(cleaned.get("sort") or Sort.BEST),
            shortlist=Shortlist.read(cleaned.get("list", "")),
        )

    @property
    def words(self) -> str:
        return without_homes(self._typed_words)

    @property
    def place(self) -> str:
        """As it was typed."""
        return self.cleaned_data.get("near", "")[:LONGEST_PLACE]

    @property
    def names_a_home(self) -> bool:
        """Whether a whole postcode was typed."""
        return names_a_home(self._typed_words) or names_a_home(self.place)

    @property
    def page_number(self) -> int:
        return self.cleaned_data.get("page") or 1

    @property
    def _typed_words(self) -> str:
        return self.cleaned_data.get("q", "")[:LONGEST_QUERY]
