"""Who publishes the feed: what makes its ids its own."""

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID, uuid5

from django.conf import settings

IDS_KEPT = 200_000


@dataclass(frozen=True)
class Publisher:
    """`namespace` is this portal's and never changes; `town` stands in addresses that do not name one."""

    namespace: UUID
    town: str

    def id_of(self, kind: str, *keys: object) -> str:
        """Of a kind of record and the record's own key: the same for ever, and in no other portal."""
        return _id(self.namespace, "\n".join([kind, *map(str, keys)]))


def this_portal() -> Publisher:
    return Publisher(settings.OPEN_REFERRAL_NAMESPACE, settings.OPEN_REFERRAL_TOWN)


@lru_cache(maxsize=IDS_KEPT)
def _id(namespace: UUID, name: str) -> str:
    return str(uuid5(namespace, name))
