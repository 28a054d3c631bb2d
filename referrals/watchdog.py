"""Watches the referrals themselves, and no message about them: with all mail dead, what nobody took up is told in the
log, and on every screen of the workspace (`queries.alarms`)."""

import logging
from datetime import datetime, timedelta

from django.db.models import Q

from referrals.models import Referral, Team
from referrals.trays import UNSORTED, Tray

logger = logging.getLogger(__name__)
DAY = timedelta(days=1)


def raise_alarms(*, now: datetime) -> None:
    """One line a referral, without anything of the family; whoever keeps the portal has the log watched for it. Of what
    was laid apart in a flood, one line a day, a team and a tray."""
    waiting = Referral.objects.alarming(now).in_tray(Tray.MAIN)
    for referral in waiting.filter(alarmed_at=None).select_related("team").defer("box"):
        # Of several workers one tells.
        if waiting.filter(pk=referral.pk, alarmed_at=None).update(alarmed_at=now):
            logger.error("Referral %s waits for %s, and nobody has taken it up.", referral.reference, referral.team)
    for team in Team.objects.filter(referrals__in=Referral.objects.alarming(now).filter(tray__in=UNSORTED)).distinct():
        for tray in sorted(UNSORTED):
            _tell_of_tray(team, tray, now)


def _tell_of_tray(team: Team, tray: Tray, now: datetime) -> None:
    waiting = Referral.objects.alarming(now).in_tray(tray).filter(team=team)
    if waiting.filter(alarmed_at__gt=now - DAY).exists():
        return
    if count := waiting.filter(Q(alarmed_at=None) | Q(alarmed_at__lte=now - DAY)).update(alarmed_at=now):
        logger.error("%s wait in the tray “%s” of %s. Nobody has looked whether a family sent one.", count, tray, team)
