from collections.abc import Callable

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import override

from content.seeding import seed_library
from directory.seeding import seed_directory
from portal.demonstration import seed_logins, seed_volunteer
from referrals.seeding import seed_teams
from triage.seeding import seed_rights


class Command(BaseCommand):
    help = "Fill what is still empty: the library, the directory, the teams. Touches nothing that is there."

    def handle(self, *args, **options) -> None:
        with override("en"):
            self._fill("library", seed_library)
            self._fill("directory", seed_directory)
            self._fill("rights to change the questionnaire", seed_rights)
            if self._fill("teams", seed_teams) and settings.IS_DEMONSTRATION:
                seed_logins()
                seed_volunteer()
                keys = settings.REFERRAL_KEYS_DIR
                self.stdout.write(f"The teams' keys in {keys} are for development: seal nothing real with them.")

    def _fill(self, name: str, fill: Callable[[], bool]) -> bool:
        is_filled = fill()
        self.stdout.write(f"{name}: {'filled' if is_filled else 'there already, left as it is'}")
        return is_filled
