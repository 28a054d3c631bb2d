"""An account gets another e-mail address once a code proves it, and says nothing of other people's accounts."""

import re

from django.contrib.auth.models import User
from django.core.cache import cache

import pytest

from tests.directory.accounts import Person, text

pytestmark = pytest.mark.django_db
NEW = "new@example.org"


@pytest.fixture
def amina(db):
    cache.clear()
    person = Person("amina@example.org")
    person.signs_in()
    return person


def test_a_new_address_signs_in_and_the_old_one_no_longer(amina):
    user = User.objects.get(email=amina.email)
    amina.post("account/address/", email="New@example.org")
    amina.post("account/address/code/", code=Person(NEW).newest_code())

    user.refresh_from_db()
    assert user.email == NEW
    assert amina.mails()[-1].subject == "You sign in with another e-mail address now"
    new, old = Person(NEW), Person(amina.email)
    new.signs_in()
    old.signs_in()
    assert new.client.session["_auth_user_id"] == str(user.pk)
    assert old.client.session["_auth_user_id"] != str(user.pk)


def test_an_address_that_is_not_proved_changes_nothing(amina):
    amina.post("account/address/", email=NEW)
    right = Person(NEW).newest_code()
    for _ in range(4):
        assert "This is not the code" in text(amina.post("account/address/code/", code="0000-0000"))
    assert "wrong too often" in text(amina.post("account/address/code/", code="0000-0000"))

    amina.post("account/address/code/", code=right)

    assert User.objects.filter(email=amina.email).exists()


@pytest.mark.parametrize("username", [None, "editor"])
def test_an_address_that_somebody_has_is_not_taken_and_the_page_does_not_tell(amina, username):
    cache.clear()
    User.objects.filter(username="editor").update(email="Bea@example.org")
    if not username:
        User.objects.filter(username="editor").update(email="")
        Person("bea@example.org").signs_in()

    def answers(email):
        asked = amina.post("account/address/", email=email)
        pages = amina.get("account/address/code/"), amina.post("account/address/code/", code="1")
        return asked.url, *(re.sub(r'value="\w{64}"', "", text(page).replace(email, "")) for page in pages)

    assert answers("bea@example.org") == answers("free@example.org")
    assert Person("bea@example.org").mails()[-1].subject == "This e-mail address is in use already"


def test_who_takes_the_address_meanwhile_keeps_it(amina):
    amina.post("account/address/", email=NEW)
    code = Person(NEW).newest_code()
    Person(NEW).signs_in()

    amina.post("account/address/code/", code=code)

    assert User.objects.filter(email=amina.email).exists()
    assert User.objects.filter(email=NEW).count() == 1


def test_staff_keep_theirs(client):
    client.force_login(User.objects.get(username="editor"))

    assert client.post("/en/my-groups/account/address/", {"email": NEW}).status_code == 403
