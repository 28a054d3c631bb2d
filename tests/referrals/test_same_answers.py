"""S9: no way in tells who is known. What is happening: test_status; references: test_references."""

import re

from django.contrib.auth.models import User
from django.test import Client

import pytest

from tests.referrals.family import text_of
from tests.referrals.workers import LOGIN

CMS = "/cms/login/"
TOKEN = re.compile(r'(csrfmiddlewaretoken" value=|CSRF_TOKEN": ?)"[^"]+"')
PASSWORD = "a long pass phrase"


@pytest.fixture(autouse=True)
def people(teams):
    member = User.objects.create_user("known", email="known@example.org", password=PASSWORD)
    teams["north"].members.add(member)
    User.objects.create_superuser("known-editor", email="editor@example.org", password=PASSWORD)
    User.objects.create_user("known-volunteer", email="volunteer2@example.org", password=PASSWORD)


def answer(address: str, known: str, **typed: str) -> tuple[int, str, str]:
    """To somebody whom nobody has seen, without what they typed themselves and the tokens."""
    client = Client()
    response = client.post(address, typed)
    page = text_of(client.get(response["Location"])) if response.status_code == 302 else text_of(response)
    for value in typed.values():
        page = page.replace(value, "")
    return response.status_code, response.get("Location", ""), TOKEN.sub("", page)


@pytest.mark.parametrize(
    ("address", "field", "names", "more"),
    [
        (LOGIN, "username", ["known", "known-editor", "nobody-at-all"], {"password": "wrong"}),
        (CMS, "username", ["known", "known-editor", "nobody-at-all"], {"password": "wrong"}),
        ("/cms/password_reset/", "email", ["known@example.org", "editor@example.org", "nobody@example.org"], {}),
        ("/en/my-groups/sign-in/", "email", ["volunteer2@example.org", "known@example.org", "nobody@example.org"], {}),
        ("/ur/my-groups/sign-in/", "email", ["volunteer2@example.org", "known@example.org", "nobody@example.org"], {}),
    ],
)
def test_somebody_known_and_nobody_are_answered_alike(address, field, names, more):
    """S9."""
    answers = {answer(address, name, **{field: name}, **more) for name in names}
    assert len(answers) == 1
