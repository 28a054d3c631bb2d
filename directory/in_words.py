"""How often a session meets, and where, in the reader's language.

A message for each weekday, since many languages inflect "every", "second" and the day by one another.
"""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.schedule import LAST, Frequency, Rule
from directory.whereabouts import Place

EVERY_WEEK = (
    _("Every Monday"),
    _("Every Tuesday"),
    _("Every Wednesday"),
    _("Every Thursday"),
    _("Every Friday"),
    _("Every Saturday"),
    _("Every Sunday"),
)
EVERY_SECOND_WEEK = (
    _("Every second Monday"),
    _("Every second Tuesday"),
    _("Every second Wednesday"),
    _("Every second Thursday"),
    _("Every second Friday"),
    _("Every second Saturday"),
    _("Every second Sunday"),
)
EVERY_MONTH = {
    1: (
        _("The first Monday of the month"),
        _("The first Tuesday of the month"),
        _("The first Wednesday of the month"),
        _("The first Thursday of the month"),
        _("The first Friday of the month"),
        _("The first Saturday of the month"),
        _("The first Sunday of the month"),
    ),
    2: (
        _("The second Monday of the month"),
        _("The second Tuesday of the month"),
        _("The second Wednesday of the month"),
        _("The second Thursday of the month"),
        _("The second Friday of the month"),
        _("The second Saturday of the month"),
        _("The second Sunday of the month"),
    ),
    3: (
        _("The third Monday of the month"),
        _("The third Tuesday of the month"),
        _("The third Wednesday of the month"),
        _("The third Thursday of the month"),
        _("The third Friday of the month"),
        _("The third Saturday of the month"),
        _("The third Sunday of the month"),
    ),
    4: (
        _("The fourth Monday of the month"),
        _("The fourth Tuesday of the month"),
        _("The fourth Wednesday of the month"),
        _("The fourth Thursday of the month"),
        _("The fourth Friday of the month"),
        _("The fourth Saturday of the month"),
        _("The fourth Sunday of the month"),
    ),
    LAST: (
        _("The last Monday of the month"),
        _("The last Tuesday of the month"),
        _("The last Wednesday of the month"),
        _("The last Thursday of the month"),
        _("The last Friday of the month"),
        _("The last Saturday of the month"),
        _("The last Sunday of the month"),
    ),
}


def rhythm(rule: Rule) -> str:
    """ "Every second Tuesday"; empty for what meets once, which its date says."""
    if rule.frequency is Frequency.MONTHLY and rule.nth:
        return str(EVERY_MONTH[rule.nth][rule.weekday])
    if rule.frequency is Frequency.FORTNIGHTLY:
        return str(EVERY_SECOND_WEEK[rule.weekday])
    return str(EVERY_WEEK[rule.weekday]) if rule.frequency is Frequency.WEEKLY else ""


def hidden_place(place: Place) -> str:
    """What is told of a place whose address stays hidden."""
    if place.outcode:
        return gettext("In %(district)s. The group tells you the address.") % {"district": place.outcode}
    return gettext("The group tells you the address.")


def place_in_words(place: Place | None, online: bool) -> str:
    """Where a session is, in one line; empty where nobody has said."""
    if online:
        return gettext("Online")
    if place is None or place.hidden:
        return hidden_place(place) if place else ""
    return ", ".join(filter(None, (place.name, place.address, place.postcode)))
