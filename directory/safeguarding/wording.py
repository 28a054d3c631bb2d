"""What the portal says of evidence and suspensions, by their codes."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from directory.safeguarding.uploads import LARGEST_BYTES, Reason

Words = Mapping[str, str | Promise]

# To the editors of a group, who may not be the people that it is about: neutral.
SUSPENDED_FOR: Words = {
    "question": _("There is a question that the council looks into first."),
    "evidence": _("Something that the council needs to see is missing or has run out."),
    "details": _("What the page says may not be right."),
    "asked": _("Somebody from the group asked for it."),
    "other": _("The council will tell you more."),
}
SENT_BACK_FOR: Words = {
    "unreadable": _("The file cannot be read. Take a new photo or scan it again."),
    "another": _("The file is about something else."),
    "old": _("It has run out already."),
    "personal": _("It holds personal details that the council does not need."),
    "infected": _("A virus was found in the file. It was deleted."),
}
REFUSED: Mapping[Reason, str | Promise] = {
    Reason.TOO_LARGE: _("The file is larger than %(megabytes)d MB. Choose a smaller one, or take a photo of the page."),
    Reason.NOT_TAKEN: _("This file is no PDF, JPEG or PNG. Save it as a PDF, or take a photo of the page."),
    Reason.TOO_MANY_PIXELS: _("The picture is too large to open. Take a new photo of the page, or make it smaller."),
    Reason.DAMAGED: _("The file is damaged. Save it again as a PDF, or take a photo of the page."),
}
VIRUS = _("A virus was found in this file, so it was not kept. Choose another file, and check your computer.")
MEGABYTES = {"megabytes": LARGEST_BYTES // 2**20}
