"""The keys that open referrals: a team's private one is a file here, the escrow's is on paper."""

import base64
from getpass import getpass

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from nacl.public import PrivateKey

from referrals import keyring, queries, wrapping
from referrals.keys import escrow
from referrals.keys.operations import give_first_key, reseal_with, rotate
from referrals.keys.paper import from_paper, to_paper
from referrals.models import Team

HELP = """
new TEAM | --missing | --escrow   a first pair of keys
list                              which keys there are, and how many referrals each opens
rotate TEAM                       a new pair, in force at once; the worker seals anew
escrow-test                       whether the paper opens what it should
recover                           with the paper: seal to the teams' keys in force what no key here opens
"""


class Command(BaseCommand):
    help = HELP

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["new", "list", "rotate", "escrow-test", "recover"])
        parser.add_argument("team", nargs="?", help="the team's key, such as north")
        parser.add_argument("--missing", action="store_true", help="every team that has no key yet")
        parser.add_argument("--escrow", action="store_true", help="the key to be kept on paper")

    def handle(self, *, action: str, **options) -> None:
        try:
            getattr(self, f"_{action.replace('-', '_')}")(options)
        except keyring.NotProtected as error:
            raise CommandError(f"No key is written in clear outside a demonstration. {error}") from error
        except keyring.WrongPassphrase as error:
            raise CommandError("PORTAL_KEYS_PASSPHRASE is not the one that the keys were made with.") from error

    def _new(self, options: dict) -> None:
        if [bool(options["team"]), options["missing"], options["escrow"]].count(True) != 1:
            raise CommandError("Name one team, or say --missing, or --escrow.")
        if options["escrow"]:
            self._new_escrow()
            return
        for team in Team.objects.filter(public_key=b"") if options["missing"] else [self._without_key(options["team"])]:
            give_first_key(team)
            self._say_where(team)
        self.stdout.write(self._advice())

    def _new_escrow(self) -> None:
        pair = PrivateKey.generate()
        self.stdout.write(
            "Write this on paper, twice, and keep it in two safes. It is shown once and stored nowhere:\n"
        )
        self.stdout.write(f"  {to_paper(bytes(pair))}\n")
        self.stdout.write("Set this for every process, then try the paper with: manage.py referral_keys escrow-test\n")
        self.stdout.write(f"  PORTAL_ESCROW_KEY={base64.b64encode(bytes(pair.public_key)).decode()}")

    def _list(self, options: dict) -> None:
        holders = {bytes(team.public_key): team.name for team in Team.objects.exclude(public_key=b"")}
        holders[wrapping.escrow_key()] = "escrow, on paper"
        held, sealed = keyring.held(), queries.sealed_to()
        for public_key in sorted({*holders, *held, *sealed}, key=lambda key: (holders.get(key, "~"), key)):
            file = held[public_key].name if public_key in held else "no file here"
            self.stdout.write(
                f"{public_key.hex()[:16]}  {file:24} {holders.get(public_key, 'not in force'):24} "
                f"opens {sealed.get(public_key, 0)}"
            )
        self.stdout.write("The file of a key that is not in force and opens 0 can be destroyed, with its copies.")

    def _rotate(self, options: dict) -> None:
        team = self._team(options["team"])
        rotate(team)
        self._say_where(team)
        self.stdout.write("It is in force. The worker seals what the old key opens anew: see referral_keys list.")
        self.stdout.write(self._advice())

    def _escrow_test(self, options: dict) -> None:
        found = escrow.try_key(self._from_paper())
        self.stdout.write(f"The paper opens {found.opened} of {found.tried} referrals.")
        if found.opened < found.tried:
            raise CommandError("What it does not open, the worker has not sealed to it yet, or cannot.")

    def _recover(self, options: dict) -> None:
        resealed = reseal_with(escrow.opener(self._from_paper()), [wrapping.escrow_key()])
        self.stdout.write(f"{resealed} referrals sealed anew, to the teams' keys in force.")

    def _from_paper(self) -> bytes:
        """Raises CommandError where it was mistyped, or is the other half of no key that is set."""
        try:
            private_key = from_paper(getpass("What the paper says: "))
        except ValueError as error:
            raise CommandError(str(error)) from error
        if bytes(PrivateKey(private_key).public_key) != wrapping.escrow_key():
            raise CommandError("This paper is not the other half of PORTAL_ESCROW_KEY.")
        return private_key

    def _say_where(self, team: Team) -> None:
        path = keyring.held()[bytes(Team.objects.get(pk=team.pk).public_key)]
        self.stdout.write(f"{team.name}: {path}")

    def _without_key(self, key: str | None) -> Team:
        team = self._team(key)
        if team.public_key:
            raise CommandError(f"{team.name} has a key. To replace it: referral_keys rotate {team.key}")
        return team

    def _team(self, key: str | None) -> Team:
        team = Team.objects.filter(key=key).first()
        if team is None:
            known = ", ".join(Team.objects.values_list("key", flat=True))
            raise CommandError(f"There is no team {key}. The teams are: {known or 'none yet'}.")
        return team

    def _advice(self) -> str:
        if settings.IS_DEMONSTRATION:
            return "These are development keys, for made-up families only."
        return "Keep a copy of each file offline, and the passphrase elsewhere."
