"""Who comes to the editors' pages, what is refused there, and what two people do at once."""

from datetime import time

from django.contrib.auth.models import User
from django.utils import timezone

import pytest

from directory.models import Editorship, Venue
from directory.moderation.operations import newest

HOME = "/en/my-groups/acorns/"
TEA = f"{HOME}listings/tea/"
PAGES = (
    f"{HOME}details/",
    f"{HOME}new-listing/",
    *(
        f"{TEA}{page}"
        for page in (
            "",
            "what/",
            "who/",
            "when/",
            "cost/",
            "contact/",
            "access/",
            "pictures/",
            "when/new/",
            "when/1/",
            "when/1/remove/",
            "pictures/new/",
            "words/",
            "words/ur/",
            "preview/en/",
            "preview/ur/",
        )
    ),
)


@pytest.fixture
def tea(directory):
    return directory.listing(name_ur="چائے", machine_drafted=["ur"], summary_en="Tea for all.", phone="01582 111111")


@pytest.fixture
def editor(tea, client):
    return signed_in(client, "amina", tea.group)


@pytest.fixture
def other(tea, client_class):
    return signed_in(client_class(), "bea", tea.group)


@pytest.fixture
def client_class():
    from django.test import Client

    return Client


def signed_in(client, name, group=None):
    user = User.objects.create_user(name, email=f"{name}@example.org")
    if group:
        Editorship.objects.create(group=group, user=user, since=timezone.now())
    client.force_login(user)
    return client


def was(client, url):
    return client.get(url).context["was"] or ""


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_for_the_groups_editors_alone(page, tea, client_class, directory):
    assert signed_in(client_class(), "amina", tea.group).get(page).status_code == 200
    stranger = signed_in(client_class(), "stranger", directory.group("oaks"))
    assert stranger.get(page).status_code == stranger.post(page).status_code == 404
    by_way_of_ones_own = page.replace("/acorns/listings/", "/oaks/listings/")
    assert by_way_of_ones_own == page or stranger.get(by_way_of_ones_own).status_code == 404
    assert newest(tea).name_en == "Tea together"


@pytest.mark.parametrize(
    ("page", "answers", "wrong", "kept"),
    [
        ("what", {"name": "", "summary": "Tea and talk"}, {"name"}, "Tea and talk"),
        ("who", {"age_from_months_0": "four", "age_to_months_0": "5"}, {"age_from_months"}, "four"),
        (
            "who",
            {
                "age_from_months_0": "3",
                "age_from_months_1": "years",
                "age_to_months_0": "9",
                "age_to_months_1": "months",
            },
            {"age_to_months"},
            'value="9"',
        ),
        ("cost", {"cost_is": "paid", "amount": "two", "booking": "none", "waiting_list": "no"}, {"amount"}, "two"),
        ("cost", {"cost_is": "paid", "booking": "none"}, {"amount"}, ""),
        ("cost", {"cost_is": "free", "booking": "none", "for_0": "Twins"}, {"cost_0"}, "Twins"),
        (
            "contact",
            {"phone": "12", "email": "amina", "website": "java script"},
            {"phone", "email", "website"},
            "amina",
        ),
        ("contact", {"website": "javascript://alert(1)"}, {"website"}, "javascript://alert(1)"),
        ("access", {"step_free": "perhaps"}, {"step_free"}, ""),
    ],
)
def test_a_refused_page_keeps_what_was_typed_and_says_what_is_wrong(editor, page, answers, wrong, kept):
    answer = editor.post(f"{TEA}{page}/", answers)

    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == wrong
    assert kept in answer.content.decode()
    assert "error-summary" in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "pence"), [("2", 200), ("2.50", 250), ("£2.50", 250), ("2,50", 250), ("50p", 50), ("۲", 200)]
)
def test_money_is_typed_as_people_type_it(editor, tea, typed, pence):
    answers = {"was": was(editor, f"{TEA}cost/"), "cost_is": "paid", "amount": typed, "booking": "none"}
    assert editor.post(f"{TEA}cost/", answers).status_code == 302

    assert newest(tea).cost_pence == pence


def test_the_second_of_two_people_is_told_and_overwrites_nothing(editor, other, tea):
    url = f"{TEA}contact/"
    seen = was(other, url)
    editor.post(url, {"was": was(editor, url), "phone": "01582 222222", "contact_name": "Amina"})

    typed = {"phone": "01582 333333", "contact_name": ""}
    page = other.post(url, {"was": seen, **typed})
    text = page.content.decode()
    assert page.status_code == 200
    assert "<bdi>amina@example.org</bdi> saved it on" in text
    assert "01582 222222" in text
    assert 'value="01582 333333"' in text
    # What this person did not touch is the other's by now.
    assert 'value="Amina"' in text
    assert newest(tea).phone == "01582 222222"

    other.post(url, {"was": page.context["was"], "phone": "01582 333333", "contact_name": "Amina"})
    assert (newest(tea).phone, newest(tea).contact_name) == ("01582 333333", "Amina")


def test_two_people_on_different_pages_stand_in_nobodys_way(editor, other, tea):
    access = f"{TEA}access/"
    seen = was(other, access)
    editor.post(f"{TEA}contact/", {"was": was(editor, f"{TEA}contact/"), "phone": "01582 222222"})
    assert other.post(access, {"was": seen, "step_free": "yes"}).status_code == 302

    assert (newest(tea).phone, newest(tea).step_free) == ("01582 222222", "yes")


def test_a_groups_details_are_changed_the_same_way(editor, tea):
    url = f"{HOME}details/"
    group = tea.group
    answers = {
        "name": "Acorns of Luton",
        "charity_number": "1234567",
        "language": "ur",
        "website": "acorns.example.org",
    }
    assert editor.post(url, {"was": was(editor, url), **answers}).status_code == 302

    version = newest(group)
    assert (version.name, version.charity_number, version.website) == (
        "Acorns of Luton",
        "1234567",
        "https://acorns.example.org",
    )


SESSION = {"frequency": "weekly", "weekday": "3", "starts": "13:00", "ends": "14.30", "where": "online"}


def test_a_time_is_added_changed_and_taken_out(editor, tea):
    first = newest(tea).sessions.get()
    editor.post(f"{TEA}when/new/", {"was": was(editor, f"{TEA}when/new/"), **SESSION})
    assert [(one.weekday, one.starts, one.online) for one in newest(tea).sessions.all()] == [
        (1, time(10), False),
        (3, time(13), True),
    ]
    second = f"{TEA}when/2/"
    editor.post(second, {"was": was(editor, second), **SESSION, "frequency": "monthly", "nth": "-1"})
    editor.post(f"{TEA}when/1/remove/", {"was": was(editor, f"{TEA}when/1/remove/")})

    (left,) = newest(tea).sessions.all()
    assert (left.weekday, left.frequency, left.nth, left.ends) == (3, "monthly", -1, time(14, 30))
    assert left.pk != first.pk


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"ends": "12:00"}, {"ends"}),
        ({"starts": "soon"}, {"starts"}),
        ({"weekday": ""}, {"weekday"}),
        ({"frequency": "monthly"}, {"nth"}),
        ({"frequency": "fortnightly"}, {"starts_on"}),
        ({"frequency": "once", "starts_on": "24/12/2026", "weekday": ""}, None),
        ({"frequency": "fortnightly", "starts_on": "2026-12-25"}, {"starts_on"}),
        ({"starts_on": "2026-12-24", "ends_on": "2026-12-01"}, {"ends_on"}),
        ({"exceptions": "Christmas"}, {"exceptions"}),
        ({"where": "new"}, {"place_name", "place_address"}),
        ({"where": "new", "place_name": "Hall", "place_address": "1 Lane", "place_postcode": "LU"}, {"place_postcode"}),
        ({"where": "new", "place_hidden": "on"}, None),
        ({"where": ""}, {"where"}),
    ],
)
def test_a_time_that_cannot_be_is_refused(editor, tea, change, wrong):
    url = f"{TEA}when/new/"
    answer = editor.post(url, {"was": was(editor, url), **SESSION, **change})

    if wrong is None:
        assert answer.status_code == 302, answer.context["form"].errors
    else:
        assert set(answer.context["form"].errors) == wrong
        assert newest(tea).sessions.count() == 1


def test_another_groups_place_cannot_be_chosen(editor, tea, directory):
    refuge = directory.venue("refuge", name="Refuge", address="Secret Street", address_hidden=True)
    directory.listing("oak", group=directory.group("oaks"), sessions=[directory.session(venue=refuge)])
    url = f"{TEA}when/new/"

    assert "Refuge" not in editor.get(url).content.decode()
    answer = editor.post(url, {"was": was(editor, url), **SESSION, "where": str(refuge.pk)})
    assert set(answer.context["form"].errors) == {"where"}


def test_the_key_of_a_hidden_place_does_not_tell_its_name(editor, tea):
    url = f"{TEA}when/new/"
    place = {"where": "new", "place_name": "Rose House", "place_postcode": "LU1 2AB", "place_hidden": "on"}
    editor.post(url, {"was": was(editor, url), **SESSION, **place})

    venue = Venue.objects.get(name="Rose House")
    assert "rose" not in venue.key
    assert venue.address_hidden


def test_a_time_that_two_people_change_at_once(editor, other, tea):
    url = f"{TEA}when/1/"
    seen = was(other, url)
    hall = str(newest(tea).sessions.get().venue_id)
    mine = {**SESSION, "where": hall}
    editor.post(url, {"was": was(editor, url), **mine, "starts": "09:00"})
    page = other.post(url, {"was": seen, **mine, "starts": "11:00"})

    text = page.content.decode()
    assert "<bdi>amina@example.org</bdi> saved it on" in text
    assert "09:00" in text
    assert 'value="11:00"' in text
    assert newest(tea).sessions.get().starts == time(9)
    other.post(url, {"was": page.context["was"], **mine, "starts": "11:00"})
    assert newest(tea).sessions.get().starts == time(11)


def test_a_preview_shows_the_newest_version_and_says_so(editor, tea):
    url = f"{TEA}what/"
    editor.post(url, {"was": was(editor, url), "name": "Tea and cake", "summary": "Cake!"})

    preview = editor.get(f"{TEA}preview/en/").content.decode()
    assert "Tea and cake" in preview
    assert "Preview" in preview
    in_urdu = editor.get(f"{TEA}preview/ur/").content.decode()
    assert '<html lang="ur" dir="rtl">' in in_urdu
    assert "چائے" in in_urdu
    assert "Back to the steps" in in_urdu
    assert editor.get(f"{TEA}preview/xx/").status_code == 404
    assert "Tea and cake" not in editor.get("/en/groups/tea/").content.decode()


def test_a_preview_of_a_draft_leads_to_no_page_that_is_not_there(editor, tea):
    draft = editor.post(f"{HOME}new-listing/", {"name": "Songs"})["Location"].replace("what/", "")
    for day in ("1", "2"):
        url = f"{draft}when/new/"
        editor.post(url, {"was": was(editor, url), **SESSION, "weekday": day})

    preview = editor.get(f"{draft}preview/en/").content.decode()
    assert "Every Tuesday" in preview
    assert "/en/groups/songs/" not in preview


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 18, "-1", "x", "٣"])
def test_a_made_up_version_is_nobodys_and_overwrites_nothing(editor, tea, number):
    url = f"{TEA}contact/"
    editor.post(url, {"was": was(editor, url), "phone": "01582 222222"})

    assert editor.post(url, {"was": number, "phone": "01582 333333"}).status_code == 200
    assert newest(tea).phone == "01582 222222"


@pytest.mark.parametrize(
    ("page", "name", "longest"),
    [
        ("what", "name", 120),
        ("what", "summary", 250),
        ("cost", "for_0", 80),
        ("contact", "contact_name", 120),
        ("contact", "phone", 30),
        ("contact", "email", 254),
        ("contact", "website", 200),
    ],
)
def test_more_than_there_is_room_for_is_refused_kindly(editor, page, name, longest):
    long = {"email": "a" * longest + "@example.org", "phone": "0 " * 15 + "1", "website": "example.org/" + "a" * 185}
    url = f"{TEA}{page}/"
    answers = {"name": "Tea", "cost_is": "free", "booking": "none", "cost_0": "1"}
    refused = editor.post(url, {"was": was(editor, url), **answers, name: long.get(name, "a" * (longest + 1))})

    assert set(refused.context["form"].errors) == {name}


def test_a_time_that_staff_publish_meanwhile_is_changed_and_not_doubled(editor, tea):
    editor.post(f"{TEA}when/new/", {"was": was(editor, f"{TEA}when/new/"), **SESSION})
    url = f"{TEA}when/2/"
    seen = was(editor, url)
    newest(tea).save_revision().publish()
    published = newest(tea).sessions.get(weekday=3)

    assert editor.post(url, {"was": seen, **SESSION, "ends": "15:00"}).status_code == 302
    changed = newest(tea).sessions.get(weekday=3)
    assert (changed.pk, changed.ends, newest(tea).sessions.count()) == (published.pk, time(15), 2)
