from datetime import datetime

from django.db import models
from django.db.models import Q


class Channel(models.TextChoices):
    EMAIL = "email", "E-mail"
    TEXT = "text", "Text message"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def waiting(self) -> "NoticeQuerySet":
        return self.filter(sent_at=None, given_up_at=None)

    def late(self, now: datetime) -> "NoticeQuerySet":
        """What waited longer than it may."""
        return self.waiting().filter(until__lt=now)

    def due(self, now: datetime) -> "NoticeQuerySet":
        """What is to be sent by now, and nobody is sending; the one that has waited longest first."""
        free = Q(leased_until=None) | Q(leased_until__lt=now)
        return self.waiting().filter(free, due_at__lte=now).order_by("due_at", "pk")


class Notice(models.Model):
    """A message to be sent: written in the transaction of its cause, so that what happened is told, and only that.

    Once it is sent, or it is too late to send it, it is not known any more to whom.
    """

    message = models.SlugField(help_text="A folder in notices/messages.")
    language = models.CharField(max_length=10)
    channel = models.CharField(max_length=5, choices=Channel, default=Channel.EMAIL)
    address = models.CharField(max_length=254, blank=True, help_text="An e-mail address, or a telephone number.")
    values = models.JSONField(default=dict, help_text="What its words say in place of {names}.")
    cause = models.CharField(max_length=200, unique=True, help_text="What happened, and to whom this tells it.")
    written_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    leased_until = models.DateTimeField(null=True, editable=False)
    tried_at = models.DateTimeField(null=True, db_index=True, editable=False)
    tries = models.PositiveIntegerField("times that it failed", default=0)
    failure = models.CharField("why it failed last", max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True)
    public_key = models.BinaryField(default=b"", blank=True, editable=False)
    box = models.BinaryField(
        default=b"", blank=True, editable=False, help_text="In place of an address and values: both, sealed to the key."
    )
    until = models.DateTimeField(null=True, help_text="When it is too late to send it: for ever where there is none.")
    given_up_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        default_permissions = ("view",)
        ordering = ("due_at",)

    def __str__(self) -> str:
        return f"{self.message} {self.pk}"
