"""A photograph says where it was taken. What an editor uploads is stored without that."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from wagtail.images.models import Image

import PIL.Image
import pytest

ORIENTATION, GPS = 0x0112, 0x8825
LATITUDE_REFERENCE = 1


def photograph(kind, *, notes=True):
    """Wider than high, but taken with the camera on its side; with the place where it stood."""
    picture = PIL.Image.new("RGB", (40, 20), "teal")
    exif = PIL.Image.Exif()
    if notes:
        exif[ORIENTATION] = 6
        exif.get_ifd(GPS)[LATITUDE_REFERENCE] = "N"
    stored = BytesIO()
    picture.save(stored, format=kind, **({"exif": exif} if notes else {}))
    return SimpleUploadedFile(f"photo.{kind.lower()}", stored.getvalue(), f"image/{kind.lower()}")


def uploaded(client, file):
    response = client.post(reverse("wagtailimages:add"), {"title": "A place", "file": file, "collection": "1"})
    assert response.status_code == 302, response.context["form"].errors
    return Image.objects.get(title="A place")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_is_stored_upright_and_without_its_place(admin_client, kind):
    image = uploaded(admin_client, photograph(kind))
    assert (image.width, image.height) == (20, 40)
    with image.file.open() as stored:
        picture = PIL.Image.open(stored)
        assert picture.format == kind
        assert not picture.getexif()
        assert not {"exif", "xmp"} & set(picture.info)


def test_a_picture_without_notes_is_stored_as_it_came(admin_client):
    file = photograph("PNG", notes=False)
    before = file.read()
    file.seek(0)
    with uploaded(admin_client, file).file.open() as stored:
        assert stored.read() == before
