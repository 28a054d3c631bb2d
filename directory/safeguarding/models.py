from datetime import date

from django.conf import settings
from django.db import models

from directory.safeguarding.files import random_name, storage
from directory.safeguarding.slots import SLOTS, Slot
from directory.safeguarding.standing import Standing, standing


class Evidence(models.Model):
    """What a group has given for a slot, last; and that a person of the council has seen this, if one has.

    `scanned_at` is when a scanner found nothing in the file; None where none has looked at it yet.
    """

    group = models.ForeignKey("directory.Group", on_delete=models.CASCADE, related_name="evidence")
    slot = models.SlugField()
    file = models.FileField(storage=storage, upload_to=random_name, blank=True)
    kind = models.CharField("kind of file", max_length=4, blank=True)
    number = models.CharField(max_length=30, blank=True)
    said = models.TextField("what the group says", blank=True)
    last_day = models.DateField(null=True, blank=True)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    note = models.TextField(blank=True, help_text="For staff alone.")
    scanned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "evidence"
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="a_group_fills_a_slot_once", fields=("group", "slot"))]

    def __str__(self) -> str:
        return f"{self.slot} of {self.group}"

    @property
    def asked_for(self) -> Slot:
        return SLOTS[self.slot]

    @property
    def waits_for_scan(self) -> bool:
        return bool(self.file) and self.scanned_at is None

    def standing(self, today: date) -> Standing:
        return standing(is_given=True, is_seen=bool(self.seen_at), last_day=self.last_day, today=today)
