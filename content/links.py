"""Links to other sites: which the library names, what they answered, and which are broken.

An address is broken when it was said to be gone (404 or 410), or when it failed in two runs on different days: another
site's bad moment alarms nobody. What recovers is forgotten, and so is what no page names any more.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from content.care import ADDRESS, addresses_in, live_pages
from content.models import LibraryPage, LinkCheck
from content.other_sites import Answer, Asker
from content.registry import Fact

GONE = (404, 410)
LONGEST = 1000


class NothingAnsweredError(Exception):
    """No address gave an answer: it is this server that has no way out, rather than they that are broken."""


@dataclass
class Carriers:
    """The live pages and the facts that name an address."""

    pages: list[LibraryPage]
    facts: list[Fact]


@dataclass(frozen=True)
class BrokenLink:
    check: LinkCheck
    carriers: Carriers


@dataclass(frozen=True)
class LinkReport:
    """`asked_last` is None where no run was ever recorded; `never_asked` counts the addresses that none has asked."""

    broken: list[BrokenLink]
    asked_last: datetime | None
    never_asked: int


def check_links(*, asker: Asker, now: datetime) -> int:
    """Ask every address that the library names, and keep what was answered; how many were asked.

    Raises NothingAnsweredError, with nothing recorded, where there were addresses and none answered.
    """
    answers = asker.ask(carriers_by_address().keys())
    if answers and all(answer.status is None for answer in answers.values()):
        raise NothingAnsweredError
    record(answers=answers, now=now)
    return len(answers)


def carriers_by_address() -> dict[str, Carriers]:
    """By address, without what follows "#", which no site is sent. Our own pages and what is too long to keep are left
    out."""
    found: dict[str, Carriers] = {}
    for page in live_pages():
        for address in _outside(addresses_in(page)):
            found.setdefault(address, Carriers([], [])).pages.append(page)
    for fact in Fact.objects.all():
        for address in _outside(ADDRESS.findall(fact.source)):
            found.setdefault(address, Carriers([], [])).facts.append(fact)
    return found


@transaction.atomic
def record(*, answers: Mapping[str, Answer], now: datetime) -> None:
    """Keep these answers, and of no other address anything."""
    LinkCheck.objects.exclude(address__in=answers).delete()
    before = LinkCheck.objects.in_bulk(field_name="address")
    for address, answer in answers.items():
        since = before[address].failing_since if address in before else None
        LinkCheck.objects.update_or_create(
            address=address,
            defaults={
                "checked_at": now,
                "status": answer.status,
                "problem": answer.problem,
                "failing_since": (since or timezone.localdate(now)) if answer.failed else None,
            },
        )


def report() -> LinkReport:
    """The longest broken come first."""
    carriers, checks = carriers_by_address(), LinkCheck.objects.in_bulk(field_name="address")
    broken = [
        BrokenLink(check, carriers[address])
        for address, check in checks.items()
        if address in carriers and is_broken(check)
    ]
    return LinkReport(
        broken=sorted(broken, key=lambda link: (link.check.failing_since, link.check.address)),
        asked_last=max((check.checked_at for check in checks.values()), default=None),
        never_asked=len(carriers.keys() - checks.keys()),
    )


def is_broken(check: LinkCheck) -> bool:
    if check.failing_since is None:
        return False
    return check.status in GONE or check.failing_since < timezone.localdate(check.checked_at)


def _outside(addresses: Collection[str]) -> set[str]:
    ours = f"{settings.WAGTAILADMIN_BASE_URL}/"
    asked = {address.partition("#")[0] for address in addresses}
    return {address for address in asked if len(address) <= LONGEST and not f"{address}/".startswith(ours)}
