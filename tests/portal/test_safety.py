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


OF_THE_CMS = [
    "", "pages/5/edit/", "pages/5/", "snippets/directory/listing/add/", "snippets/directory/listing/", "images/",
    "users/", "account/", "reports/site-history/", "reports/library/", "reports/searches/", "workflows/list/",
    "redirects/", "localize/submit/page/5/", "questionnaire/copy/",
]  # fmt: skip


def test_the_cms_runs_its_own_files_and_scripts_that_carry_the_sign_of_this_page(client):
    """S4: the sign is another with each page."""
    client.force_login(get_user_model().objects.get(username="admin"))
    signs, unsigned = set(), {}
    for rest in OF_THE_CMS:
        page = client.get(f"/cms/{rest}")
        assert page.status_code == 200, rest
        policy = page.headers["Content-Security-Policy"]
        (script,) = [part for part in policy.split("; ") if part.startswith("script-src ")]
        assert (sign := re.fullmatch(r"script-src 'self' 'nonce-([\w-]{22})'", script))
        signs.add(sign[1])
        inline = re.findall(r"<script(?![^>]*\ssrc=)[^>]*>", page.content.decode())
        if wrong := [each for each in inline if "application/json" not in each and sign[1] not in each]:
            unsigned[rest] = wrong

    assert unsigned == {}
    assert len(signs) == len(OF_THE_CMS)
