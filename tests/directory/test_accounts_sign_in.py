"""A code in an e-mail signs in who runs a group, says nothing of who has an account, and opens nothing else."""

import re
from datetime import timedelta

from django.contrib.auth.models import Group as Rights
from django.contrib.auth.models import Permission, User
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

import pytest
from allauth.account.models import EmailAddress

from directory.accounts.codes import is_same
from notices.models import Notice
from referrals.models import Team
from tests.directory.accounts import Person, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits_of_other_tests():
    cache.clear()


@pytest.fixture
def amina():
    return Person("amina@example.org")


def at(monkeypatch, later):
    then = (timezone.now() + later).timestamp()
    monkeypatch.setattr("time.time", lambda: then)


def test_the_first_code_makes_an_account_and_the_next_finds_it(amina):
    assert amina.signs_in().url == "/en/my-groups/"
    amina.post("sign-out/")
    assert not amina.is_signed_in

    amina.signs_in()

    user = User.objects.get(email="amina@example.org")
    assert amina.is_signed_in
    assert "amina" not in user.username
    assert not user.has_usable_password()
    assert EmailAddress.objects.get(user=user).verified


def test_asking_makes_no_account(amina):
    amina.asks_for_a_code()

    assert not User.objects.filter(email=amina.email).exists()


def test_an_address_is_the_same_however_its_letters_are_typed(amina):
    amina.signs_in()
    again = Person("Amina@Example.org")
    again.asks_for_a_code()

    assert again.post("sign-in/code/", code=amina.newest_code()).url == "/en/my-groups/"
    assert User.objects.filter(email__iexact=amina.email).count() == 1


def test_a_code_is_taken_as_people_type_it(amina):
    amina.asks_for_a_code()
    urdu = amina.newest_code().translate(str.maketrans("0123456789-", "۰۱۲۳۴۵۶۷۸۹ "))

    assert amina.post("sign-in/code/", code=f" {urdu} ").status_code == 302
    assert amina.is_signed_in


@pytest.mark.parametrize(
    ("typed", "code", "same"),
    [
        ("1234-5678", "1234-5678", True),
        ("12345678", "1234-5678", True),
        ("1234-5679", "1234-5678", False),
        ("", "1234-5678", False),
        ("-", "", False),
        ("", "", False),
    ],
)
def test_no_code_is_like_no_code(typed, code, same):
    assert is_same(typed, code) is same


def test_known_unknown_and_refused_addresses_get_the_same_answer(amina):
    """S9: of people of groups."""
    amina.signs_in()
    staff = User.objects.get(username="editor")
    staff.email = "staff@council.example"
    staff.save()

    def answers(email):
        person = Person(email)
        asked = person.asks_for_a_code()
        page, wrong = person.get("sign-in/code/"), person.post("sign-in/code/", code="1")
        assert person.mails()
        return asked.url, *(re.sub(r'value="\w{64}"', "", text(one).replace(email, "")) for one in (page, wrong))

    assert answers("amina@example.org") == answers("nobody@example.org") == answers("staff@council.example")


def test_the_database_is_asked_as_much_for_every_address(amina):
    amina.signs_in()
    User.objects.filter(username="editor").update(email="staff@council.example")

    def asked(email):
        with CaptureQueriesContext(connection) as queries:
            Person(email).asks_for_a_code()
        return len(queries)

    assert asked("amina@example.org") == asked("nobody@example.org") == asked("staff@council.example")


def test_the_message_is_in_the_language_of_the_page():
    person = Person("ravi@example.org", language="ur")

    person.asks_for_a_code()

    assert Notice.objects.get(address=person.email).language == "ur"


def test_what_is_no_address_is_said_so(amina):
    page = amina.post("sign-in/", email="amina@")

    assert "Enter an e-mail address such as" in text(page)
    assert 'value="amina@"' in text(page)


def test_a_wrong_code_can_be_typed_again_and_five_end_it(amina):
    amina.asks_for_a_code()
    right = amina.newest_code()
    for _ in range(4):
        assert "This is not the code" in text(amina.post("sign-in/code/", code="0000-0000"))

    page = amina.post("sign-in/code/", code="0000-0000")

    assert "The code was wrong too often" in text(page)
    assert 'value="amina@example.org"' in text(page)
    amina.post("sign-in/code/", code=right)
    assert not amina.is_signed_in


def test_a_new_code_ends_the_one_before(amina):
    amina.asks_for_a_code()
    first = amina.newest_code()
    amina.asks_for_a_code()

    assert "This is not the code" in text(amina.post("sign-in/code/", code=first))
    assert amina.post("sign-in/code/", code=amina.newest_code()).status_code == 302


def test_a_code_is_good_for_a_quarter_of_an_hour(amina, monkeypatch):
    amina.asks_for_a_code()
    code = amina.newest_code()
    at(monkeypatch, timedelta(minutes=16))

    assert amina.post("sign-in/code/", code=code).url == "/en/my-groups/sign-in/"


def test_a_code_works_only_where_it_was_asked_for(amina):
    amina.asks_for_a_code()
    thief = Person(amina.email)

    assert thief.post("sign-in/code/", code=amina.newest_code()).url == "/en/my-groups/sign-in/"
    assert not thief.is_signed_in


def test_a_used_code_signs_nobody_in_again(amina):
    amina.signs_in()
    code = amina.newest_code()
    amina.post("sign-out/")

    amina.post("sign-in/code/", code=code)

    assert not amina.is_signed_in


def test_codes_are_not_sent_without_end(amina):
    pages = [amina.post("sign-in/", email=amina.email) for _ in range(4)]

    assert [page.status_code for page in pages] == [302, 302, 302, 200]
    assert "We have sent you several codes" in text(pages[-1])
    assert len(amina.mails()) == 3


@pytest.mark.parametrize("address", ["/en/my-groups/tea/", "/ur/my-groups/"])
def test_signing_in_leads_on_to_where_somebody_wanted_to_be(amina, address):
    assert amina.signs_in(next=address).url == address


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "\thttps://evil.example"],
)
def test_signing_in_leads_to_no_other_site(amina, address):
    assert amina.signs_in(next=address).url == "/en/my-groups/"
    assert amina.get("sign-in/", next=address).url == "/en/my-groups/"


def test_the_way_on_is_kept_from_page_to_page(amina):
    assert 'name="next" value="/en/my-groups/tea/"' in text(amina.get("sign-in/", next="/en/my-groups/tea/"))
    amina.asks_for_a_code(next="/en/my-groups/tea/")
    assert 'name="next" value="/en/my-groups/tea/"' in text(amina.get("sign-in/code/"))


def rights(user):
    user.groups.add(Rights.objects.first())


def permission(user):
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))


def team(user):
    Team.objects.first().members.add(user)


def flag(name, value=True):
    return lambda user: User.objects.filter(pk=user.pk).update(**{name: value})


def password(user):
    user.set_password("family-portal-demo")
    user.save()


RAISED = {
    "rights": rights,
    "permission": permission,
    "team": team,
    "superuser": flag("is_superuser"),
    "staff": flag("is_staff"),
    "password": password,
    "left": flag("is_active", False),
}


@pytest.mark.parametrize("raised", RAISED.values(), ids=RAISED)
def test_a_code_never_signs_in_a_person_with_rights(amina, raised):
    user = User.objects.create(username="somebody", email="Amina@example.org")
    user.set_unusable_password()
    user.save()
    raised(user)

    amina.asks_for_a_code()

    message = amina.mails()[-1]
    assert message.subject == "You sign in with your password"
    amina.post("sign-in/code/", code="00000000")
    amina.post("sign-in/code/", code="")
    assert not amina.is_signed_in


@pytest.mark.parametrize("raised", RAISED.values(), ids=RAISED)
def test_rights_given_meanwhile_end_what_a_code_began(amina, raised):
    amina.signs_in()
    other = Person(amina.email)
    other.asks_for_a_code()
    code = other.newest_code()

    raised(User.objects.get(email=amina.email))

    assert not amina.is_signed_in
    other.post("sign-in/code/", code=code)
    assert not other.is_signed_in


def test_a_person_with_a_password_comes_in_with_it(client):
    client.post("/cms/login/", {"username": "editor", "password": "family-portal-demo"})

    assert client.get("/en/my-groups/").status_code == 200


def test_signing_out_needs_a_button(amina):
    amina.signs_in()

    assert amina.get("sign-out/").status_code == 405
    assert amina.is_signed_in


@pytest.mark.parametrize(
    "name", ["account_login", "account_signup", "account_email", "mfa_index", "socialaccount_login"]
)
def test_pages_of_allauth_do_not_exist(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_no_log_and_no_address_of_a_page_names_the_person(amina, caplog):
    caplog.set_level("DEBUG")
    asked, came = amina.asks_for_a_code(), amina.signs_in()

    assert "amina" not in asked.url + came.url + caplog.text
    assert not amina.client.cookies.get("messages")
