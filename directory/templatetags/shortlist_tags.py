"""Addresses that carry a family's list of groups."""

from dataclasses import replace

from django import template
from django.urls import reverse

from directory.search_page import SearchPage
from directory.shortlist import Shortlist
from directory.templatetags.directory_tags import at_page

register = template.Library()


@register.filter
def with_group(shortlist: Shortlist, key: int) -> Shortlist:
    return shortlist.also(key)


@register.filter
def without_group(shortlist: Shortlist, key: int) -> Shortlist:
    return shortlist.without(key)


@register.filter
def list_address(shortlist: Shortlist) -> str:
    """The page of the list."""
    return reverse("directory:shortlist", args=[str(shortlist)] if shortlist.keys else [])


@register.filter
def searched_with(search: SearchPage, shortlist: Shortlist) -> str:
    """The same page of the same search, with another list."""
    return at_page(replace(search.asked, shortlist=shortlist).parameters, search.page.number)
