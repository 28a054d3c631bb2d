"""Words for ages, costs and the state of a search, in the reader's language."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext, npgettext

from directory.audiences import audience_name
from directory.in_words import hidden_place, rhythm
from directory.queries import ListingCard
from places.distance import about_miles

register = template.Library()
register.filter(audience_name)
register.filter(hidden_place)
register.filter(rhythm)


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
def cost(pence: int | None) -> str:
    """ "Free", "£3", "£2.50", "Ask the group"."""
    if pence is None:
        return gettext("Ask the group")
    if pence == 0:
        return gettext("Free")
    pounds = f"£{pence // 100}" if pence % 100 == 0 else f"£{pence / 100:.2f}"
    return format_html('<bdi dir="ltr">{}</bdi>', pounds)


@register.filter
def away(miles: float) -> str:
    """ "About 2 miles away". A search starts from a sector at best, so nothing is known to be nearer than a mile."""
    about = max(1, int(about_miles(miles)))
    return ngettext("About %(miles)d mile away", "About %(miles)d miles away", about) % {"miles": about}


@register.filter
def at_page(state: Mapping[str, str | Sequence[str]], number: int) -> str:
    """The query of a search's address for another page of its results."""
    return f"?{urlencode({**state, 'page': number}, doseq=True)}"


def _age(months: int) -> str:
    """An age as a limit: whole years from one year on, months otherwise. Many languages inflect it after "to"."""
    years, rest = divmod(months, 12)
    if years and not rest:
        return npgettext("limit of age", "%(years)d year", "%(years)d years", years) % {"years": years}
    return npgettext("limit of age", "%(months)d month", "%(months)d months", months) % {"months": months}
