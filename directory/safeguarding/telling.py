"""Messages to everybody who edits a group, each in their own language."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.conf import settings
from django.utils import translation

from babel.dates import format_date

from directory.editors.links import link
from directory.models import Group
from notices.operations import tell

Words = Mapping[str, object]


def tell_editors(*, group: Group, message: str, words: Callable[[], Words], cause: str, now: datetime) -> None:
    """`words` is asked once for each language. The same cause tells nobody twice."""
    for editorship in group.editorships.select_related("user"):
        user, language = editorship.user, editorship.language
        if not (user.is_active and user.email):
            continue
        with translation.override(language):
            page = link("safeguarding", group.key, language=language)
            said = {"group": group.name, "link": page, **words()}
            tell(
                message=message,
                address=user.email,
                values={name: str(value) for name, value in said.items()},
                cause=f"{cause} {user.pk}",
                now=now,
                language=language,
            )


def in_words(day: date) -> str:
    """In the active language: 4 March 2025."""
    return format_date(day, "d MMMM y", locale=translation.get_language() or settings.LANGUAGE_CODE)
