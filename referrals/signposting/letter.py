"""A list of groups and pages as a family reads it: made from its address alone, so nothing of it is kept."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from content.queries import PageCard
from directory import queries as directory_queries
from directory.queries import ListingDetail
from referrals.signposting import pages
from referrals.signposting.choice import Choice


@dataclass(frozen=True)
class Letter:
    """`missing` are those that were withdrawn since."""

    groups: tuple[ListingDetail, ...]
    pages: tuple[PageCard, ...]
    missing: int

    @property
    def names(self) -> list[str]:
        return [*(group.card.name.value for group in self.groups), *(page.title for page in self.pages)]


def letter(choice: Choice, language: str, *, now: datetime) -> Letter:
    groups = directory_queries.details(choice.groups, language, now=now)
    found = pages.cards(choice.pages, language)
    missing = len(choice.groups) + len(choice.pages) - len(groups) - len(found)
    return Letter(tuple(groups), tuple(found), missing)


def address(choice: Choice, language: str) -> str:
    with override(language):
        path = reverse("signposting:letter", args=[str(choice)], urlconf=settings.EVERY_ADDRESS)
    return settings.WAGTAILADMIN_BASE_URL + path
