"""What people of groups are told, each in their own language."""

from collections.abc import Mapping
from datetime import datetime

from django.contrib.auth.models import User

from directory.editors.links import link
from directory.groups import Group
from notices.operations import tell


def tell_person(
    message: str, user: User, group: Group, *, cause: str, now: datetime, language: str, values: Mapping[str, str] = {}
) -> None:
    """What happened, with `group` and a link to the person's own groups among its values."""
    if not user.email:
        return
    tell(
        message=message,
        address=user.email,
        values={"group": group.name, "address": link("home", language=language), **values},
        cause=f"{cause}, to {user.pk}",
        now=now,
        language=language,
    )


def tell_editors(
    message: str, group: Group, *, but: User | None, cause: str, now: datetime, values: Mapping[str, str] = {}
) -> None:
    for editorship in group.editorships.select_related("user"):
        if editorship.user != but:
            language = editorship.language
            address = link("people", group.key, language=language)
            told = {"address": address, **values}
            tell_person(message, editorship.user, group, cause=cause, now=now, language=language, values=told)
