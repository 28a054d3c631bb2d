"""Words for ages, costs and the state of a search, in the reader's language."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext, npgettext

from directory.ages import AGE_BANDS
from directory.queries import ListingCard

register = template.Library()


@register.filter
def ages(listing: ListingCard) -> str:
    """ "6 months to 2 years", "Birth to 4 years", "From 8 years", "Any age"."""
    youngest, oldest = listing.age_from_months, listing.age_to_months
    if oldest is None:
        return gettext("From %(youngest)s") % {"youngest": _age(youngest)} if youngest else gettext("Any age")
    if not youngest:
        return gettext("Birth to %(oldest)s") % {"oldest": _age(oldest)}
    return gettext("%(youngest)s to %(oldest)s") % {"youngest": _age(youngest), "oldest": _age(oldest)}


@register.filter
def age_band(key: str) -> str:
    """ "Under 1 year", "2 years", "3 to 4 years": a choice of the filter."""
    band = next(band for band in AGE_BANDS if band.key == key)
    if band.to_years == 0:
        return gettext("Under 1 year")
    if band.from_years == band.to_years:
        words = npgettext("age of a child", "%(years)d year", "%(years)d years", band.to_years)
        return words % {"years": band.to_years}
    words = npgettext(
        "age of a child", "%(youngest)d to %(oldest)d year", "%(youngest)d to %(oldest)d years", band.to_years
    )
    return words % {"youngest": band.from_years, "oldest": band.to_years}


@register.filter
def cost(pence: int | None) -> str:
    """ "Free", "£3", "£2.50", "Ask the group"."""
    if pence is None:
        return gettext("Ask the group")
    if pence == 0:
        return gettext("Free")
    pounds = f"£{pence // 100}" if pence % 100 == 0 else f"£{pence / 100:.2f}"
    return format_html('<bdi dir="ltr">{}</bdi>', pounds)


@register.filter
def without(state: Mapping[str, str], name: str) -> str:
    """The query of a search's address with one of its parts left off; empty where none is left."""
    return _query({key: value for key, value in state.items() if key != name})


@register.filter
def at_page(state: Mapping[str, str], number: int) -> str:
    return _query({**state, "page": str(number)})


def _query(state: Mapping[str, str]) -> str:
    return f"?{urlencode(state)}" if state else ""


def _age(months: int) -> str:
    """An age as a limit: whole years from one year on, months otherwise. Many languages inflect it after "to"."""
    years, rest = divmod(months, 12)
    if years and not rest:
        return npgettext("limit of age", "%(years)d year", "%(years)d years", years) % {"years": years}
    return npgettext("limit of age", "%(months)d month", "%(months)d months", months) % {"months": months}
