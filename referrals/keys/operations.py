"""Writes that need private keys: new ones for teams, and sealing anew what is sealed to old ones.

They run in the staff's processes alone.
"""

import logging
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from referrals import keyring, operations, sealing, wrapping
from referrals.models import Referral, Team
from referrals.wrapping import PrivateKeyOf

logger = logging.getLogger(__name__)
IN_A_TRANSACTION = 200


def give_first_key(team: Team) -> None:
    """One that lies here already is taken: a key may outlive its database."""
    operations.publish_key(team=team, public_key=keyring.newest(team.key) or keyring.make(team.key))


def rotate(team: Team) -> None:
    """A new key, in force at once. The old one opens what is sealed to it until the worker has sealed that anew."""
    operations.publish_key(team=team, public_key=keyring.make(team.key))


def teams_without_key_here() -> list[str]:
    """Names of those whose referrals nobody can open on this machine."""
    held = keyring.held()
    return [team.name for team in Team.objects.exclude(public_key=b"") if bytes(team.public_key) not in held]


def reseal_stale(*, now: datetime) -> None:
    """Seal to the keys in force what is sealed to others and can be opened here. The worker does it over and over."""
    reseal_with(keyring.private_key, keyring.held())


def reseal_with(private_key_of: PrivateKeyOf, held: Iterable[bytes]) -> int:
    """How many referrals were sealed anew. `held` are the public keys that `private_key_of` knows.

    Whenever it ends, what is done is done, and what is not is found the next time.
    """
    resealed = 0
    for team in Team.objects.all():
        wanted = wrapping.recipients(team)
        ids = list(wrapping.stale(team, wanted).filter(wrapping.sealed_to_any(held)).values_list("pk", flat=True))
        for start in range(0, len(ids), IN_A_TRANSACTION):
            resealed += _reseal(ids[start : start + IN_A_TRANSACTION], wanted, private_key_of)
    return resealed


@transaction.atomic
def _reseal(ids: list[UUID], wanted: set[bytes], private_key_of: PrivateKeyOf) -> int:
    locked = Referral.objects.select_for_update().filter(pk__in=ids, erased_at=None)
    return sum(_is_resealed(referral, wanted, private_key_of) for referral in locked.prefetch_related("sealed_keys"))


def _is_resealed(referral: Referral, wanted: set[bytes], private_key_of: PrivateKeyOf) -> bool:
    try:
        wrapping.reseal(referral, wanted, private_key_of)
    except (sealing.CannotOpen, sealing.NoPrivateKey):
        logger.exception("Referral %s could not be sealed anew.", referral.pk)
        return False
    return True
