"""Erase a referral before its time, because somebody who may asks for it. Decided at the front door, done on the
server: no page of the workspace can, so neither can somebody who found a screen open."""

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from referrals.models import Referral
from referrals.operations import NotAnswered, erase_referral
from referrals.references import as_written

REASONS = {
    "family": "the family asked",
    "mistake": "it was sent by mistake",
    "order": "a court or the regulator ordered it",
}


class Command(BaseCommand):
    help = "erase_referral REFERENCE --by USER --because REASON. Cannot be undone. That it was stays on record."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("reference")
        parser.add_argument("--by", required=True, help="who of the front door decided it: the user name")
        parser.add_argument("--because", required=True, choices=REASONS, help="no words: the record names nobody")

    def handle(self, *, reference: str, by: str, because: str, **options) -> None:
        actor = User.objects.filter(username=by, is_active=True, referral_teams__is_front_door=True).first()
        if actor is None:
            raise CommandError(f"{by} is not a member of the front door.")
        referral = Referral.objects.filter(reference=as_written(reference), erased_at=None).defer("box").first()
        if referral is None:
            raise CommandError(f"There is no referral {reference}, or it is erased.")
        try:
            erase_referral(referral_id=referral.pk, actor=actor, now=timezone.now(), why=REASONS[because])
        except NotAnswered as error:
            raise CommandError("It is not closed. Its team has to take it up, answer and close it first.") from error
        self.stdout.write(f"{referral.reference} is erased. Backups made before today still hold it, sealed.")
