"""Watches the referrals themselves, and no message about them: with all mail dead, what nobody took up is told in the
log, and on every screen of the workspace (`queries.alarms`)."""

import logging
from datetime import datetime

from referrals.models import Referral

logger = logging.getLogger(__name__)


def raise_alarms(*, now: datetime) -> None:
    """One line a referral, without anything of the family; whoever keeps the portal has the log watched for it."""
    for referral in Referral.objects.alarming(now).filter(alarmed_at=None).select_related("team").defer("box"):
        # Of several workers one tells.
        if Referral.objects.alarming(now).filter(pk=referral.pk, alarmed_at=None).update(alarmed_at=now):
            logger.error("Referral %s waits for %s, and nobody has taken it up.", referral.reference, referral.team)
