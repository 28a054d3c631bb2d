from django.core.management.base import BaseCommand

from portal import error_pages


class Command(BaseCommand):
    help = "Write the pages that are shown when the portal or its database is away; after collectstatic."

    def handle(self, **options) -> None:
        self.stdout.write(f"{error_pages.write()} pages.")
