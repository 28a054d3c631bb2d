"""Make a team's pair of keys: the public one goes to the database, the private one to a file."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from referrals import keyring, operations
from referrals.models import Team


class Command(BaseCommand):
    help = "referral_keys new TEAM, or referral_keys new --missing for every team without a key"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["new"])
        parser.add_argument("team", nargs="?", help="the team's key, such as north")
        parser.add_argument("--missing", action="store_true", help="every team that has no key yet")

    def handle(self, *, action: str, team: str | None, missing: bool, **options) -> None:
        if bool(team) == missing:
            raise CommandError("Name one team, or say --missing.")
        for each in Team.objects.filter(public_key=b"") if missing else [self._team(team)]:
            operations.publish_key(team=each, public_key=keyring.public_key(each.key))
            self.stdout.write(f"{each.name}: {settings.REFERRAL_KEYS_DIR}/{each.key}.key")
        self.stdout.write(self._advice())

    def _team(self, key: str | None) -> Team:
        team = Team.objects.filter(key=key).first()
        if team is None:
            known = ", ".join(Team.objects.values_list("key", flat=True))
            raise CommandError(f"There is no team {key}. The teams are: {known or 'none yet'}.")
        if team.public_key:
            raise CommandError(f"{team.name} has a key. A new one could not open what was sealed to the old one.")
        return team

    def _advice(self) -> str:
        if settings.IS_DEMONSTRATION:
            return "These are development keys, for made-up families only."
        return "Keep a copy of each file offline. Without it, nobody can read what was sealed to that team."
