"""How a record with words in seven languages is edited: a tab for what is the same in all, then a tab a language."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import get_language_info

from wagtail.admin.panels import FieldPanel, ObjectList, TabbedInterface


def panels(names: Sequence[str], permission: str | None = None) -> list[FieldPanel]:
    return [FieldPanel(name, permission=permission) for name in names]


def tabs(first: ObjectList, fields: Sequence[str], needed: str = "", rights_of: str = "") -> TabbedInterface:
    """English needs the field `needed`, in a draft too, since lists of drafts show it. With an app in `rights_of`, each
    language is only for people with the permission that app has for it, translate_<code>."""
    words = [_words_in(code, fields, needed, rights_of) for code, _name in settings.LANGUAGES]
    return TabbedInterface([first, *words])


def _words_in(code: str, fields: Sequence[str], needed: str, rights_of: str) -> ObjectList:
    """The words in one language, typed in that language's direction."""
    info = get_language_info(code)
    attrs = {"lang": code, "dir": "rtl" if info["bidi"] else "ltr"}
    return ObjectList(
        [
            FieldPanel(
                f"{field}_{code}",
                attrs=attrs,
                permission=f"{rights_of}.translate_{code}" if rights_of else None,
                required_on_save=True if (field, code) == (needed, settings.LANGUAGE_CODE) else None,
            )
            for field in fields
        ],
        heading=info["name"],
    )
