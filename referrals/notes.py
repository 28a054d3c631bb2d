"""What a team notes of a referral: sealed with the referral's own key, readable by whoever can read the referral."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import models

from referrals import sealing


class Note(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey("referrals.Referral", on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    box = models.BinaryField()

    class Meta:
        ordering = ["at"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


@dataclass(frozen=True)
class Written:
    """A note that was opened."""

    at: datetime
    author: str
    words: str


def read_notes(referral_id: uuid.UUID, data_key: bytes) -> Iterator[Written]:
    """Raises sealing.CannotOpen."""
    for note in Note.objects.filter(referral=referral_id).select_related("author"):
        content = sealing.decrypt(bytes(note.box), data_key, of=note.pk)
        yield Written(note.at, note.author.get_username(), content["words"])
