"""Staff stop showing a group, and show it again. What is listed, and the index, follow the group."""

from datetime import datetime
from typing import Any

from django.db import transaction

from wagtail.log_actions import log

from directory.models import Group
from directory.safeguarding.telling import tell_editors
from directory.safeguarding.wording import SUSPENDED_FOR


def may_suspend(user: Any) -> bool:
    return user.has_perm("directory.suspend_group")


@transaction.atomic
def suspend(*, group: Group, reason: str, words: str, actor: Any, now: datetime) -> None:
    """From now on families find nothing of the group. Its editors are told the reason, out of SUSPENDED_FOR; the words
    are for staff, in the log. Of one that is suspended already, the first time stays."""
    held = Group.objects.select_for_update().get(pk=group.pk)
    if held.suspended_at:
        return
    held.suspended_at, held.suspended_for = now, reason
    held.save(update_fields=["suspended_at", "suspended_for"])
    log(held, "directory.suspend_group", user=actor, data={"reason": reason, "words": words}, timestamp=now)
    tell_editors(
        group=held,
        message="group-suspended",
        words=lambda: {"reason": SUSPENDED_FOR[reason]},
        cause=f"group {held.pk} suspended {now.isoformat()}",
        now=now,
    )


@transaction.atomic
def show_again(*, group: Group, words: str, actor: Any, now: datetime) -> None:
    held = Group.objects.select_for_update().get(pk=group.pk)
    if not held.suspended_at:
        return
    held.suspended_at, held.suspended_for = None, ""
    held.save(update_fields=["suspended_at", "suspended_for"])
    log(held, "directory.show_group_again", user=actor, data={"words": words}, timestamp=now)
    tell_editors(
        group=held,
        message="group-shown-again",
        words=dict,
        cause=f"group {held.pk} shown again {now.isoformat()}",
        now=now,
    )
