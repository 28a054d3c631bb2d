"""What is no answer of a device is refused; what devices answer is tried in tests/browser/test_passkeys.py."""

import json

from django.contrib.auth.models import User
from django.core.cache import cache

import pytest
from allauth.mfa.models import Authenticator

from tests.directory.accounts import Person, text

pytestmark = pytest.mark.django_db
FORGED = [
    "",
    "null",
    "[]",
    "{",
    '"x"',
    "{}",
    json.dumps({"id": "eA", "rawId": "eA", "type": "public-key", "response": None}),
    json.dumps({"id": "eA", "rawId": "eA", "type": "public-key", "response": {"userHandle": "MQ"}}),
    json.dumps(
        {
            "id": "eA",
            "rawId": "eA",
            "type": "public-key",
            "response": {"clientDataJSON": "e30", "authenticatorData": "eA", "signature": "eA", "userHandle": "//8"},
        }
    ),
    json.dumps(
        {
            "id": "eA",
            "rawId": "eA",
            "type": "public-key",
            "response": {"clientDataJSON": "e30", "attestationObject": "oA"},
        }
    ),
]


@pytest.fixture
def amina(db):
    cache.clear()
    person = Person("amina@example.org")
    person.signs_in()
    return person


@pytest.mark.parametrize("answer", FORGED)
def test_a_forged_answer_adds_no_passkey(amina, answer):
    amina.get("account/passkeys/")

    assert "The passkey was not added" in text(amina.post("account/passkeys/", credential=answer))
    assert not Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).exists()


@pytest.mark.parametrize("answer", FORGED)
def test_a_forged_answer_signs_nobody_in(answer):
    cache.clear()
    stranger = Person("stranger@example.org")
    stranger.get("sign-in/passkey/")

    page = stranger.post("sign-in/passkey/", credential=answer, next="/en/my-groups/add/")

    assert "This passkey does not sign you in" in text(page)
    assert 'name="next" value="/en/my-groups/add/"' in text(page)
    assert not stranger.is_signed_in


def test_a_passkey_needs_that_something_was_asked(amina):
    assert "The passkey was not added" in text(amina.post("account/passkeys/", credential="{}"))


def test_nobody_removes_another_persons_passkey(amina):
    staff = User.objects.get(username="editor")
    passkey = Authenticator.objects.create(user=staff, type=Authenticator.Type.WEBAUTHN, data={})

    amina.post(f"account/passkeys/{passkey.pk}/remove/")

    assert Authenticator.objects.filter(pk=passkey.pk).exists()


def test_staff_add_none(client):
    client.force_login(User.objects.get(username="editor"))

    assert client.get("/en/my-groups/account/passkeys/").status_code == 403
    assert "Add a passkey" not in text(client.get("/en/my-groups/account/"))
