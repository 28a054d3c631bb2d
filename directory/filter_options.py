"""The filters of the search page: what there is to choose, with what each would give, and what is chosen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from directory.ages import bands_of
from directory.asked import NEAR, WITHIN, Asked
from directory.filter_names import filter_name, listed
from directory.forms import FILTERS
from directory.queries import CategoryLabel
from directory.search.engine import NEAR_MILES
from directory.searching import Searched
from words.text import ENGLISH, Text

# The headings of the filters that have several values, in the order of the page.
HEADINGS = {
    "category": _("Kind of group"),
    "age": _("Age of your child"),
    "day": _("Day"),
    "part": _("Time of day"),
    "spoken": _("Language spoken"),
    "who_for": _("Who it is for"),
    "access": _("Access"),
}
SINGLE = ("free", "online")
# Of these only what would find something is worth reading through.
MANY = {"category", "spoken", "who_for"}
SHORTCUTS = 6


@dataclass(frozen=True)
class Option:
    """A value of a filter. `count` is how many groups it would give by itself, the other filters staying, or None where
    that is not known. `query` leads to the search with it, or without it if it is chosen."""

    facet: str
    value: str
    name: Text
    count: int | None
    chosen: bool
    query: str


@dataclass(frozen=True)
class FilterGroup:
    facet: str
    heading: str
    options: tuple[Option, ...]

    @property
    def chosen(self) -> int:
        return sum(option.chosen for option in self.options)


Labels = Mapping[str, Text]


def labels_of(categories: Iterable[CategoryLabel]) -> Labels:
    return {category.key: category.label for category in categories}


def filter_groups(searched: Searched, labels: Labels) -> tuple[FilterGroup, ...]:
    return tuple(
        FilterGroup(facet, str(heading), tuple(_options(searched, facet, labels)))
        for facet, heading in HEADINGS.items()
    )


def single_options(searched: Searched, labels: Labels) -> tuple[Option, ...]:
    return tuple(_option(searched, facet, "yes", labels) for facet in SINGLE)


def distances(searched: Searched, labels: Labels, within: int | None) -> tuple[Option, ...]:
    """`within` is chosen also while nobody knows from where: a place may be asked for next."""
    options = {miles: _option(searched, WITHIN, str(miles), labels) for miles in NEAR_MILES}
    return tuple(replace(option, chosen=miles == within) for miles, option in options.items())


def chosen(searched: Searched, labels: Labels) -> tuple[Option, ...]:
    """Every filter in use, to take away again. A place that nobody knows is none."""
    used = [one for one in _in_use(searched.asked) if searched.place or one[0] != NEAR]
    return tuple(_option(searched, facet, value, labels) for facet, value in used)


def names_in_use(asked: Asked, labels: Labels) -> dict[str, str]:
    """The filters in use, with the names of their values in one line. A place filters nothing; a distance does."""
    names: dict[str, list[str]] = {}
    for facet, value in _in_use(asked):
        if facet != NEAR:
            names.setdefault(facet, []).append(_name(facet, value, labels).value)
    return {facet: listed(values) for facet, values in names.items()}


def shortcuts(searched: Searched, labels: Labels, today: date) -> tuple[Option, ...]:
    """A few filters to use with one tap: those that the words speak of, a distance, and those that many ask for."""
    wanted = dict.fromkeys([*_spoken_of(searched), *_usual(searched, today)])
    options = [_option(searched, facet, value, labels) for facet, value in wanted]
    return tuple(option for option in options if option.count and not option.chosen)[:SHORTCUTS]


def _options(searched: Searched, facet: str, labels: Labels) -> Iterable[Option]:
    values: Iterable[str] = labels if facet == "category" else FILTERS[facet]
    options = (_option(searched, facet, value, labels) for value in values)
    return (option for option in options if facet not in MANY or option.count or option.chosen)


def _option(searched: Searched, facet: str, value: str, labels: Labels) -> Option:
    asked = searched.asked
    is_chosen = (facet, value) in _in_use(asked)
    return Option(
        facet=facet,
        value=value,
        name=_name(facet, value, labels),
        count=_count(searched, facet, value),
        chosen=is_chosen,
        query=(asked.without(facet, value) if is_chosen else asked.also(facet, value)).query,
    )


def _count(searched: Searched, facet: str, value: str) -> int | None:
    counts = searched.counts.get(NEAR if facet == WITHIN else facet)
    return None if counts is None or facet == NEAR else counts[value]


def _name(facet: str, value: str, labels: Labels) -> Text:
    if facet == "category":
        return labels.get(value, Text(value, ENGLISH))
    return Text(filter_name(facet, value), get_language() or ENGLISH)


def _in_use(asked: Asked) -> Sequence[tuple[str, str]]:
    place = [(NEAR, asked.near)] if asked.near else []
    distance = [(WITHIN, str(asked.within))] if asked.within else []
    return [*place, *distance, *((facet, value) for facet, values in asked.filters.items() for value in sorted(values))]


def _spoken_of(searched: Searched) -> Iterable[tuple[str, str]]:
    question = searched.question
    yield from (("day", str(day)) for day in sorted(question.days))
    yield from (("part", part) for part in sorted(question.parts))
    if question.ages_months:
        yield from (("age", band) for band in sorted(bands_of(*question.ages_months)))


def _usual(searched: Searched, today: date) -> Iterable[tuple[str, str]]:
    if searched.place and not searched.asked.within:
        yield from ((WITHIN, str(miles)) for miles in NEAR_MILES)
    yield ("free", "yes")
    if not searched.asked.filters.get("day"):
        yield from (("day", str((today + timedelta(days=days)).weekday())) for days in (0, 1))
    yield ("online", "yes")
