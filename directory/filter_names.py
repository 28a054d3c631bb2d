"""What the filters and their values are called, in the reader's language."""

from collections.abc import Collection

from django.utils.html import format_html
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from django.utils.translation import gettext_lazy as _

from babel import Locale
from babel.dates import get_day_names

from directory.ages import AGE_BANDS
from directory.asked import NEAR, WITHIN
from directory.audiences import audience_name
from words.spoken import spoken_name
from words.text import ENGLISH

PARTS_OF_DAY = {"morning": _("Morning"), "afternoon": _("Afternoon"), "evening": _("Evening")}
ACCESS = {
    "step_free": _("Way in without steps"),
    "accessible_toilet": _("Toilet for disabled people"),
    "baby_change": _("Place to change a nappy"),
}


def filter_name(facet: str, value: str) -> str:
    """The name of a value, but for categories, whose labels editors keep."""
    return str(_NAMES[facet](value))


def listed(names: Collection[str]) -> str:
    return pgettext("between the items of a list", ", ").join(names)


def age_band(key: str) -> str:
    """ "Under 1 year", "2 years", "3 to 4 years"."""
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


def _weekday(value: str) -> str:
    return get_day_names("wide", locale=Locale.parse(get_language() or ENGLISH))[int(value)]


def _within(value: str) -> str:
    return ngettext("Within %(miles)d mile", "Within %(miles)d miles", int(value)) % {"miles": int(value)}


def _near(place: str) -> str:
    return format_html(gettext("Near {place}"), place=format_html('<bdi dir="ltr">{}</bdi>', place))


_NAMES = {
    "age": age_band,
    "day": _weekday,
    "part": PARTS_OF_DAY.__getitem__,
    "spoken": spoken_name,
    "free": lambda _value: gettext("Free"),
    "online": lambda _value: gettext("Online"),
    "who_for": audience_name,
    "access": ACCESS.__getitem__,
    NEAR: _near,
    WITHIN: _within,
}
