"""A photograph is sent as WebP, and in its sizes before a family asks for it."""

import io

from django.core.files.base import ContentFile

from wagtail.images.models import Image, Rendition

import PIL.Image
import pytest

from content.models import TopicPage

PATH = "/en/self-help/play-1-2/"


@pytest.fixture
def photograph(db):
    drawn = io.BytesIO()
    PIL.Image.effect_noise((2000, 1250), 60).convert("RGB").save(drawn, "JPEG")
    return Image.objects.create(title="A photograph", file=ContentFile(drawn.getvalue(), "photograph.jpg"))


def test_publishing_makes_the_sizes_that_the_page_shows(client, photograph, django_capture_on_commit_callbacks):
    topic = TopicPage.objects.get(locale__language_code="en", slug="play-1-2")
    topic.picture = photograph
    topic.picture_alt = "A child plays"
    with django_capture_on_commit_callbacks(execute=True):
        topic.save_revision().publish()
    made = set(Rendition.objects.filter(image=photograph).values_list("file", flat=True))
    html = "".join(client.get(path).content.decode() for path in (PATH, "/en/self-help/", "/en/"))

    assert set(Rendition.objects.filter(image=photograph).values_list("file", flat=True)) == made
    shown = [file for file in made if file in html]
    assert shown
    assert all(file.endswith(".webp") for file in shown)
