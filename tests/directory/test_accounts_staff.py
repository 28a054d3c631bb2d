"""Staff decide on claims, and pass a group on whose volunteer is lost."""

import re
from datetime import timedelta

from django.contrib.auth.models import User
from django.core.cache import cache
from django.utils import timezone

from wagtail.models import ModelLogEntry

import pytest

from directory.accounts.claims import decide
from directory.models import Claim, Editorship, Group, Proposal
from directory.moderation.operations import propose
from notices.models import Notice
from tests.directory.accounts import Person, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def acorns(directory):
    group = directory.group()
    directory.listing(group=group)
    return group


@pytest.fixture
def staff(client):
    client.force_login(User.objects.get(username="directory-editor"))
    return client


@pytest.fixture
def amina(db):
    cache.clear()
    person = Person("amina@example.org", language="ur")
    person.signs_in()
    return person


@pytest.fixture
def claim(amina, acorns):
    amina.post("claims/of/acorns/")
    claim = Claim.objects.get()
    amina.post(f"claims/{claim.pk}/staff/", note="I open the hall")
    return claim


def editors(group):
    return [one.user.email for one in group.editorships.select_related("user")]


def test_staff_see_what_waits_and_let_a_person_edit(staff, claim, amina, acorns):
    assert "amina@example.org" in text(staff.get("/cms/claims/"))
    assert "I open the hall" in text(staff.get(f"/cms/claims/{claim.pk}/"))
    assert "/cms/claims/" in text(staff.get("/cms/snippets/directory/group/"))

    staff.post(f"/cms/claims/{claim.pk}/", {"approve": ""})

    assert editors(acorns) == [amina.email]
    assert Notice.objects.get(message="claim-approved", address=amina.email).language == "ur"
    assert not Claim.objects.for_staff().exists()
    entry = ModelLogEntry.objects.get(object_id=acorns.pk, action="directory.editor_added")
    assert entry.user.username == "directory-editor"


def test_a_refusal_says_why_and_stands_for_a_month(staff, claim, amina, acorns):
    staff.post(f"/cms/claims/{claim.pk}/", {"refuse": "", "refused_for": "not-known"})

    assert editors(acorns) == []
    notice = Notice.objects.get(message="claim-refused", address=amina.email)
    assert (notice.language, notice.cause) == ("ur", f"claim {claim.pk} decided, to {claim.user_id}")
    assert notice.values["reason"]
    assert amina.post("claims/of/acorns/").url.endswith(f"/claims/{claim.pk}/")
    assert notice.values["reason"] in text(amina.get(f"claims/{claim.pk}/"))

    Claim.objects.update(decided_at=timezone.now() - timedelta(days=31))
    amina.post("claims/of/acorns/")
    assert Claim.objects.count() == 2


@pytest.mark.parametrize("reason", ["", "because"])
def test_a_refusal_needs_a_reason_of_the_list(staff, claim, reason):
    staff.post(f"/cms/claims/{claim.pk}/", {"refuse": "", "refused_for": reason})

    assert Claim.objects.get().decided_at is None


def test_what_is_decided_is_decided(staff, claim, amina, acorns):
    staff.post(f"/cms/claims/{claim.pk}/", {"refuse": "", "refused_for": "not-known"})

    assert staff.post(f"/cms/claims/{claim.pk}/", {"approve": ""}).status_code == 404
    assert editors(acorns) == []


def test_of_two_who_decide_at_once_the_second_is_told(claim, acorns):
    first, second = User.objects.filter(username__in=("admin", "directory-editor"))
    answers = [
        decide(claim=claim, refused_for=why, actor=actor, now=timezone.now())
        for actor, why in ((first, "not-known"), (second, ""))
    ]

    assert answers == [True, False]
    assert editors(acorns) == []


def test_a_new_group_is_published(staff, amina, directory):
    amina.post("add/", name="Oaks", add="")
    claim = Claim.objects.get()
    assert not Group.objects.get().live

    staff.post(f"/cms/claims/{claim.pk}/", {"approve": "", "seen": seen_on(staff, claim)})

    assert Group.objects.get().live
    assert editors(Group.objects.get()) == [amina.email]
    assert "change-approved" in Notice.objects.values_list("message", flat=True)


def test_what_a_new_group_changes_meanwhile_is_not_published_unseen(staff, amina, directory):
    amina.post("add/", name="Oaks", add="")
    claim, group = Claim.objects.get(), Group.objects.get()
    seen = seen_on(staff, claim)
    propose(
        record=group,
        values={"phone": "0900 123456"},
        actor=claim.user,
        was=group.latest_revision_id,
        now=timezone.now(),
    )

    answer = staff.post(f"/cms/claims/{claim.pk}/", {"approve": "", "seen": seen}, follow=True)

    assert "changed something meanwhile" in text(answer)
    assert not Group.objects.get().live


def test_a_new_group_waits_in_one_place_only_once_it_is_decided(staff, amina, directory):
    amina.post("add/", name="Oaks", add="")
    group = Group.objects.get()
    assert "Oaks" in text(staff.get("/cms/changes/"))
    group.get_latest_revision().publish(user=User.objects.get(username="admin"))
    assert not Claim.objects.for_staff().exists()


def test_a_new_group_that_is_refused_waits_no_longer(staff, amina, directory):
    amina.post("add/", name="Oaks", add="")
    staff.post(f"/cms/claims/{Claim.objects.get().pk}/", {"refused_for": "twice"})
    assert not Proposal.objects.exists()
    assert not Group.objects.get().live


def seen_on(staff, claim):
    return re.search(r'name="seen" value="(\w+)"', text(staff.get(f"/cms/claims/{claim.pk}/")))[1]


def test_a_group_is_passed_on_and_it_is_recorded(staff, acorns):
    lost = User.objects.create(username="lost", email="lost@example.org")
    Editorship.objects.create(group=acorns, user=lost, since=timezone.now())
    assert f"/cms/group-editors/{acorns.pk}/" in text(staff.get("/cms/snippets/directory/group/"))

    page = f"/cms/group-editors/{acorns.pk}/"
    staff.post(page, {"email": "New@example.org", "why": "moved away", "alone": "on"})

    assert editors(acorns) == []
    assert Person("lost@example.org").mails()[-1].subject == "You no longer edit Acorns"
    new = Person("new@example.org")
    new.signs_in()
    new.client.post(new.newest_link())
    assert editors(acorns) == [new.email]
    entry = ModelLogEntry.objects.get(object_id=acorns.pk, action="directory.group_passed_on")
    assert (entry.user.username, entry.data["why"]) == ("directory-editor", "moved away")


def test_passing_on_needs_an_address_and_a_reason(staff, acorns):
    staff.post(f"/cms/group-editors/{acorns.pk}/", {"email": "new@", "why": ""})

    assert not acorns.invitations.exists()


@pytest.mark.parametrize("who", ["editor", "writer", "urdu-checker", "the person"])
def test_nobody_else_decides(client, claim, acorns, who):
    user = User.objects.filter(username=who).first() or claim.user
    client.force_login(user)

    for page in ("/cms/claims/", f"/cms/claims/{claim.pk}/", f"/cms/group-editors/{acorns.pk}/"):
        assert client.post(page, {"approve": "", "email": "x@example.org", "why": "x"}).status_code in (302, 403)
    assert editors(acorns) == []
    assert not acorns.invitations.exists()
