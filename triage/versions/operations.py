"""Changing the questionnaire: the working copy, a proposal, another person's decision."""

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from wagtail.log_actions import log

from triage.document import Document, read_document
from triage.proof import Proof
from triage.versions import editing
from triage.versions.editing import Data, Part
from triage.versions.models import Outcome, Version, WorkingCopy, hash_of
from triage.versions.proving import proof_of
from triage.versions.reading import document, text_in_force


class Refused(Exception):
    """Nothing was done; the message says why, in words for staff."""


class ChangedMeanwhile(Refused):
    def __init__(self, copy: WorkingCopy) -> None:
        who = copy.changed_by.get_full_name() or copy.changed_by.get_username() if copy.changed_by else "Somebody"
        super().__init__(f"{who} changed it meanwhile ({timezone.localtime(copy.changed_at):%-d %B, %H:%M}).")


def working_copy() -> WorkingCopy:
    """The one that there is, or a new one of what is in force."""
    copy = WorkingCopy.objects.select_related("changed_by").first()
    return copy or WorkingCopy.objects.create(text=text_in_force())


@transaction.atomic
def change(*, change: Callable[[Data], Data], part: Part, seen: str, actor: User, now: datetime) -> None:
    """Change a part of the working copy. Raises ChangedMeanwhile where that part is no longer as it was `seen`."""
    copy = WorkingCopy.objects.select_for_update().get()
    data = editing.read(copy.text)
    if editing.fingerprint(data, *part) != seen:
        raise ChangedMeanwhile(copy)
    _keep(copy, editing.written(change(data)), actor, now, what=".".join(part))


@transaction.atomic
def start_from(*, text: str, seen: int, actor: User, now: datetime) -> None:
    """Begin the working copy anew. Raises ChangedMeanwhile where it is no longer the number that was `seen`."""
    copy = WorkingCopy.objects.select_for_update().get()
    if copy.number != seen:
        raise ChangedMeanwhile(copy)
    _keep(copy, text, actor, now, what="all")


def propose(*, text: str, note: str, actor: User, now: datetime) -> Version:
    """Raises Refused where it is not proved, changes nothing, or another proposal waits."""
    if not note.strip():
        raise Refused("Say what it changes, and why.")
    proposed, _proof = _proved(text)
    if same(proposed, document()):
        raise Refused("It is the same as the version in force.")
    try:
        with transaction.atomic():
            version = Version.objects.create(
                hash=hash_of(text), text=text, note=note.strip(), proposed_by=actor, proposed_at=now
            )
            log(version, "triage.propose", user=actor)
    except IntegrityError as error:
        raise Refused("Another version waits for a decision. It has to be decided first.") from error
    return version


@transaction.atomic
def approve(*, version: Version, actor: User, now: datetime) -> None:
    """It is in force from now on. Raises Refused where it is not proved, is decided, or is the actor's own."""
    waiting = _waiting(version, actor)
    _document, proof = _proved(waiting.text)
    waiting.journeys = proof.journeys
    _decide(waiting, Outcome.APPROVED, actor, now)


@transaction.atomic
def refuse(*, version: Version, actor: User, why: str, now: datetime) -> None:
    if not why.strip():
        raise Refused("Say why, for the person who proposed it.")
    waiting = _waiting(version, actor)
    waiting.why = why.strip()
    _decide(waiting, Outcome.REFUSED, actor, now)


def same(one: Document, other: Document) -> bool:
    """Whether they ask and decide the same, however they are written."""
    return vars(one) | {"hash": ""} == vars(other) | {"hash": ""}


def _keep(copy: WorkingCopy, text: str, actor: User, now: datetime, what: str) -> None:
    copy.text, copy.changed_by, copy.changed_at = text, actor, now
    copy.number += 1
    copy.save()
    log(copy, "triage.change", user=actor, data={"what": what})


def _proved(text: str) -> tuple[Document, Proof]:
    proof = proof_of(text)
    if not proof.holds:
        raise Refused(f"It is not proved: {len(proof.problems)} problems are to be solved first.")
    return read_document(text), proof


def _waiting(version: Version, actor: User) -> Version:
    waiting = Version.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if waiting.outcome:
        raise Refused("Somebody has decided it already.")
    if waiting.proposed_by_id == actor.pk:
        raise Refused("You proposed it: another person decides.")
    if not waiting.is_whole:
        raise Refused("Its text is not the one that was proposed.")
    return waiting


def _decide(version: Version, outcome: Outcome, actor: User, now: datetime) -> None:
    version.outcome, version.decided_by, version.decided_at = outcome, actor, now
    version.save()
    log(version, f"triage.{'approve' if outcome == Outcome.APPROVED else 'refuse'}", user=actor)
