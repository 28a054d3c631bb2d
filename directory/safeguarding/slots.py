"""What a group can show of how it keeps children safe, a slot for each. Add one here, and every page has it."""

from dataclasses import dataclass
from enum import Enum, auto

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class LastDay(Enum):
    NEEDED = auto()
    ASKED = auto()
    NONE = auto()


@dataclass(frozen=True)
class Slot:
    """`number` is what its number is called; empty where it has none."""

    key: str
    name: str | Promise
    hint: str | Promise
    number: str | Promise = ""
    has_file: bool = True
    last_day: LastDay = LastDay.ASKED


SLOTS = {
    slot.key: slot
    for slot in (
        Slot(
            "policy",
            _("Safeguarding policy"),
            _("The rules by which you keep children safe, and who is told when somebody is worried."),
        ),
        Slot(
            "dbs",
            _("DBS checks"),
            _("A statement that those who work with children have been checked. Send no certificate and no names."),
        ),
        Slot(
            "insurance",
            _("Insurance"),
            _("Public liability insurance, up to which day it runs."),
            number=_("Number of the policy"),
            last_day=LastDay.NEEDED,
        ),
        Slot(
            "registration",
            _("Ofsted or charity number"),
            _("If you are registered. Not every group has to be."),
            number=_("Ofsted or charity number"),
            has_file=False,
            last_day=LastDay.NONE,
        ),
        Slot(
            "food-hygiene",
            _("Food hygiene"),
            _("If you prepare food: your rating, or the certificate of who prepares it."),
            number=_("Food hygiene rating"),
        ),
    )
}
