"""Who edits a group: they come, leave, are removed, hand over. Each change is in the audit log, and told.

Whoever came later can be removed by who came before, so that a guest cannot put out the hosts.
"""

from datetime import datetime

from django.contrib.auth.models import User
from django.core import signing
from django.db import transaction
from django.utils.crypto import get_random_string

from wagtail.log_actions import log

from directory.accounts.models import Invitation
from directory.accounts.telling import tell_editors, tell_person
from directory.editors.links import link
from directory.groups import Editorship, Group
from notices.operations import tell

SALT = "directory.accounts.invitation"
MOST_INVITED = 5


class LastEditorError(Exception):
    """Nobody would be left to keep the group true."""


class CameBeforeError(Exception):
    """Nobody removes who was there first."""


class TooManyError(Exception):
    """So many are invited already."""


class NotLookedAtError(Exception):
    """Nobody but its editor has read the name of this group, which the message would carry."""


class OtherAddressError(Exception):
    """The invitation was sent to another address than this person's."""


@transaction.atomic
def add_editor(*, group: Group, user: User, language: str, actor: User, now: datetime, cause: str) -> Editorship:
    editorship, is_new = Editorship.objects.get_or_create(
        group=group, user=user, defaults={"language": language, "since": now}
    )
    if is_new:
        log(instance=group, action="directory.editor_added", user=actor, data={"editor": user.pk})
        tell_editors("editor-joined", group, but=user, cause=cause, now=now, values={"person": user.email})
    return editorship


@transaction.atomic
def invite(*, group: Group, email: str, actor: User, hands_over: bool, now: datetime, language: str) -> None:
    """Send a link. A second invitation to the same address, in small letters, takes the place of the first.

    Raises TooManyError and NotLookedAtError.
    """
    if not group.live:
        raise NotLookedAtError
    invited = group.invitations.exclude(email=email)
    invited.exclude(pk__in=Invitation.objects.good(now)).delete()
    if invited.count() >= MOST_INVITED:
        raise TooManyError
    group.invitations.filter(email=email).delete()
    invitation = Invitation.objects.create(
        group=group, email=email, language=language, invited_by=actor, hands_over=hands_over, made_at=now
    )
    log(instance=group, action="directory.editor_invited", user=actor, data={"hands_over": hands_over})
    tell(
        message="invitation",
        address=email,
        values={"group": group.name, "address": link("invitation", token_of(invitation), language=language)},
        cause=f"invitation {get_random_string(22)}",
        now=now,
        language=language,
    )


def token_of(invitation: Invitation) -> str:
    return signing.dumps(invitation.pk, salt=SALT)


def invitation_of(token: str, now: datetime) -> Invitation | None:
    """None for one that is forged, used, taken back or too old."""
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Invitation.objects.good(now).select_related("group", "invited_by").filter(pk=key).first()


@transaction.atomic
def accept(*, invitation: Invitation, user: User, now: datetime) -> None:
    """Raises OtherAddressError, and LastEditorError where the invitation was used meanwhile."""
    if user.email.lower() != invitation.email:
        raise OtherAddressError
    Invitation.objects.select_for_update().get(pk=invitation.pk)
    group, giver = invitation.group, invitation.invited_by
    cause = f"invitation {invitation.pk} accepted"
    invitation.delete()
    editorship = add_editor(group=group, user=user, language=invitation.language, actor=user, now=now, cause=cause)
    given = group.editorships.filter(user=giver).exclude(user=user).first()
    if invitation.hands_over and given:
        Editorship.objects.filter(pk=editorship.pk).update(since=min(given.since, editorship.since))
        _end(given, actor=given.user, now=now, message="")


@transaction.atomic
def leave(*, group: Group, user: User, now: datetime) -> None:
    """Raises LastEditorError; a group that has stopped needs nobody."""
    Group.objects.select_for_update().get(pk=group.pk)
    if not group.stopped_at and not group.editorships.exclude(user=user).exists():
        raise LastEditorError
    _end(group.editorships.get(user=user), actor=user, now=now, message="")
    cause = f"left {group.pk} {user.pk} {now}"
    tell_editors("editor-left", group, but=None, cause=cause, now=now, values={"person": user.email})


@transaction.atomic
def remove(*, editorship: Editorship, actor: User, now: datetime) -> None:
    """Raises CameBeforeError."""
    group = Group.objects.select_for_update().get(pk=editorship.group_id)
    if not may_remove(editorship, group.editorships.get(user=actor)):
        raise CameBeforeError
    _end(editorship, actor=actor, now=now, message="editor-removed")


def may_remove(editorship: Editorship, by: Editorship) -> bool:
    return (by.since, by.pk) < (editorship.since, editorship.pk)


@transaction.atomic
def stop(*, group: Group, actor: User, now: datetime) -> None:
    """Nothing of it is listed any more, until somebody takes that back."""
    group.stopped_at = now
    group.save(update_fields=["stopped_at"])
    log(instance=group, action="directory.group_stopped", user=actor)
    tell_editors("group-stopped", group, but=actor, cause=f"stopped {group.pk} {now}", now=now)


@transaction.atomic
def go_on(*, group: Group, actor: User) -> None:
    group.stopped_at = None
    group.save(update_fields=["stopped_at"])
    log(instance=group, action="directory.group_goes_on", user=actor)


@transaction.atomic
def pass_on(*, group: Group, email: str, alone: bool, why: str, actor: User, now: datetime) -> None:
    """Staff invite a new volunteer; `alone`: who edits it now, does so no longer."""
    log(instance=group, action="directory.group_passed_on", user=actor, data={"why": why, "alone": alone})
    if alone:
        group.invitations.all().delete()
        for editorship in group.editorships.select_related("user"):
            _end(editorship, actor=actor, now=now, message="editor-removed")
    invite(group=group, email=email, actor=actor, hands_over=False, now=now, language=group.language)


@transaction.atomic
def speak(*, user: User, language: str) -> None:
    """From now on messages to this person are in that language."""
    user.editorships.update(language=language)
    user.claims.update(language=language)


def alone_in(user: User) -> list[Group]:
    """The groups that nobody else edits."""
    going = Group.objects.edited_by(user).filter(stopped_at=None)
    return list(going.exclude(editorships__in=Editorship.objects.exclude(user=user)))


@transaction.atomic
def delete_account(*, user: User, now: datetime) -> None:
    """Raises LastEditorError."""
    for group in Group.objects.edited_by(user):
        leave(group=group, user=user, now=now)
    user.delete()


def _end(editorship: Editorship, *, actor: User, now: datetime, message: str) -> None:
    group, user = editorship.group, editorship.user
    cause = f"editorship {editorship.pk} ended"
    editorship.delete()
    group.invitations.filter(invited_by=user).delete()
    log(instance=group, action="directory.editor_left", user=actor, data={"editor": user.pk})
    if message:
        tell_person(message, user, group, cause=cause, now=now, language=editorship.language)
