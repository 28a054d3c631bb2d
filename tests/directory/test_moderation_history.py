"""What became of a listing, and the way back: for staff, and for the group's editors."""

import re

from django.utils import timezone

import pytest

from directory.moderation import decisions, queries
from directory.moderation.operations import ChangedMeanwhile, newest, waiting
from directory.moderation.versions import fingerprint, fresh
from tests.directory.moderated import change, editor_of, seen, staff


@pytest.fixture
def group(directory):
    return directory.group(is_trusted=True)


@pytest.fixture
def amina(group):
    return editor_of(group)


@pytest.fixture
def sam(directory):
    return staff()


@pytest.fixture
def tea(directory, amina):
    """It cost a pound, two and three."""
    tea = directory.listing(cost_pence=100)
    change(tea, amina, cost_pence=200)
    change(tea, amina, cost_pence=300)
    return tea


def roll_back(record, sam, event):
    revision = record.revisions.get(pk=event.revision)
    was = fresh(record).latest_revision_id
    return decisions.roll_back(record=record, revision=revision, actor=sam, was=was)


def test_each_change_is_told_once_with_who_and_what(tea, amina):
    told = [(event.what, event.actor, event.fields) for event in queries.history(tea)]

    assert told == [
        ("Changed by the group", amina, ("cost_pence",)),
        ("Changed by the group", amina, ("cost_pence",)),
        ("As it was before", None, ()),
    ]


def test_staff_go_back_to_any_version_that_families_saw(tea, sam):
    _last, second, first = queries.history(tea)

    assert roll_back(tea, sam, first) == ("cost_pence",)
    assert seen(tea).cost_pence == 100
    roll_back(tea, sam, second)
    assert seen(tea).cost_pence == 200
    assert queries.history(tea)[0].what == "Put back as it was before"


def test_what_waits_waits_on_after_staff_went_back(tea, amina, sam):
    change(tea, amina, phone="01632 960101")

    roll_back(tea, sam, queries.history(tea)[-1])

    assert (seen(tea).cost_pence, seen(tea).phone) == (100, "")
    assert (newest(tea).cost_pence, newest(tea).phone) == (100, "01632 960101")


def test_sessions_come_back(directory, amina, sam):
    listing = directory.listing("walks")
    change(listing, amina, sessions=[])
    assert seen(listing).sessions.count() == 0

    roll_back(listing, sam, queries.history(listing)[-1])

    assert [str(one) for one in seen(listing).sessions.all()] == ["Tuesday 10:00"]


def test_staff_whose_history_is_older_are_told(tea, amina, sam):
    first = queries.history(tea)[-1]
    was = fresh(tea).latest_revision_id
    change(tea, amina, cost_pence=400)

    with pytest.raises(ChangedMeanwhile):
        decisions.roll_back(record=tea, revision=tea.revisions.get(pk=first.revision), actor=sam, was=was)

    assert seen(tea).cost_pence == 400


def test_a_publication_in_the_cms_is_told_with_its_fields(directory, tea, sam):
    listing = fresh(tea)
    listing.summary_en = "A chat"
    listing.save_revision(user=sam, log_action=True).publish(user=sam)

    shown = queries.history(tea)[0]

    assert (shown.what, shown.actor, shown.fields) == ("Shown to families", sam, ("summary_en",))


@pytest.fixture
def page(client, tea, amina):
    client.force_login(amina)
    return f"/en/my-groups/acorns/history/{tea.slug}/"


def test_editors_read_it_and_staff_are_not_named(client, page, tea, amina, sam):
    change(tea, amina, phone="01632 960101")
    decisions.approve(record=tea, actor=sam, seen=fingerprint(waiting(tea)), now=timezone.now())

    html = client.get(page).content.decode()

    for words in ("amina@example.org", "Approved", "The council", "Phone"):
        assert words in html
    assert "sam" not in re.sub(r"<[^>]+>", "", html).split()


def test_an_editor_goes_back_to_times_that_are_shown_at_once(client, page, tea):
    html = client.get(page).content.decode()
    first = re.findall(r'name="revision" value="(\d+)"', html)[-1]
    was = re.search(r'name="was" value="(\d+)"', html)[1]

    html = client.post(page, {"revision": first, "was": was}, follow=True).content.decode()

    assert "Families see that version now." in html
    assert seen(tea).cost_pence == 100


def test_of_a_group_that_is_not_trusted_the_way_back_waits(client, page, tea, group):
    type(group).objects.update(is_trusted=False)
    html = client.get(page).content.decode()
    first = re.findall(r'name="revision" value="(\d+)"', html)[-1]

    client.post(page, {"revision": first, "was": fresh(tea).latest_revision_id})

    assert seen(tea).cost_pence == 300
    assert [(one.field, one.after) for one in waiting(tea)] == [("cost_pence", 100)]


def test_an_editor_whose_page_is_older_is_told(client, page, tea, group):
    first = queries.history(tea)[-1].revision
    was = fresh(tea).latest_revision_id
    change(tea, editor_of(group, "zofia"), cost_pence=400)

    html = client.post(page, {"revision": first, "was": was}, follow=True).content.decode()

    assert "Somebody changed this meanwhile." in html
    assert seen(tea).cost_pence == 400


@pytest.mark.parametrize("address", ["acorns/history/", "acorns/history/tea/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_to_editors_of_other_groups_it_does_not_exist(client, directory, tea, address, method):
    client.force_login(editor_of(directory.group("others"), "zofia"))

    response = getattr(client, method)(f"/en/my-groups/{address}", {"revision": queries.history(tea)[-1].revision})

    assert response.status_code == 404
    assert seen(tea).cost_pence == 300


def test_the_listing_of_another_group_has_no_history_here(client, page, directory):
    directory.listing("other", group=directory.group("others"))

    assert client.get("/en/my-groups/acorns/history/other/").status_code == 404


def test_the_groups_page_says_why_a_change_came_back(client, page, tea, amina, sam):
    change(tea, amina, phone="01632 960101")
    seen_by_staff = fingerprint(waiting(tea))
    decisions.send_back(
        record=tea, actor=sam, seen=seen_by_staff, reasons=["contact"], remark="Is it <b>?", now=timezone.now()
    )

    html = client.get("/en/my-groups/acorns/").content.decode()

    assert "Please look at your change again" in html
    assert "We could not reach you" in html
    assert "Is it &lt;b&gt;?" in html
