"""Administrators see which messages wait, and why; nobody else does."""

from datetime import UTC, datetime

from django.contrib.auth.models import User

import pytest

from notices.models import Notice

pytestmark = pytest.mark.django_db
ADDRESS = "/cms/reports/messages/"


@pytest.fixture
def failing():
    moment = datetime(2026, 11, 23, tzinfo=UTC)
    Notice.objects.create(
        message="referral-waits",
        language="en",
        address="secret@example.org",
        cause="x",
        written_at=moment,
        due_at=moment,
        tries=3,
        failure="SMTPDataError 554",
    )


def test_an_administrator_sees_what_waits_and_why_and_not_for_whom(client, failing):
    client.force_login(User.objects.get(username="admin"))

    page = client.get(ADDRESS).content.decode()

    assert "SMTPDataError 554" in page
    assert "secret@example.org" not in page
    assert ADDRESS in client.get("/cms/").content.decode()


@pytest.mark.parametrize("who", ["editor", "directory-editor", "urdu-checker"])
def test_nobody_else_does(client, failing, who):
    client.force_login(User.objects.get(username=who))

    assert client.get(ADDRESS).status_code == 302
    assert ADDRESS not in client.get("/cms/").content.decode()
