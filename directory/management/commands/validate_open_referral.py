from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import pluralize
from django.utils import timezone

from tqdm import tqdm

from directory.open_referral.checking.official import official_judge
from directory.open_referral.checking.report import FAULTS_KEPT, Report, keep
from directory.open_referral.checking.rules import Fault, Met, faults, feed, our_judge
from directory.open_referral.endpoints import ENDPOINTS
from directory.open_referral.publisher import this_portal


class Command(BaseCommand):
    help = (
        "Check the open feed by our own rules, and by the official schemas where OPEN_REFERRAL_SCHEMAS has them. Keep "
        "the result for the status page. Fails where anything is wrong."
    )

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        official = official_judge(settings.OPEN_REFERRAL_SCHEMAS)
        judges = [our_judge(), *([official] if official else [])]
        now = timezone.now()
        records, found, met = dict.fromkeys(ENDPOINTS, 0), list[Fault](), Met()
        for name, record in tqdm(feed(this_portal(), now), unit=" records", disable=verbosity < 1, leave=False):
            if name in records:
                records[name] += 1
            found.extend(faults(name, record, met, judges))
        keep(Report(now, official is not None, records, len(found), tuple(found[:FAULTS_KEPT])))
        for one in found:
            self.stderr.write(" · ".join(filter(None, (one.endpoint, one.record, one.where, one.what))))
        if found:
            raise CommandError(f"{len(found)} fault{pluralize(len(found))} in the open feed.")
        if not official:
            self.stdout.write(f"There are no official schemas in {settings.OPEN_REFERRAL_SCHEMAS}.")
        against = "our rules and the official schemas" if official else "our rules"
        self.stdout.write(f"The open feed keeps to {against}: {sum(records.values())} records.")
