"""A page read aloud by a person, in a language that may have no writing: a variant of its own, with its own tag."""

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator, RegexValidator
from django.db import models
from django.utils import timezone

from wagtail.models import Page

from words.text import ENGLISH

LARGEST_MEGABYTES = 20
# The first bytes of each kind of file, at their place in it.
SIGNATURES: dict[str, tuple[tuple[int, bytes], ...]] = {
    "mp3": ((0, b"ID3"), (0, b"\xff\xfb"), (0, b"\xff\xf3"), (0, b"\xff\xf2")),
    "ogg": ((0, b"OggS"),),
    "opus": ((0, b"OggS"),),
    "m4a": ((4, b"ftyp"),),
}
MIME_TYPES = {"mp3": "audio/mpeg", "ogg": "audio/ogg", "opus": "audio/ogg", "m4a": "audio/mp4"}


def kind_of(name: str) -> str:
    return name.rsplit(".", 1)[-1].lower()


def is_audio(kind: str, beginning: bytes) -> bool:
    """Whether a file of this kind begins as such files do."""
    return any(beginning[place:].startswith(mark) for place, mark in SIGNATURES.get(kind, ()))


def _about_the_same(page: Page, other: Page) -> bool:
    """Whether one is the other, or its translation."""
    return page.translation_key == other.translation_key


class Recording(models.Model):
    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="recordings", help_text="The page in any language."
    )
    language_tag = models.CharField(
        max_length=12,
        validators=[RegexValidator(r"^[a-z]{2,3}(-[A-Za-z]{2,4})*$", "Write a language tag, such as syl, phr or ur.")],
        help_text="The language that is spoken: syl for Sylheti, phr for Pahari, ur for Urdu.",
    )
    file = models.FileField(upload_to="recordings", validators=[FileExtensionValidator(list(SIGNATURES))])
    transcript = models.TextField(help_text="What is said, for those who cannot hear or play it.")
    recorded_on = models.DateField(
        default=timezone.localdate, help_text="The day it was read aloud, from the page as it is now."
    )
    # The English as it was last published when the file was added. Without it a recording counts as the oldest.
    made_from = models.ForeignKey(
        "content.Publication", null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["language_tag"]
        constraints = [models.UniqueConstraint(fields=["page", "language_tag"], name="one_recording_a_language")]

    def __str__(self) -> str:
        return f"{self.page} in {self.language_tag}"

    def save(self, *args, **kwargs) -> None:
        before = Recording.objects.filter(pk=self.pk).first()
        if before is None or before.file != self.file or not _about_the_same(before.page, self.page):
            english = self.page.get_translations(inclusive=True).filter(locale__language_code=ENGLISH).first()
            self.made_from = english.publications.last() if english else None
        super().save(*args, **kwargs)

    @property
    def mime_type(self) -> str:
        return MIME_TYPES[kind_of(self.file.name or "")]

    def clean(self) -> None:
        # Only a file that comes with this form is open; one that was stored before is not read again.
        if not self.file or self.file.closed:
            return
        if self.file.size > LARGEST_MEGABYTES * 1024 * 1024:
            raise ValidationError({"file": f"The file is over {LARGEST_MEGABYTES} MB. Save it in lower quality."})
        beginning = self.file.read(16)
        self.file.seek(0)
        if not is_audio(kind_of(self.file.name or ""), beginning):
            raise ValidationError({"file": "This is not a sound file of the kind that its name says."})
