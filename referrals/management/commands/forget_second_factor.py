"""For a member whose telephone and codes on paper are both lost: they set up a new second factor when they sign in."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from referrals import row_security
from referrals.workspace import second_factor, sessions


class Command(BaseCommand):
    help = "forget_second_factor USER. Make sure first, by voice or face, who asks for it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("user", help="the person's user name")

    @transaction.atomic
    def handle(self, *, user: str, **options) -> None:
        person = get_user_model().objects.filter(username=user).first()
        if person is None:
            raise CommandError(f"There is no user {user}.")
        now = timezone.now()
        row_security.name_who_signs_in(person.pk)
        second_factor.forget_all(user=person, now=now)
        sessions.end_all(person, now=now)
        self.stdout.write(f"{user} is signed out everywhere, and sets up a second factor at the next sign-in.")
