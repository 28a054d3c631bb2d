"""Whom a referral is sealed to: the team that answers it, the front door, and the escrow key that lies on paper.

The front door and the escrow key keep a referral from being lost with a team's key. A key that is none of these opens
nothing: what is sealed to one is sealed anew, to the right ones, and the old wrap is deleted.
"""

import base64
import binascii
from collections.abc import Callable, Iterable, Mapping

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from referrals import sealing
from referrals.models import Referral, SealedKey, Team

PrivateKeyOf = Callable[[bytes], bytes]


def escrow_key() -> bytes:
    """The public half. Raises ValueError where the setting is no key."""
    try:
        key = base64.b64decode(settings.REFERRAL_ESCROW_KEY, validate=True)
    except binascii.Error as error:
        raise ValueError("It is not in base 64.") from error
    if len(key) != sealing.KEY_BYTES:
        raise ValueError(f"It has {len(key)} bytes in place of {sealing.KEY_BYTES}.")
    return key


def recipients(team: Team) -> set[bytes]:
    """The public keys that a referral of the team is sealed to."""
    front_door = Team.objects.filter(is_front_door=True).exclude(public_key=b"").values_list("public_key", flat=True)
    return {bytes(team.public_key), escrow_key(), *(bytes(key) for key in front_door)} - {b""}


def store_wraps(referral: Referral, wraps: Mapping[bytes, bytes]) -> None:
    SealedKey.objects.bulk_create(
        SealedKey(referral=referral, public_key=public_key, box=box) for public_key, box in wraps.items()
    )


def data_key(referral: Referral, private_key_of: PrivateKeyOf) -> bytes:
    """The key to the referral's box, by whichever private key is at hand.

    `private_key_of` takes a public key and raises NoPrivateKey where it knows none to it. Raises NoPrivateKey where
    none is at hand, and CannotOpen where none fits.
    """
    failure: Exception = sealing.NoPrivateKey()
    for wrap in referral.sealed_keys.all():
        try:
            return sealing.unwrap(bytes(wrap.box), private_key_of(bytes(wrap.public_key)))
        except sealing.NoPrivateKey:
            continue
        except sealing.CannotOpen as error:
            failure = error
    raise failure


def reseal(referral: Referral, wanted: set[bytes], private_key_of: PrivateKeyOf) -> None:
    """Seal to these public keys and to no other; the content is not touched. Raises as `data_key` does."""
    there = {bytes(wrap.public_key) for wrap in referral.sealed_keys.all()}
    if wanted - there:
        store_wraps(referral, sealing.wraps(data_key(referral, private_key_of), wanted - there))
    referral.sealed_keys.exclude(public_key__in=wanted).delete()


def stale(team: Team, wanted: set[bytes]) -> QuerySet[Referral]:
    """The team's referrals that are not sealed to these public keys, or to another besides."""
    return (
        Referral.objects.filter(team=team, erased_at=None)
        .alias(wraps=Count("sealed_keys"), right=Count("sealed_keys", filter=Q(sealed_keys__public_key__in=wanted)))
        .exclude(wraps=len(wanted), right=len(wanted))
    )


def sealed_to_any(public_keys: Iterable[bytes]) -> Exists:
    return Exists(SealedKey.objects.filter(referral=OuterRef("pk"), public_key__in=list(public_keys)))
