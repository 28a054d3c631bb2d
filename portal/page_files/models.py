from django.db import models
from django.utils import timezone


class PageChange(models.Model):
    """Something that families see was changed. It is committed with the change itself: see changes.py."""

    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.at}"
