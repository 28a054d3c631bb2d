"""A team is told that something waits, and nothing of the family. A flood is told of once in a while, not each time."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from notices import operations as notices
from referrals.models import Referral, Team
from referrals.trays import Tray


def tell_of_new(team: Team, referral: Referral, *, now: datetime) -> None:
    match Tray(referral.tray):
        case Tray.MAIN:
            tell(team, cause=f"referral {referral.pk} received", now=now)
        case Tray.CHECK:
            tell(team, cause=f"tray check of {team.key}, {now:%Y-%m-%d %H}", now=now, message="referrals-to-check")
        case Tray.QUARANTINE:
            tell(team, cause=f"quarantine, {now:%Y-%m-%d}", now=now, message="referrals-to-check")


def tell(team: Team, *, cause: str, now: datetime, message: str = "referral-waits") -> None:
    if not team.email:
        return
    inbox = settings.STAFF_BASE_URL + reverse("workspace:inbox", urlconf=settings.EVERY_ADDRESS)
    values = {"team": team.name, "address": inbox}
    notices.tell(message=message, address=team.email, values=values, cause=cause, now=now)
