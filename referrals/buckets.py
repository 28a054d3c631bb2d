"""How often something may happen, counted in the database for every process: a token bucket a name."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models, transaction


@dataclass(frozen=True)
class Rate:
    """So many at once; what was drawn comes back at so many an hour."""

    at_once: int
    an_hour: float

    @property
    def pause(self) -> timedelta:
        return timedelta(hours=1) / self.an_hour


class Bucket(models.Model):
    """A bucket that is full again needs no row. `name` is a hash: who it is about cannot be read from it."""

    name = models.CharField(max_length=64, primary_key=True)
    full_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


@transaction.atomic
def draw(name: str, rate: Rate, *, now: datetime) -> bool:
    """Whether there was one left to draw. One draw at a time, whichever process it is in."""
    bucket, _ = Bucket.objects.select_for_update().get_or_create(name=name, defaults={"full_at": now})
    full_at = max(bucket.full_at, now) + rate.pause
    if full_at - now > rate.pause * rate.at_once:
        return False
    Bucket.objects.filter(pk=name).update(full_at=full_at)
    return True


def forget_full(*, now: datetime) -> None:
    Bucket.objects.filter(full_at__lte=now).delete()
