"""Pictures are stored without what a camera writes into them, above all where it stood: a photograph of a place whose
address stays hidden must not tell it, in the original or in any copy that Wagtail makes of it."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from wagtail.images.forms import BaseImageForm

from PIL import Image, ImageOps

NOTES = ("exif", "xmp", "XML:com.adobe.xmp")
QUALITY = 92


class PictureForm(BaseImageForm):
    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        return without_notes(file) if "file" in self.changed_data else file


def without_notes(file: UploadedFile) -> UploadedFile:
    """The same picture, upright, with its colours and nothing else; the file itself where it carries no notes."""
    file.seek(0)
    picture = Image.open(file)
    picture.load()
    file.seek(0)
    if not picture.getexif() and not any(note in picture.info for note in NOTES):
        return file
    upright = ImageOps.exif_transpose(picture)
    colours = picture.info.get("icc_profile")
    upright.info = {}
    stored = BytesIO()
    upright.save(stored, format=picture.format, quality=QUALITY, **({"icc_profile": colours} if colours else {}))
    return SimpleUploadedFile(file.name or "", stored.getvalue(), file.content_type or "")
