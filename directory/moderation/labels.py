"""What the fields that a group may change are called, in the reader's language."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from directory.moderation.rules import TRANSLATED
from words.spoken import spoken_name

LABELS = {
    "name": _("Name"),
    "summary": _("In one sentence"),
    "description": _("Description"),
    "categories": _("Categories"),
    "other_words": _("Other words to find it by"),
    "machine_drafted": _("Translations by a machine"),
    "age_from_months": _("Youngest age"),
    "age_to_months": _("Oldest age"),
    "who_for": _("Who it is for"),
    "sessions": _("When and where"),
    "cost_pence": _("Cost"),
    "other_costs": _("What it costs some families"),
    "contact_name": _("Whom to ask for"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "website": _("Website"),
    "languages_spoken": _("Languages spoken"),
    "step_free": _("Step-free"),
    "accessible_toilet": _("Accessible toilet"),
    "baby_change": _("Baby change"),
    "booking": _("Booking"),
    "waiting_list": _("Waiting list"),
    "pictures": _("Pictures"),
    "charity_number": _("Charity number"),
    "language": _("Language of messages"),
}


def label(field: str) -> str:
    """ "Phone", "Name (Urdu)"."""
    base, _separator, language = field.rpartition("_")
    if base in TRANSLATED:
        return f"{LABELS[base]} ({spoken_name(language)})"
    return str(LABELS[field])


def labels(fields: Iterable[str]) -> list[str]:
    """Each once, in the order given."""
    return list(dict.fromkeys(label(field) for field in fields))
