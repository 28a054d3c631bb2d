"""Why families need each piece of what a listing says, and how its words in a language are, in the reader's own."""

from django.utils.translation import gettext_lazy as _

from directory.editing.translations import State

WHY = {
    "sessions": _("Say when you meet: most families look for a day that suits them."),
    "name": _("Give it a name: it is how families tell each other about it."),
    "place": _("Say where you meet: families look for what is near them."),
    "contact": _("Give a phone number or an e-mail address: many families ask before they come for the first time."),
    "ages": _("Say for which ages it is: families look for what fits their child."),
    "cost": _("Say what it costs: families who count every pound need to know before they come."),
    "summary": _("Say in one sentence what it is: families read it first, in the list of groups."),
    "access": _("Say how to get in: families with a buggy or a wheelchair stay away if they do not know."),
    "categories": _("Tick what kind of group it is: families find it under that."),
    "description": _("Tell what happens there: it is easier to come when you know what to expect."),
    "pictures": _("Add a picture: families see that they would feel welcome."),
    "languages": _("Say which languages you speak: families come more easily where they are understood."),
}
STATE_NAMES = {
    State.MISSING: _("Missing"),
    State.PART: _("Something is missing"),
    State.MACHINE: _("Written by a machine, not checked"),
    State.OUT_OF_DATE: _("Out of date: the words changed since"),
    State.CHECKED: _("Checked"),
}
