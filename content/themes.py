"""The shelves of the library, in order: a page stands on one."""

from django.utils.translation import gettext_lazy as _

THEMES = {
    "pregnancy": _("Pregnancy and birth"),
    "feeding": _("Milk and food"),
    "sleep": _("Crying and sleep"),
    "play": _("Play, talk and touch"),
    "growing": _("Growing up"),
    "health": _("Health and safety"),
    "family": _("You and your family"),
}
