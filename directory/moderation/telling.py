"""What editors are told of staff's decisions: each in their own language, or the group where it has no editor. And what
staff are told of."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext

from directory.editors.links import link
from directory.models import Group
from directory.moderation.labels import labels
from directory.moderation.proposals import Proposal
from directory.moderation.reasons import reasons_in_words
from directory.moderation.versions import Record, newest
from directory.telling_staff import tell_staff
from notices.operations import tell


def tell_staff_what_waits(*, now: datetime) -> None:
    if Proposal.objects.filter(sent_back_at=None).exists():
        tell_staff("changes-wait", "moderation", now=now)


def tell_approved(record: Record, fields: tuple[str, ...], now: datetime) -> None:
    _tell(record, "change-approved", lambda: {"fields": ", ".join(labels(fields))}, now)


def tell_sent_back(record: Record, proposal: Proposal, now: datetime) -> None:
    _tell(record, "change-sent-back", lambda: {"reasons": "\n\n".join(why(proposal))}, now)


def why(proposal: Proposal) -> list[str]:
    """In the language that is active; staff's own words as they wrote them."""
    remark = [gettext("The council's own words: “%(remark)s”") % {"remark": proposal.remark}] if proposal.remark else []
    return reasons_in_words(proposal.reasons) + remark


def _tell(record: Record, message: str, values: Callable[[], dict[str, str]], now: datetime) -> None:
    group = record if isinstance(record, Group) else record.group
    for number, (address, language) in enumerate(_readers(group)):
        with translation.override(language):
            page = link("group", group.key, language=language)
            said = {"name": str(newest(record)), "group": group.name, "address": page, **values()}
        cause = f"{message}:{record._meta.model_name}:{record.pk}:{now.isoformat()}:{number}"
        tell(message=message, address=address, values=said, cause=cause, now=now, language=language)


def _readers(group: Group) -> Iterator[tuple[str, str]]:
    """Addresses and languages."""
    editors = [one for one in group.editorships.select_related("user") if one.user.email]
    if editors:
        yield from ((one.user.email, one.language) for one in editors)
    elif group.email:
        yield group.email, group.language
