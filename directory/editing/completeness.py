"""How much of what families look for a listing says, and what would help them most next."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """Something families look for; `step` is where it is asked for, `weight` its part of a hundred."""

    key: str
    step: str
    weight: int


# Where two weigh the same, the first is asked for first.
PIECES = (
    Piece("sessions", "when", 15),
    Piece("name", "what", 10),
    Piece("place", "when", 10),
    Piece("contact", "contact", 10),
    Piece("ages", "who", 10),
    Piece("cost", "cost", 10),
    Piece("summary", "what", 10),
    Piece("access", "access", 6),
    Piece("categories", "what", 5),
    Piece("description", "what", 5),
    Piece("pictures", "pictures", 5),
    Piece("languages", "who", 4),
)


@dataclass(frozen=True)
class Completeness:
    """`score` of a hundred; `next` is the piece that helps most, None where all is said."""

    score: int
    next: Piece | None
    missing: tuple[Piece, ...]


def completeness(said: Collection[str]) -> Completeness:
    """`said` holds the keys of PIECES that the listing has words for."""
    missing = tuple(piece for piece in PIECES if piece.key not in said)
    heaviest = max(missing, key=lambda piece: piece.weight, default=None)
    return Completeness(100 - sum(piece.weight for piece in missing), heaviest, missing)
