from collections.abc import Collection

from django import forms

from directory.ages import AGE_BANDS
from directory.search.engine import FACETS
from words.spoken import SPOKEN_LANGUAGES

LONGEST_QUERY = 200


def _one_of(values: Collection[str]) -> forms.ChoiceField:
    return forms.ChoiceField(required=False, choices=[(value, value) for value in values])


class SearchForm(forms.Form):
    """What an address of the search page asks for. A value that means nothing is passed over, and the rest kept."""

    q = forms.CharField(required=False)
    age = _one_of([band.key for band in AGE_BANDS])
    day = _one_of([str(number) for number in range(7)])
    spoken = _one_of(SPOKEN_LANGUAGES)
    free = _one_of(["yes"])
    page = forms.IntegerField(required=False, min_value=1)

    def __init__(self, data, *, category_keys: Collection[str]) -> None:
        super().__init__(data)
        self.fields["category"] = _one_of(category_keys)
        self.full_clean()

    @property
    def words(self) -> str:
        return self.cleaned_data.get("q", "")[:LONGEST_QUERY]

    @property
    def filters(self) -> dict[str, str]:
        return {facet: self.cleaned_data[facet] for facet in FACETS if self.cleaned_data.get(facet)}

    @property
    def page_number(self) -> int:
        return self.cleaned_data.get("page") or 1
