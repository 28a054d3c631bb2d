"""Writes of evidence: a group gives and takes back, staff check, the scanner finds, time passes."""

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from wagtail.log_actions import log

from directory.models import Group
from directory.safeguarding.files import storage
from directory.safeguarding.models import Evidence
from directory.safeguarding.scanner import ScannerAway, found_in
from directory.safeguarding.slots import Slot
from directory.safeguarding.standing import SOON
from directory.safeguarding.telling import in_words, tell_editors
from directory.safeguarding.uploads import Upload
from directory.safeguarding.wording import SENT_BACK_FOR

logger = logging.getLogger(__name__)
KEPT_WITHOUT_RECORD = timedelta(days=1)


class Infected(Exception):
    """Nothing was kept."""


class ChangedMeanwhile(Exception):
    """Nothing was written: it is no longer what the person saw."""


@dataclass(frozen=True)
class Given:
    """Without a file, the one that was given before stays."""

    file: Upload | None = None
    number: str = ""
    said: str = ""
    last_day: date | None = None


def give(*, group: Group, slot: Slot, given: Given, was: datetime | None, actor: Any, now: datetime) -> Evidence:
    """A person of the group fills a slot; what the council has seen of it before counts no more. `was` is when the
    version was given that they saw. Raises Infected and ChangedMeanwhile."""
    scanned_at = _scanned(given.file, group, slot, actor, now) if given.file else None
    with transaction.atomic():
        evidence = _to_write(group, slot, was)
        if given.file:
            _forget_file(evidence)
            evidence.kind, evidence.scanned_at = given.file.kind, scanned_at
            evidence.file.save("", ContentFile(given.file.content), save=False)
        evidence.number, evidence.said, evidence.last_day = given.number, given.said, given.last_day
        evidence.given_at, evidence.given_by = now, actor
        evidence.seen_at, evidence.seen_by, evidence.note = None, None, ""
        evidence.save()
        log(evidence, "directory.give_evidence", user=actor, data={"file": given.file is not None}, timestamp=now)
    return evidence


@transaction.atomic
def take_away(*, evidence: Evidence, actor: Any, now: datetime) -> None:
    log(evidence, "directory.take_evidence_away", user=actor, deleted=True, timestamp=now)
    _forget_file(evidence)
    evidence.delete()


@transaction.atomic
def see(*, evidence: Evidence, was: datetime, note: str, actor: Any, now: datetime) -> None:
    """A person of the council has seen what was given at `was`. Raises ChangedMeanwhile."""
    same = Evidence.objects.filter(pk=evidence.pk, given_at=was)
    if not same.update(seen_at=now, seen_by=actor, note=note):
        raise ChangedMeanwhile
    log(evidence, "directory.see_evidence", user=actor, data={"note": note}, timestamp=now)


@transaction.atomic
def send_back(*, evidence: Evidence, was: datetime, reason: str, actor: Any, now: datetime) -> None:
    """It is deleted, and the group's editors are asked for another. Raises ChangedMeanwhile."""
    if not Evidence.objects.select_for_update().filter(pk=evidence.pk, given_at=was).exists():
        raise ChangedMeanwhile
    log(evidence, "directory.send_evidence_back", user=actor, data={"reason": reason}, deleted=True, timestamp=now)
    tell_editors(
        group=evidence.group,
        message="evidence-sent-back",
        words=lambda: {"what": evidence.asked_for.name, "reason": SENT_BACK_FOR[reason]},
        cause=f"evidence {evidence.pk} sent back {was.isoformat()}",
        now=now,
    )
    _forget_file(evidence)
    evidence.delete()


def remind_of_expiry(*, now: datetime) -> None:
    """Tell the editors of each group what runs out within 30 days, and again on the day: of each once."""
    today = timezone.localdate(now)
    ending = Evidence.objects.filter(last_day__lte=today + SOON, group__stopped_at=None)
    for evidence in ending.select_related("group"):
        _remind(evidence, today, now)


def scan_waiting(*, now: datetime) -> None:
    """Have the files scanned that no scanner has looked at. One that is away is asked again the next time."""
    if not settings.SCANNER:
        return
    for evidence in Evidence.objects.filter(scanned_at=None).exclude(file="").select_related("group"):
        try:
            with evidence.file.open() as file:
                found = found_in(file.read(), settings.SCANNER)
        except ScannerAway as error:
            logger.warning("The scanner does not answer: %s", error)
            return
        except FileNotFoundError:
            logger.error("The file of evidence %s is missing.", evidence.pk)  # noqa: TRY400 - nothing more to tell
            continue
        if found:
            _throw_away(evidence, now)
        else:
            Evidence.objects.filter(pk=evidence.pk, file=evidence.file.name).update(scanned_at=now)


def sweep(*, now: datetime) -> None:
    """Delete files that belong to nothing: of groups that were deleted, and of requests that died."""
    files = storage()
    if not files.exists(""):
        return
    known = set(Evidence.objects.exclude(file="").values_list("file", flat=True))
    for name in files.listdir("")[1]:
        if name not in known and files.get_modified_time(name) < now - KEPT_WITHOUT_RECORD:
            files.delete(name)


def _remind(evidence: Evidence, today: date, now: datetime) -> None:
    last_day = evidence.last_day or today
    message = "evidence-ends" if last_day <= today else "evidence-ends-soon"
    tell_editors(
        group=evidence.group,
        message=message,
        words=lambda: {"what": evidence.asked_for.name, "day": in_words(last_day)},
        cause=f"{message} {evidence.pk} {last_day}",
        now=now,
    )


def _scanned(file: Upload, group: Group, slot: Slot, actor: Any, now: datetime) -> datetime | None:
    """When it was scanned; None where no scanner answered. Raises Infected."""
    if not settings.SCANNER:
        return None
    try:
        found = found_in(file.content, settings.SCANNER)
    except ScannerAway as error:
        logger.warning("The scanner does not answer: %s", error)
        return None
    if found:
        data = {"slot": slot.key, "found": found}
        log(group, "directory.refuse_evidence", user=actor, data=data, timestamp=now)
        raise Infected
    return now


def _throw_away(evidence: Evidence, now: datetime) -> None:
    try:
        send_back(evidence=evidence, was=evidence.given_at, reason="infected", actor=None, now=now)
    except ChangedMeanwhile:
        logger.info("Evidence %s was replaced while it was scanned.", evidence.pk)


def _to_write(group: Group, slot: Slot, was: datetime | None) -> Evidence:
    """The group's row is locked, so that of two people one is second."""
    Group.objects.select_for_update().get(pk=group.pk)
    evidence = Evidence.objects.filter(group=group, slot=slot.key).first()
    if (evidence.given_at if evidence else None) != was:
        raise ChangedMeanwhile
    return evidence or Evidence(group=group, slot=slot.key)


def _forget_file(evidence: Evidence) -> None:
    """Once this is committed."""
    name, files = evidence.file.name, evidence.file.storage
    if name:
        transaction.on_commit(lambda: files.delete(name))
