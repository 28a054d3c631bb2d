from time import sleep

from django.core.management.commands import migrate
from django.db import OperationalError, connection

from psycopg.errors import LockNotAvailable

TRIES = 60
SECONDS_BETWEEN = 5
# Whoever comes after a migration that waits for a table waits behind it, families too.
WAITS_FOR_A_TABLE = "1s"


class Command(migrate.Command):
    help = "As migrate, while the portal serves: waits a second for a table, lets everybody else by, and tries again."

    def handle(self, *args, **options):
        if connection.vendor != "postgresql":
            return super().handle(*args, **options)
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{WAITS_FOR_A_TABLE}'")
        for _ in range(TRIES):
            try:
                return super().handle(*args, **options)
            except OperationalError as error:
                if not isinstance(error.__cause__, LockNotAvailable):
                    raise
                self.stderr.write("Somebody holds a table; trying again.")
                sleep(SECONDS_BETWEEN)
        return super().handle(*args, **options)
