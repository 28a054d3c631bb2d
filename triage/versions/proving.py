"""The proof of a text, and what it would change, kept for as long as neither the text nor the world around it does."""

import hashlib

from django.core.cache import cache

from triage.document import Document, DocumentError, parse_document
from triage.proof import Problem, ProblemKind, Proof, prove
from triage.proof.consequences import Consequences, compare
from triage.versions.surroundings import world

KEPT_FOR = 60 * 60


def proof_of(text: str) -> Proof:
    """The proof of a questionnaire; of a text that is none, a proof that says so."""
    try:
        document = parse_document(text)
    except DocumentError as error:
        return Proof(problems=(Problem(ProblemKind.REFERENCE, "", str(error)),))
    around = world(document)
    digest = hashlib.sha256(f"{text}{around}".encode()).hexdigest()
    return cache.get_or_set(f"proof-{digest}", lambda: prove(document, around), KEPT_FOR)


def consequences(before: Document, after: Document) -> Consequences:
    key = f"consequences-{before.hash}-{after.hash}"
    return cache.get_or_set(key, lambda: compare(before, after), KEPT_FOR)
