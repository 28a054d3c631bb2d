"""What an editor uploads as a document is a PDF, or is not kept."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from wagtail.documents.models import Document

import pytest

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.mark.parametrize(
    ("name", "content", "is_kept"),
    [
        ("leaflet.pdf", PDF, True),
        ("leaflet.pdf", b"<html><script>alert(1)</script>", False),
        ("leaflet.pdf", b"MZ\x90\0 a program", False),
        ("leaflet.html", PDF, False),
    ],
)
def test_a_document_is_known_by_what_is_in_it(admin_client, name, content, is_kept):
    file = SimpleUploadedFile(name, content, "application/pdf")

    admin_client.post(reverse("wagtaildocs:add"), {"title": "A leaflet", "file": file, "collection": "1"})

    assert Document.objects.filter(title="A leaflet").exists() is is_kept
