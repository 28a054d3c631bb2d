"""What is counted of a referral: its needs, place and language, on a slip of its own that the front door alone opens.

A counter in clear would tell of single families: whoever has the database of yesterday and of today sees what the one
referral between them was about.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.utils.timezone import localdate

from referrals import sealing
from referrals.figures.models import Tally
from referrals.wrapping import PrivateKeyOf

# More than any slip holds, so that all are of one length.
LENGTH = 2048


@dataclass(frozen=True)
class Counted:
    """`neighbourhood` is empty where the postcode lies in none; `language` is the one to speak with the family."""

    needs: tuple[str, ...]
    neighbourhood: str
    language: str


def keep(content: Mapping, *, public_key: bytes, now: datetime) -> None:
    """`content` is what is sealed for the team."""
    slip = json.dumps(asdict(_counted(content))).encode().ljust(LENGTH)
    today = localdate(now)
    week = today - timedelta(days=today.weekday())
    Tally(week=week, public_key=public_key, box=sealing.seal_to(public_key, slip)).save(force_insert=True)


def read(tally: Tally, private_key_of: PrivateKeyOf) -> Counted:
    """Raises sealing.NoPrivateKey or sealing.CannotOpen."""
    slip = json.loads(sealing.unwrap(bytes(tally.box), private_key_of(bytes(tally.public_key))))
    return Counted(tuple(slip["needs"]), slip["neighbourhood"], slip["language"])


def _counted(content: Mapping) -> Counted:
    return Counted(
        needs=tuple(content.get("answers", {}).get("needs", ())),
        neighbourhood=content.get("neighbourhood") or "",
        language=content.get("told", {}).get("language", {}).get("language", ""),
    )
