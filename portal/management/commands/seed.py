from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import override

from content.seeding import seed_library
from directory.seeding import seed_directory
from portal.demonstration import seed_logins
from referrals.seeding import seed_teams


class Command(BaseCommand):
    help = "Fill what is still empty: the library, the directory, the teams. Touches nothing that is there."

    def handle(self, *args, **options) -> None:
        with override("en"):
            for name, fill in (("library", seed_library), ("directory", seed_directory), ("teams", seed_teams)):
                self.stdout.write(f"{name}: {'filled' if fill() else 'there already, left as it is'}")
            if settings.IS_DEMONSTRATION:
                seed_logins()
                self.stdout.write(
                    f"The teams' keys in {settings.REFERRAL_KEYS_DIR} are for development: seal nothing real."
                )
