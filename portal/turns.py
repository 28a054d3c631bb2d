"""When each worker took its last turn, for those who watch the portal."""

from datetime import datetime

from django.db import models

from portal.roles import Role


class WorkerTurn(models.Model):
    """`role` is the worker's process: cms, staff, or all."""

    role = models.CharField(max_length=10, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        app_label = "portal"

    def __str__(self) -> str:
        return f"{self.role} {self.at}"


def note_turn(role: Role, *, now: datetime) -> None:
    WorkerTurn.objects.update_or_create(role=role.value, defaults={"at": now})


def last_turn(role: Role) -> datetime | None:
    return WorkerTurn.objects.filter(role=role.value).values_list("at", flat=True).first()
