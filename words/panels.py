"""How a record with words in seven languages is edited: a tab for what is the same in all, then a tab a language."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import get_language_info

from wagtail.admin.panels import FieldPanel, ObjectList, TabbedInterface


def panels(names: Sequence[str]) -> list[FieldPanel]:
    return [FieldPanel(name) for name in names]


def tabs(first: ObjectList, fields: Sequence[str], needed: str = "") -> TabbedInterface:
    """English needs the field `needed`, in a draft too, since lists of drafts show it."""
    return TabbedInterface([first, *(_words_in(code, fields, needed) for code, _name in settings.LANGUAGES)])


def _words_in(code: str, fields: Sequence[str], needed: str) -> ObjectList:
    """The words in one language, typed in that language's direction."""
    info = get_language_info(code)
    attrs = {"lang": code, "dir": "rtl" if info["bidi"] else "ltr"}
    return ObjectList(
        [
            FieldPanel(
                f"{field}_{code}",
                attrs=attrs,
                required_on_save=True if (field, code) == (needed, settings.LANGUAGE_CODE) else None,
            )
            for field in fields
        ],
        heading=info["name"],
    )
