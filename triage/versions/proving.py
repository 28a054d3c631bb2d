"""The proof of a text, and what it would change, kept for as long as neither the text nor the world around it does."""

import hashlib
from collections.abc import Callable
from typing import TypeVar, cast

from django.core.cache import cache

from triage.document import Document, DocumentError, parse_document
from triage.proof import Problem, ProblemKind, Proof, prove
from triage.proof.consequences import Consequences, compare
from triage.versions.surroundings import world

KEPT_FOR = 60 * 60
Found = TypeVar("Found")


def proof_of(text: str) -> Proof:
    """The proof of a questionnaire; of a text that is none, a proof that says so."""
    try:
        document = parse_document(text)
    except DocumentError as error:
        return Proof(problems=(Problem(ProblemKind.REFERENCE, "", str(error)),))
    around = world(document)
    digest = hashlib.sha256(f"{text}{around}".encode()).hexdigest()
    return _kept(f"proof-{digest}", lambda: prove(document, around))


def consequences(before: Document, after: Document) -> Consequences:
    return _kept(f"consequences-{before.hash}-{after.hash}", lambda: compare(before, after))


def _kept(key: str, found: Callable[[], Found]) -> Found:
    return cast(Found, cache.get_or_set(key, found, KEPT_FOR))
