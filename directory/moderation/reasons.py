"""Why staff send a change back: the group reads it in its own language."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

REASONS = {
    "unclear": _("We do not understand it. Please write it for families who do not know you."),
    "address": _("We cannot find the address. Please check it, and its postcode."),
    "contact": _("We could not reach you in the way that you give. Please check the phone number and the e-mail."),
    "ages": _("The ages do not fit the rest of what you say. Please check them."),
    "personal": _("It says more of a person than families should read, such as a surname or a home address."),
    "advertising": _("It reads like an advertisement. Please say what happens there and who may come."),
    "picture": _("We may not show a picture. Please choose another, and make sure that those in it agree."),
    "safeguarding": _("We need to know more of how you keep children safe. Please look at your safeguarding papers."),
    "twice": _("This seems to be in the directory already. Please tell us what is different."),
}


def reasons_in_words(codes: Iterable[str]) -> list[str]:
    """In the language that is active. A reason that is on the list no longer is left out."""
    return [str(REASONS[code]) for code in codes if code in REASONS]
