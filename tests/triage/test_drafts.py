import uuid
from datetime import timedelta

from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

import pytest

from portal.tasks import OFTEN, do
from triage import drafts
from triage.models import Draft

pytestmark = pytest.mark.django_db
DATA = {"answers": {"needs": ["domestic_abuse"]}}


def request_with(cookies=None):
    request = RequestFactory().get("/en/support/")
    request.COOKIES.update({name: morsel.value for name, morsel in (cookies or {}).items()})
    return request


@pytest.fixture
def kept():
    response = HttpResponse()
    drafts.save(request_with(), response, DATA)
    return response.cookies


def test_the_browser_that_answered_gets_its_answers_back(kept):
    assert drafts.load(request_with(kept)) == {**DATA, "turn": 1}


def test_nobody_else_gets_them(kept):
    assert drafts.load(request_with()) == {}


def test_the_length_of_a_draft_does_not_tell_how_much_was_said(kept):
    short = len(Draft.objects.get().box)
    drafts.save(request_with(kept), HttpResponse(), {"referral": {"typed": {"story": {"words": ["ا" * 1000]}}}})

    assert len(Draft.objects.get().box) == short


def test_the_database_and_the_cookie_alone_tell_nothing(kept):
    assert b"domestic_abuse" not in bytes(Draft.objects.get().box)
    assert "domestic_abuse" not in kept["journey"].value


def test_they_are_gone_after_their_minutes(kept):
    Draft.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert drafts.load(request_with(kept)) == {}


def test_expired_answers_of_others_are_deleted_when_somebody_answers(kept):
    Draft.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    drafts.save(request_with(), HttpResponse(), {})

    assert Draft.objects.count() == 1


def test_the_worker_deletes_what_expired_although_nobody_answers(kept):
    do(OFTEN, timezone.now() + timedelta(minutes=31))

    assert not Draft.objects.exists()


def test_leaving_deletes_them(kept, client):
    client.cookies["journey"] = kept["journey"].value

    client.get("/leave/")

    assert not Draft.objects.exists()


@pytest.mark.parametrize("forged", ["", "x", "0" * 32 + ".AAAA", "zz.zz", "é.é"])
def test_a_forged_cookie_is_no_cookie(forged, kept):
    request = request_with()
    request.COOKIES["journey"] = forged

    assert drafts.load(request) == {}


def test_a_key_that_somebody_planted_in_the_browser_is_not_used():
    planted = str(drafts.Ticket(uuid.uuid4(), b"k" * 32))
    request, response = request_with(), HttpResponse()
    request.COOKIES["journey"] = planted

    drafts.save(request, response, DATA)

    assert response.cookies["journey"].value != planted


def test_what_is_answered_next_keeps_the_same_key(kept):
    response = HttpResponse()

    drafts.save(request_with(kept), response, DATA)

    assert response.cookies["journey"].value == kept["journey"].value
