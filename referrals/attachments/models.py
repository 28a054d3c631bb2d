"""Files that families add, sealed piece by piece as they arrive. The key to one is in the family's encrypted draft and
then in the referral's sealed content, and nowhere else."""

import uuid

from django.db import models
from django.db.models import Q


class Attachment(models.Model):
    """A sealed file: of unsent answers, or since they were sent of a referral."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.UUIDField(db_index=True, help_text="No foreign key: what was sent outlives its draft.")
    referral = models.ForeignKey("referrals.Referral", null=True, on_delete=models.CASCADE, related_name="attachments")
    received_at = models.DateTimeField(db_index=True)
    header = models.BinaryField(help_text="Of the sealed stream; without the key it tells nothing.")
    count = models.PositiveSmallIntegerField(default=0, help_text="Of its pieces; 0 until all have arrived.")
    scanned_at = models.DateTimeField(null=True)
    infected = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(infected=False) | Q(scanned_at__isnull=False), name="only_what_was_scanned_is_infected"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class AttachmentPiece(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    attachment = models.ForeignKey(Attachment, on_delete=models.CASCADE, related_name="pieces")
    number = models.PositiveSmallIntegerField()
    box = models.BinaryField()

    class Meta:
        default_permissions = ()
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["attachment", "number"], name="one_piece_of_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.attachment_id} {self.number}"
