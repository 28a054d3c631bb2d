import logging
import os
import signal
from datetime import date
from threading import Event

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from notices.delivery import deliver_due
from portal import metrics, turns
from portal.roles import Role
from portal.tasks import DAILY, OFTEN, do, tasks_of
from referrals.signposting.letterbox import unseal

logger = logging.getLogger(__name__)
SECONDS_BETWEEN = 5


class Command(BaseCommand):
    help = "Send the messages that are due, and do what is to be done daily, as long as it runs."
    looked_at: date | None = None

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="send what is due now, and end")
        parser.add_argument("--with-parent", action="store_true", help="end when the process ends that started this")

    def handle(self, *, once: bool, with_parent: bool, **options) -> None:
        if settings.ROLE == Role.PUBLIC:
            raise CommandError("The families' process has no worker: start one as cms, and one as staff.")
        if once:
            do(tasks_of(settings.ROLE, [*DAILY, *OFTEN]), timezone.now())
            self.stdout.write(f"{self._deliver()} sent.")
            return
        stopped, parent = Event(), os.getppid()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *received: stopped.set())
        while not stopped.is_set() and not (with_parent and os.getppid() != parent):
            self._work()
            stopped.wait(SECONDS_BETWEEN)

    def _deliver(self) -> int:
        return deliver_due(timezone.now, unseal if settings.ROLE.holds_keys else None)

    def _work(self) -> None:
        """A database that is away for a while ends nothing."""
        today = timezone.localdate()
        try:
            close_old_connections()
            if self.looked_at != today:
                do(tasks_of(settings.ROLE, DAILY), timezone.now())
                self.looked_at = today
            do(tasks_of(settings.ROLE, OFTEN), timezone.now())
            self._deliver()
            turns.note_turn(settings.ROLE, now=timezone.now())
            metrics.count_what_waits(settings.ROLE, now=timezone.now())
        except DatabaseError:
            logger.exception("The messages cannot be read.")
