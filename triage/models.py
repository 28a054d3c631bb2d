import uuid

from django.db import models

from triage.counts.models import JourneyCount
from triage.versions.models import Version, WorkingCopy
from triage.versions.wording import Wording

__all__ = ["Draft", "JourneyCount", "Version", "Wording", "WorkingCopy"]


class Draft(models.Model):
    """A family's unsent answers, encrypted with a key that only their cookie holds. See `drafts.py`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    box = models.BinaryField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.id)
