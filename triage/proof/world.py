"""What the proof has to know from outside the document. Plain data: who gathers it is `queries.world`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class World:
    """What there is to lead families to, and who is there.

    `missing_words` are ids without words (`needs.options.send`), by language. `recipients` are problems of those who
    receive referrals, in words for staff: a team without a key, or without two people. Collections hold keys.
    """

    pages: Collection[str]
    categories: Collection[str]
    helplines: Collection[str]
    teams: Collection[str]
    missing_words: Mapping[str, Collection[str]]
    recipients: tuple[str, ...] = ()
