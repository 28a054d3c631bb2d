"""A group is claimed by who reads its mailbox, or by whom staff know; a new one waits for staff."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.core.cache import cache
from django.utils import timezone

from wagtail.models import ModelLogEntry

import pytest

from directory.models import Claim, Editorship, Group
from notices.delivery import deliver_due
from notices.models import Notice
from tests.directory.accounts import CODE, Person, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def acorns(directory):
    group = directory.group(
        name="Acorns", email="Hello@acorns.example", phone="01582 4960123", charity_number="1098765"
    )
    directory.listing(group=group, name="Tea together")
    return group


@pytest.fixture
def amina(db):
    cache.clear()
    person = Person("amina@example.org")
    person.signs_in()
    return person


@pytest.fixture
def mailbox():
    return Person("hello@acorns.example")


def edits(person, group):
    return Editorship.objects.filter(user__email=person.email, group=group).exists()


def look(person, **typed):
    return text(person.post("add/", **{"name": "Something else", **typed}))


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"name": "Acorns toddlers"}, "A similar name"),
        ({"phone": "+44 1582 4960123"}, "The same phone number"),
        ({"postcode": "lu48zx"}, "The same postcode"),
        ({"charity_number": "1098765"}, "The same charity number"),
    ],
)
def test_look_alikes_are_shown_before_a_group_is_added(amina, acorns, typed, why):
    page = look(amina, **typed)

    assert "Is it one of these?" in page
    assert "Tea together" in page
    assert why in page
    assert Group.objects.count() == 1


def test_nobody_finds_out_a_hidden_postcode_by_asking(amina, directory):
    refuge = directory.venue("refuge", name="Refuge", address_hidden=True, postcode="LU1 1AA")
    directory.listing(sessions=[directory.session(venue=refuge)])

    assert "No group like this is listed yet" in look(amina, postcode="LU1 1AA")


def test_what_families_do_not_find_is_not_shown_either(amina, directory):
    directory.group(name="Acorns", live=False)

    assert "No group like this is listed yet" in look(amina, name="Acorns")


def test_a_form_that_is_refused_keeps_what_was_typed(amina):
    page = look(amina, name="", postcode="nowhere", phone="123")

    assert "Enter the name of the group." in page
    assert "Enter a whole postcode" in page
    assert 'value="nowhere"' in page
    assert 'value="123"' in page


def test_whose_address_is_listed_edits_at_once(acorns, mailbox):
    mailbox.signs_in()

    assert mailbox.post("claims/of/acorns/").url == "/en/my-groups/acorns/"
    assert edits(mailbox, acorns)


def test_the_address_of_a_listing_counts_too(acorns, directory):
    directory.listing("sing", group=acorns, email="sing@acorns.example")
    singer = Person("sing@acorns.example")
    singer.signs_in()

    singer.post("claims/of/acorns/")

    assert edits(singer, acorns)


def test_the_address_of_a_draft_proves_nothing(acorns, directory):
    directory.listing("sing", group=acorns, email="sing@acorns.example", live=False)
    singer = Person("sing@acorns.example")
    singer.signs_in()

    singer.post("claims/of/acorns/")

    assert not edits(singer, acorns)


def test_a_code_to_the_groups_mailbox_proves_a_claim(amina, acorns, mailbox):
    page = amina.post("claims/of/acorns/")
    assert not edits(amina, acorns)
    assert amina.email in mailbox.mails()[-1].body

    done = amina.client.post(page.url, {"code": mailbox.newest_code()})

    assert done.url == "/en/my-groups/acorns/"
    assert amina.get("acorns/").status_code == 200
    actions = set(ModelLogEntry.objects.filter(object_id=acorns.pk).values_list("action", flat=True))
    assert {"directory.group_claimed", "directory.editor_added"} <= actions


def test_the_code_is_kept_nowhere_once_it_is_sent(amina, acorns, mailbox):
    amina.post("claims/of/acorns/")
    code = mailbox.newest_code()

    assert code not in str(list(Claim.objects.values())) + str(list(Notice.objects.values()))


def test_a_wrong_code_can_be_typed_five_times_and_a_code_sent_three(amina, acorns, mailbox):
    page = amina.post("claims/of/acorns/").url
    right = mailbox.newest_code()
    for _ in range(5):
        assert "This is not the code" in text(amina.client.post(page, {"code": "0000-0000"}))
    amina.client.post(page, {"code": right})
    assert not edits(amina, acorns)

    for _ in range(5):
        amina.client.post(f"{page}code/")

    assert len(mailbox.mails()) == 3
    amina.client.post(page, {"code": mailbox.newest_code()})
    assert edits(amina, acorns)


def test_a_code_is_good_for_a_day(amina, acorns, mailbox):
    page = amina.post("claims/of/acorns/").url
    Claim.objects.update(code_sent_at=timezone.now() - timedelta(days=1, seconds=1))

    amina.client.post(page, {"code": mailbox.newest_code()})

    assert not edits(amina, acorns)


def test_a_claim_is_nobody_elses(amina, acorns, mailbox):
    page = amina.post("claims/of/acorns/").url
    other = Person("other@example.org")
    other.signs_in()

    for rest in ("", "code/", "staff/"):
        assert other.client.post(page + rest, {"code": mailbox.newest_code(), "note": "x"}).status_code == 404
    assert not edits(other, acorns)


def test_editors_are_told_of_who_joins_and_of_who_asks(amina, acorns, mailbox):
    Editorship.objects.create(
        group=acorns, user=User.objects.create(username="b", email="b@example.org"), since=timezone.now(), language="pl"
    )
    bea = Person("b@example.org")

    page = amina.post("claims/of/acorns/").url
    amina.client.post(f"{page}staff/", {"note": "I run the songs"})
    assert Notice.objects.get(message="claim-made", address=bea.email).language == "pl"
    amina.client.post(page, {"code": mailbox.newest_code()})

    assert len(bea.mails()) == 2
    told = Notice.objects.filter(language="pl").order_by("pk")
    assert list(told.values_list("message", flat=True)) == ["claim-made", "editor-joined"]


def test_without_an_address_staff_decide(amina, directory):
    group = directory.group()

    page = text(amina.client.get(amina.post("claims/of/acorns/").url))

    assert "We are looking at it." in page
    assert Claim.objects.for_staff().get().group == group
    assert "Acorns" in text(amina.get())


def test_a_note_to_staff_is_kept_and_needs_words(amina, directory):
    directory.group()
    page = amina.post("claims/of/acorns/").url

    assert "Say in a few words" in text(amina.client.post(f"{page}staff/", {"note": " "}))
    amina.client.post(f"{page}staff/", {"note": "I open the hall"})
    assert Claim.objects.get().note == "I open the hall"


def test_asking_twice_is_asking_once(amina, acorns, mailbox):
    first, second = amina.post("claims/of/acorns/"), amina.post("claims/of/acorns/")

    assert first.url == second.url
    assert len(mailbox.mails()) == 1


def test_a_person_does_not_ask_for_everything(amina, directory):
    for number in range(6):
        directory.group(f"group-{number}")

    pages = [amina.post(f"claims/of/group-{number}/") for number in range(6)]

    assert [page.status_code for page in pages] == [302] * 5 + [200]
    assert "You have asked for several groups already" in text(pages[-1])


def test_a_new_group_is_a_draft_with_its_first_editor(directory):
    amina = Person("amina@example.org", language="ur")
    amina.signs_in()

    page = amina.post("add/", name="نئی سہیلیاں", postcode="lu48zx", phone="01582", charity_number="", add="")

    group = Group.objects.get()
    assert page.url == f"/ur/my-groups/{group.key}/"
    assert (group.name, group.live, group.language) == ("نئی سہیلیاں", False, "ur")
    assert edits(amina, group)
    assert Claim.objects.for_staff().get().postcode == "LU4 8ZX"
    assert group.latest_revision


def test_a_new_group_takes_no_address_that_is_taken(amina, acorns):
    for name in ("Acorns", "Sign in", "Account"):
        amina.post("add/", name=name, add="")

    keys = set(Group.objects.exclude(pk=acorns.pk).values_list("key", flat=True))
    assert len(keys) == 3
    assert not keys & {"acorns", "sign-in", "account"}


def test_the_page_of_a_listing_leads_here_through_signing_in(client, acorns):
    page = text(client.get("/en/groups/tea/"))
    assert 'href="/en/my-groups/claims/of/acorns/"' in page

    assert client.get("/en/my-groups/claims/of/acorns/").url.endswith("sign-in/?next=/en/my-groups/claims/of/acorns/")


def test_who_edits_a_group_already_is_led_to_it(amina, acorns):
    Editorship.objects.create(group=acorns, user=User.objects.get(email=amina.email), since=timezone.now())

    assert amina.post("claims/of/acorns/").url == "/en/my-groups/acorns/"
    assert not Claim.objects.exists()


@pytest.mark.parametrize("phone", ["07700 900123", "+44 7700 900123"])
def test_where_no_address_is_listed_the_code_goes_to_the_groups_mobile(amina, acorns, settings, tmp_path, phone):
    settings.TEXTS_DIR = tmp_path / "texts"
    Group.objects.update(email="", phone=phone)
    amina.post("claims/of/acorns/")
    deliver_due(timezone.now)
    (words,) = (path.read_text(encoding="utf-8") for path in settings.TEXTS_DIR.iterdir())
    assert words.startswith(f"To: {phone}")

    amina.post(f"claims/{Claim.objects.get().pk}/", code=CODE.search(words)[0])

    assert edits(amina, acorns)


@pytest.mark.parametrize(("phone", "folder"), [("01582 4960123", "texts"), ("07700 900123", None)])
def test_what_can_take_no_text_leaves_the_claim_to_staff(amina, acorns, settings, tmp_path, phone, folder):
    settings.TEXTS_DIR = folder and tmp_path / folder
    Group.objects.update(email="", phone=phone)
    amina.post("claims/of/acorns/")
    assert Claim.objects.for_staff().count() == 1
    assert not Notice.objects.filter(message__startswith="claim-code").exists()
