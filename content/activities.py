"""Every activity of the library, for a parent with a child of some age, some minutes and some things at hand."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from content import queries
from content.blocks import KIT
from content.models import TopicPage
from content.translation_states import State

# In months, from and up to.
AGES = ((0, 6), (6, 12), (12, 24), (24, 48))
MINUTES = (5, 10, 15, 20)


@dataclass(frozen=True)
class Wanted:
    """What a parent asks for; None, or no kit, asks for anything."""

    age: tuple[int, int] | None = None
    minutes: int | None = None
    kit: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Found:
    page: TopicPage
    language: str
    activity: Mapping[str, Any]


def wanted(*, age: str, minutes: str, kit: Iterable[str]) -> Wanted:
    """What the address of the page asks for; a value that it does not offer asks for anything."""
    ages = {str(young): (young, old) for young, old in AGES}
    times = {str(number): number for number in MINUTES}
    return Wanted(ages.get(age), times.get(minutes), frozenset(kit) & KIT.keys())


def query(want: Wanted) -> str:
    """What `wanted` reads, as the end of an address: "?age=6&kit=cloth"; empty where anything is asked for."""
    asked = {
        "age": [want.age[0]] if want.age else [],
        "minutes": [want.minutes] if want.minutes else [],
        "kit": [key for key in KIT if key in want.kit],
    }
    written = urlencode(asked, doseq=True)
    return f"?{written}" if written else ""


def activities(language: str, want: Wanted) -> list[Found]:
    """The activities that fit, the shortest first; in English where there is no translation that may stand alone."""
    fitting = [
        Found(page, page.locale.language_code, activity)
        for page in queries.standing_alone(queries.topics(language))
        for activity in _activities_of(page)
        if fits(activity, want)
    ]
    return sorted(fitting, key=lambda found: (found.activity["minutes"], found.activity["age_from"]))


def _activities_of(page: TopicPage) -> Iterator[Mapping[str, Any]]:
    """Without looking at the other blocks, whose pictures would be fetched."""
    for position, block in enumerate(page.body.raw_data):
        if block["type"] == "activity":
            yield page.body[position].value


def least_sure(found: Iterable[Found]) -> State | None:
    """The state of the translation that is least to be relied on; None where nothing was translated."""
    translated = {item.page.pk: item.page for item in found if item.language != queries.SOURCE_LANGUAGE}
    states = set(queries.translation_states(list(translated.values())).values())
    return next((state for state in State if state in states), None)


def fits(activity: Mapping[str, Any], want: Wanted) -> bool:
    return (
        (want.age is None or _overlap(want.age, (activity["age_from"], activity["age_to"])))
        and (want.minutes is None or activity["minutes"] <= want.minutes)
        and (not want.kit or set(activity["kit"]) <= want.kit | {"nothing"})
    )


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
