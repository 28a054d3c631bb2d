"""What is happening with a referral: one of three answers, for whoever has its reference and its secret code.

The code is twelve of the 29 signs of references, 58 bits, shown once and kept nowhere. What is kept beside the referral
is a hash of both (argon2id; the reference is the salt, so no two referrals share one), by which the database finds the
one row or none: right, wrong and missing take the same time. `OF_THE_SITE` lets 29,000 tries a day through: whoever
knows a reference guesses its code with a chance of 29,000 / 29^12 = 8 in 10^14 a day, and whoever knows the references
of 10,000 families one of their codes with 8 in 10^10.
"""

import hashlib
import re
import secrets
from datetime import datetime
from enum import StrEnum

from django.http import HttpRequest

from nacl.pwhash import argon2id

from referrals import queries
from referrals.buckets import Rate, draw
from referrals.flood import network_name
from referrals.references import SIGNS, as_written

CODE_SIGNS = 12
MEMORY, PASSES = 16 * 2**20, 2
OF_A_NETWORK = Rate(at_once=30, an_hour=60)
OF_THE_SITE = Rate(at_once=200, an_hour=1200)


class Answer(StrEnum):
    RECEIVED = "received"
    LOOKED_AT = "looked_at"
    TRIED_TO_REACH = "tried_to_reach"
    NOT_FOUND = "not_found"
    TOO_OFTEN = "too_often"


def new_code() -> str:
    return in_groups("".join(secrets.choice(SIGNS) for _ in range(CODE_SIGNS)))


def in_groups(signs: str) -> str:
    return "-".join(signs[start : start + 4] for start in range(0, len(signs), 4))


def key(reference: str, code: str) -> bytes:
    """What finds the referral, however both are typed; of anything at all, in the same time."""
    salt = hashlib.blake2b((as_written(reference) or "").encode(), digest_size=argon2id.SALTBYTES).digest()
    signs = re.sub(r"[\s-]", "", code).upper().encode(errors="replace")
    return argon2id.kdf(32, signs, salt, opslimit=PASSES, memlimit=MEMORY)


def ask(request: HttpRequest, *, reference: str, code: str, now: datetime) -> Answer:
    """Where it is asked too often, nothing is looked up."""
    name = f"status {network_name(request, now=now)}"
    if not (draw(hashed(name), OF_A_NETWORK, now=now) and draw(hashed("status"), OF_THE_SITE, now=now)):
        return Answer.TOO_OFTEN
    match queries.progress(key(reference, code)):
        case None:
            return Answer.NOT_FOUND
        case (True, _):
            return Answer.RECEIVED
        case (_, True):
            return Answer.TRIED_TO_REACH
    return Answer.LOOKED_AT


def hashed(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
