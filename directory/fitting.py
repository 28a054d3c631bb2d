"""Groups that fit a family: of some categories, for the child's age, on a day, in a language, the nearest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from directory.asked import Asked, Sort
from directory.best_fit import by_fit
from directory.queries import ListingCard, cards
from directory.searching import search

# What a family can rather do without than with nothing, the first given up first.
GIVEN_UP = ("day", "spoken", "age")


@dataclass(frozen=True)
class Wishes:
    """Values of filters, empty where anything will do; `near` is a place as nearby.kept_place writes it."""

    near: str = ""
    age: str = ""
    day: str = ""
    spoken: str = ""


@dataclass(frozen=True)
class Found:
    """`miles` as the crow flies, from the place that was named; None where that, or the group's own, is not known."""

    card: ListingCard
    miles: float | None


@dataclass(frozen=True)
class Fitting:
    """`given_up` are the wishes that no group fits together with the others."""

    found: tuple[Found, ...]
    given_up: tuple[str, ...]


def fitting(categories: Sequence[str], wishes: Wishes, language: str, *, limit: int, now: datetime) -> Fitting:
    for given_up in _ever_more(wishes):
        left = replace(wishes, **dict.fromkeys(given_up, ""))
        if found := _found(categories, left, language, limit, now):
            return Fitting(tuple(found), given_up)
    return Fitting((), ())


def _ever_more(wishes: Wishes) -> Iterator[tuple[str, ...]]:
    """None of the wishes, and then one more each time."""
    given_up: tuple[str, ...] = ()
    yield given_up
    for name in GIVEN_UP:
        if getattr(wishes, name):
            given_up = (*given_up, name)
            yield given_up


def _found(categories: Sequence[str], wishes: Wishes, language: str, limit: int, now: datetime) -> list[Found]:
    filters = {name: frozenset({value}) for name in GIVEN_UP if (value := getattr(wishes, name))}
    asked = Asked(near=wishes.near, filters={"category": frozenset(categories), **filters}, sort=Sort.NEAREST)
    searched = search(asked, language, now=now)
    miles = {hit.key: hit.miles for hit in (*searched.hits, *searched.unplaced)}
    keys = list(miles) if searched.place else [key for key in by_fit(categories, language) if key in miles]
    return [Found(card, miles[card.key]) for card in cards(keys[:limit], language, now=now)]
