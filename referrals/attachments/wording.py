"""What a family reads where a file was not taken, and what the team reads of one."""

from django.utils.translation import gettext_lazy as _

from referrals.attachments.limits import LARGEST, LARGEST_IN_ALL, MEGABYTE, MOST_FILES, Refusal

REFUSALS = {
    Refusal.NOTHING_CHOSEN: _("Choose a file first, then press Add"),
    Refusal.EMPTY: _("There is nothing in this file: %(name)s"),
    Refusal.NOT_TAKEN: _("We can only take photographs and PDF files. This is something else: %(name)s"),
    Refusal.TOO_LARGE: _("This file is larger than %(megabytes)s MB: %(name)s"),
    Refusal.TOO_MANY: _("You can add up to %(files)s files. We did not add this one: %(name)s"),
    Refusal.TOO_MUCH: _("Your files are larger than %(in_all)s MB in all. We did not add this one: %(name)s"),
    Refusal.VIRUS: _("There is a virus in this file, so we did not take it: %(name)s"),
    Refusal.NOT_KEPT: _(
        "We cannot keep files just now. You can send the form without this one, and show it to the team later: %(name)s"
    ),
}
# A name is of no language. These keep it, with what may be in it to turn a line round, apart from the sentence.
ISOLATED = "\u2068%s\u2069"
LIMITS = {"megabytes": LARGEST // MEGABYTE, "files": MOST_FILES, "in_all": LARGEST_IN_ALL // MEGABYTE}


def in_words(refusal: Refusal, name: str) -> str:
    return REFUSALS[refusal] % {**LIMITS, "name": ISOLATED % name}
