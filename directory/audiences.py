"""Whom a listing is meant for, beyond an age. A listing that says none is for everybody."""

from django.utils.translation import gettext, gettext_noop

AUDIENCES: dict[str, str] = {
    "parents": gettext_noop("Parents and carers"),
    "dads": gettext_noop("Dads and men who care for children"),
    "women_only": gettext_noop("Women only"),
    "send": gettext_noop("Children with special needs or a disability, and their families"),
    "young_carers": gettext_noop("Young carers"),
}


def audience_name(code: str) -> str:
    """In the reader's language."""
    return gettext(AUDIENCES[code])
