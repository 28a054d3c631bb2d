"""Say who is in a team, and so who reads its referrals."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from referrals.models import Team


class Command(BaseCommand):
    help = "team_member add TEAM USER, or team_member remove TEAM USER"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["add", "remove"])
        parser.add_argument("team", help="the team's key, such as north")
        parser.add_argument("user", help="the person's user name")

    def handle(self, *, action: str, team: str, user: str, **options) -> None:
        team_found = Team.objects.filter(key=team).first()
        person = get_user_model().objects.filter(username=user).first()
        if team_found is None or person is None:
            raise CommandError(f"There is no team {team}." if team_found is None else f"There is no user {user}.")
        getattr(team_found.members, action)(person)
        self.stdout.write(f"{team_found.name}: {team_found.members.count()} members")
