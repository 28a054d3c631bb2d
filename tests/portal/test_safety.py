"""What must never happen whatever an editor uploads or a view does wrong."""

import logging
import re
from functools import partial

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import RequestFactory
from django.utils.log import AdminEmailHandler

from wagtail.images.models import Image

import pytest

from portal import views
from portal.council import COUNCIL

pytestmark = pytest.mark.django_db


def test_an_uploaded_file_opened_by_itself_runs_nothing(client):
    picture = Image.objects.first()

    response = client.get(picture.file.url)
    response.close()

    assert "script-src 'none'" in response.headers["Content-Security-Policy"]
    assert "sandbox" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("address", "name"),
    [("/cms/documents/add/", "page.html"), ("/cms/documents/add/", "script.js"), ("/cms/images/add/", "picture.svg")],
)
def test_an_editor_uploads_nothing_that_could_run(client, address, name):
    client.force_login(get_user_model().objects.get(username="editor"))
    before = Image.objects.count()

    page = client.post(address, {"title": "x", "file": SimpleUploadedFile(name, b"<svg onload='x()'/>")})

    assert page.status_code == 200
    assert "/media/documents/" not in page.content.decode()
    assert Image.objects.count() == before


def test_no_error_is_ever_mailed_with_what_a_family_typed():
    handlers = logging.getLogger("django").handlers + logging.getLogger("django.request").handlers

    assert not any(isinstance(handler, AdminEmailHandler) for handler in handlers)


@pytest.mark.parametrize(
    "view", [views.server_error, partial(views.not_found, exception=Http404()), views.form_expired]
)
def test_pages_that_say_what_went_wrong_have_the_way_out(view):
    page = view(RequestFactory().get("/en/support/")).content.decode()

    assert f'data-leave="{COUNCIL.exit_url}"' in page
    assert "js/leave." in page


def test_the_cms_runs_its_own_files_and_scripts_that_carry_the_sign_of_this_page(client):
    """S4: the sign is another with each page."""
    client.force_login(get_user_model().objects.get(username="admin"))
    signs = []
    for _ in range(2):
        page = client.get("/cms/snippets/directory/listing/add/")
        policy = page.headers["Content-Security-Policy"]
        (script,) = [part for part in policy.split("; ") if part.startswith("script-src ")]
        assert (sign := re.fullmatch(r"script-src 'self' 'nonce-([\w-]{22})'", script))
        signs.append(sign[1])
        scripts = re.findall(r"<script(?![^>]* src=)[^>]*>", page.content.decode())
        assert f'<script nonce="{sign[1]}">' in scripts
        assert [each for each in scripts if "nonce" not in each and "application/json" not in each] == []

    assert signs[0] != signs[1]
