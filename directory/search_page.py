"""What the search page shows: groups, a map, the filters with what each would give, and ways on from nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.paginator import Page, Paginator

from directory import queries
from directory.asked import Asked, Sort
from directory.filter_options import (
    FilterGroup,
    Option,
    chosen,
    distances,
    filter_groups,
    labels_of,
    shortcuts,
    single_options,
)
from directory.on_map import map_of
from directory.queries import CategoryLabel, ListingCard
from directory.schedule import LONDON
from directory.search.engine import Hit
from directory.searching import Searched, search
from directory.town_map import TownMap
from directory.ways_on import WaysOn, ways_on

RESULTS_A_PAGE = 20


@dataclass(frozen=True)
class Result:
    """A listing of the page, with its number there, which stands for it on the map. `miles` as the crow flies."""

    number: int
    card: ListingCard
    miles: float | None


@dataclass(frozen=True)
class SortLink:
    sort: Sort
    chosen: bool
    query: str


@dataclass(frozen=True)
class SearchPage:
    """`unplaced` come after the `results`: they meet online, or nobody knows where. `total` counts them only if they
    may be of use, far away though they may be. `is_place_unknown`: what was asked for, if anything, is no
    place that the tables have."""

    asked: Asked
    total: int
    results: tuple[Result, ...]
    unplaced: tuple[Result, ...]
    page: Page
    some_words: bool
    did_you_mean: Asked | None
    place: str
    is_place_unknown: bool
    wants_place: bool
    is_distance_chosen: bool
    groups: tuple[FilterGroup, ...]
    single: tuple[Option, ...]
    distances: tuple[Option, ...]
    chosen: tuple[Option, ...]
    shortcuts: tuple[Option, ...]
    sorts: tuple[SortLink, ...]
    map: TownMap | None
    ways_on: WaysOn | None

    @property
    def words(self) -> str:
        return self.asked.words

    @property
    def without_filters(self) -> Asked:
        return self.asked.without_filters()


def search_page(
    *,
    asked: Asked,
    language: str,
    page_number: int,
    categories: Sequence[CategoryLabel],
    now: datetime,
) -> SearchPage:
    searched = search(asked, language, now=now)
    page = Paginator(range(len(searched.hits) + len(searched.unplaced)), RESULTS_A_PAGE).get_page(page_number)
    results, unplaced = _on_page(searched, max(0, page.start_index() - 1), page.end_index(), now)
    labels = labels_of(categories)
    return SearchPage(
        asked=searched.asked,
        total=searched.total,
        results=results,
        unplaced=unplaced,
        page=page,
        some_words=searched.some_words,
        did_you_mean=replace(searched.asked, words=searched.did_you_mean) if searched.did_you_mean else None,
        place=searched.place[0] if searched.place else "",
        is_place_unknown=searched.place is None or searched.place[0] != asked.near,
        wants_place=searched.place is None and (searched.question.near_me or asked.within is not None),
        is_distance_chosen=asked.within is not None,
        groups=filter_groups(searched, labels),
        single=single_options(searched, labels),
        distances=distances(searched, labels, asked.within),
        chosen=chosen(searched, labels),
        shortcuts=shortcuts(searched, labels, now.astimezone(LONDON).date()),
        sorts=tuple(_sorts(searched)),
        map=map_of({result.number: result.card.key for result in results}, searched.place, asked.within, language),
        ways_on=None if searched.total else ways_on(searched.asked, language, categories),
    )


def _on_page(
    searched: Searched, first: int, after: int, now: datetime
) -> tuple[tuple[Result, ...], tuple[Result, ...]]:
    """The results from `first` on, before `after`, of all hits: those that are somewhere, and those that are not."""
    count = len(searched.hits)
    hits = list(searched.hits[first:after])
    unplaced = list(searched.unplaced[max(0, first - count) : max(0, after - count)])
    shown = queries.cards([hit.key for hit in (*hits, *unplaced)], searched.language, now=now)
    cards = {card.key: card for card in shown}
    return tuple(_results(hits, cards, 1)), tuple(_results(unplaced, cards, 1 + len(hits)))


def _results(hits: Sequence[Hit], cards: Mapping[int, ListingCard], first: int) -> Iterator[Result]:
    """A listing that was withdrawn since it was indexed is left out."""
    for number, hit in enumerate((hit for hit in hits if hit.key in cards), start=first):
        yield Result(number, cards[hit.key], hit.miles)


def _sorts(searched: Searched) -> Iterator[SortLink]:
    for sort in Sort:
        if searched.place or sort is not Sort.NEAREST:
            yield SortLink(sort, sort is searched.asked.sort, replace(searched.asked, sort=sort).query)
