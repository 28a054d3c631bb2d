"""Words that people wrote for the questionnaire, over those that come with the software."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Wording(models.Model):
    """The words of an id in a language, as a person wrote or checked them. `english` is what they stand for."""

    key = models.CharField(max_length=200, help_text="danger.question, danger.hint, needs.options.send, needs.groups.x")
    language = models.CharField(max_length=10)
    text = models.TextField(blank=True)
    english = models.TextField(blank=True)
    # Nobody: words of a translator's pack, which the command took in.
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "wording of the questionnaire"
        verbose_name_plural = "wording of the questionnaire"
        constraints = [models.UniqueConstraint(fields=["key", "language"], name="one_wording_a_language")]
        permissions = [(f"translate_{code}", f"Can change the words in {name}") for code, name in settings.LANGUAGES]

    def __str__(self) -> str:
        return f"{self.key} ({self.language})"
