from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tqdm import tqdm

from directory.open_referral.checking import Fault, Met, faults, feed, our_judge
from directory.open_referral.endpoints import ENDPOINTS
from directory.open_referral.kept_report import FAULTS_KEPT, Report, keep
from directory.open_referral.official import NoSchemas, official_judge
from directory.open_referral.publisher import this_portal


class Command(BaseCommand):
    help = "Check the open feed, and keep the result for its status page. Fails where anything is wrong."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--schemas",
            type=Path,
            metavar="DIR",
            help="A folder with the official schemas, uk-3.0 and hsds-3.0, to check against those too.",
        )

    def handle(self, *args: Any, schemas: Path | None, verbosity: int, **options: Any) -> None:
        judges = [our_judge(), *([self._official(schemas)] if schemas else [])]
        now = timezone.now()
        records, found, met = dict.fromkeys(ENDPOINTS, 0), list[Fault](), Met()
        for name, record in tqdm(feed(this_portal(), now), unit=" records", disable=verbosity < 1, leave=False):
            if name in records:
                records[name] += 1
            found.extend(faults(name, record, met, judges))
        keep(Report(now, schemas is not None, records, len(found), tuple(found[:FAULTS_KEPT])))
        for one in found:
            self.stderr.write(" · ".join(filter(None, (one.endpoint, one.record, one.where, one.what))))
        if found:
            raise CommandError(f"{len(found)} faults in the open feed.")
        against = "our rules and the official schemas" if schemas else "our rules"
        self.stdout.write(f"The open feed keeps to {against}: {sum(records.values())} records.")

    def _official(self, folder: Path):
        try:
            return official_judge(folder)
        except NoSchemas as error:
            raise CommandError(f"{error} has no schemas of Open Referral UK: it needs a folder uk-3.0.") from error
