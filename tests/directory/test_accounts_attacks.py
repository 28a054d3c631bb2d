"""Every address of the accounts, for everybody: who may, who is sent to sign in, and to whom it does not exist."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

import pytest

from directory.accounts import people, urls
from directory.models import Claim, Editorship, Invitation
from tests.directory.accounts import Person, text

pytestmark = pytest.mark.django_db
WHO = ("nobody", "a stranger", "another group's editor", "an editor", "staff")
SIGN_IN, OK, GONE, DENIED = "sign in", 200, 404, 403
OPEN = (OK,) * 5
SIGNED_IN = (SIGN_IN, OK, OK, OK, OK)
EDITORS = (SIGN_IN, GONE, GONE, OK, GONE)
ONE_PERSON = (SIGN_IN, GONE, GONE, OK, GONE)
# What each person meets there with GET. A post by those who get nothing changes nothing: see below.
PAGES = {
    "sign-in": OPEN,
    "code": OPEN,
    "sign-in-by-passkey": OPEN,
    "sign-out": (405,) * 5,
    "account": SIGNED_IN,
    "delete-account": (SIGN_IN, OK, OK, OK, DENIED),
    "add-passkey": (SIGN_IN, OK, OK, OK, DENIED),
    "remove-passkey": (SIGN_IN, 405, 405, 405, 405),
    "new-address": (SIGN_IN, OK, OK, OK, DENIED),
    "new-address-code": SIGNED_IN,
    "add": SIGNED_IN,
    "claim": SIGNED_IN,
    "claimed": ONE_PERSON,
    "claim-code": (SIGN_IN, 405, 405, 405, 405),
    "claim-staff": (SIGN_IN, 405, 405, 405, 405),
    "invitation": OPEN,
    "people": EDITORS,
    "remove-editor": EDITORS,
    "take-back": (SIGN_IN, GONE, GONE, 405, GONE),
    "leave": EDITORS,
    "stopped": EDITORS,
}


@pytest.fixture
def world(directory):
    """Acorns with two editors, an invitation, and a claim of its editor to Oaks, which somebody else edits."""
    cache.clear()
    acorns, oaks = directory.group(), directory.group("oaks", name="Oaks", email="oaks@example.org")
    elms = directory.group("elms", name="Elms", email="elms@example.org")
    clients = {who: Client() for who in WHO}
    for name, group, later in (("an editor", acorns, 0), ("second", acorns, 1), ("another group's editor", oaks, 0)):
        user = User.objects.create(username=name, email=f"{len(name)}@example.org")
        user.set_unusable_password()
        user.save()
        since = timezone.now() + timedelta(seconds=later)
        Editorship.objects.create(group=group, user=user, since=since)
    stranger = User.objects.create(username="a stranger", email="stranger@example.org")
    stranger.set_unusable_password()
    stranger.save()
    for who in WHO[1:]:
        clients[who].force_login(User.objects.get(username="directory-editor" if who == "staff" else who))
    editor = User.objects.get(username="an editor")
    invitation = Invitation.objects.create(
        group=acorns, email="new@example.org", invited_by=editor, made_at=timezone.now()
    )
    claim = Claim.objects.create(group=elms, user=editor, made_at=timezone.now(), codes_sent=1)
    second = acorns.editorships.get(user__username="second")
    arguments = {"key": "acorns", "token": people.token_of(invitation)}
    numbers = {"remove-editor": second.pk, "take-back": invitation.pk, "claimed": claim.pk}
    return clients, arguments, numbers, claim


def addresses(arguments, numbers, claim):
    for pattern in urls.urlpatterns:
        values = arguments | {"number": numbers.get(pattern.name, claim.pk)}
        values |= {"key": "elms"} if pattern.name == "claim" else {}
        route = str(pattern.pattern)
        for name, value in values.items():
            for kind in ("slug", "int", "str"):
                route = route.replace(f"<{kind}:{name}>", str(value))
        yield pattern.name, f"/en/my-groups/{route}"


def met(response):
    if response.status_code == 302 and "/sign-in/?next=/en/my-groups/" in response.url:
        return SIGN_IN
    return OK if response.status_code == 302 else response.status_code


def test_everybody_meets_what_is_written_down(world):
    clients, *rest = world

    for name, address in addresses(*rest):
        assert tuple(met(clients[who].get(address)) for who in WHO) == PAGES[name], name


def test_what_is_posted_by_others_changes_nothing(world):
    clients, *rest = world
    before = state()

    for who in ("nobody", "a stranger", "another group's editor", "staff"):
        for name, address in addresses(*rest):
            if name not in ("sign-in", "code", "sign-out", "account", "delete-account", "add", "claim"):
                clients[who].post(address, {"email": "x@example.org", "note": "x", "code": "0000-0000", "go-on": ""})

    assert state() == before


def state():
    return [list(model.objects.order_by("pk").values()) for model in (Editorship, Invitation, Claim)] + list(
        Claim.objects.values("group__stopped_at")
    )


def test_every_form_needs_its_secret_token(world):
    clients, *rest = world
    guarded = Client(enforce_csrf_checks=True)
    guarded.force_login(User.objects.get(username="an editor"))

    for name, address in addresses(*rest):
        assert guarded.post(address, {"email": "x@example.org"}).status_code in (403, 404), name


def test_numbers_of_another_group_do_not_work_through_ones_own(world, directory):
    clients, arguments, numbers, _claim = world
    others = clients["another group's editor"]

    assert others.post(f"/en/my-groups/oaks/people/{numbers['remove-editor']}/remove/").status_code == 404
    others.post(f"/en/my-groups/oaks/invitations/{numbers['take-back']}/take-back/")
    assert Invitation.objects.exists()
    assert Editorship.objects.filter(pk=numbers["remove-editor"]).exists()


def test_no_page_is_kept_by_a_cache_or_tells_where_a_person_was(world):
    clients, *rest = world

    for name, address in addresses(*rest):
        response = clients["an editor"].get(address)
        assert "no-store" in response.headers.get("Cache-Control", ""), name
        assert response.headers["Referrer-Policy"] == "no-referrer", name


def test_no_address_of_the_area_holds_an_address_of_a_person():
    parts = {name for pattern in urls.urlpatterns for name in pattern.pattern.converters}

    assert parts == {"key", "number", "token"}


@pytest.mark.parametrize("address", ["accounts/login/", "accounts/signup/", "accounts/email/", "mfa/", "login/code/"])
def test_no_page_of_allauth_answers(client, address):
    for place in ("/", "/en/", "/en/my-groups/"):
        assert client.get(place + address).status_code in (302, 404)
        assert "allauth" not in text(client.get(place + address))


def test_a_person_who_was_removed_is_out_at_once(world):
    clients, *_rest = world
    Editorship.objects.filter(user__username="an editor").delete()

    assert clients["an editor"].get("/en/my-groups/acorns/people/").status_code == 404


def test_the_same_answer_where_an_invited_address_has_an_account_and_where_not(world):
    """S9: an invitation."""
    clients, *_rest = world
    pages = []
    for email in ("stranger@example.org", "nobody-at-all@example.org"):
        clients["an editor"].post("/en/my-groups/acorns/people/", {"email": email})
        pages.append(Person(email).mails()[-1].subject)

    assert pages == ["You are invited to edit Acorns"] * 2
