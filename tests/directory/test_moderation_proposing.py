"""What an editor changes: some is seen at once, the rest waits, and nobody's change is overwritten."""

from django.core.exceptions import ValidationError
from django.utils import timezone

import pytest

from directory.models import Listing, Proposal, Session
from directory.moderation import operations
from directory.moderation.operations import ChangedMeanwhile, newest, waiting
from tests.directory.moderated import change, editor_of, new_listing, seen


@pytest.fixture
def group(directory):
    return directory.group(is_trusted=True)


@pytest.fixture
def amina(group):
    return editor_of(group)


def test_a_new_name_waits_and_the_old_one_stays(directory, amina):
    tea = directory.listing()

    proposed = change(tea, amina, name_en="Tea and toys", name_ur="چائے")

    assert (proposed.shown, proposed.waiting) == ((), ("name_en", "name_ur"))
    assert (seen(tea).name_en, seen(tea).name_ur) == ("Tea together", None)
    assert (newest(tea).name_en, newest(tea).name_ur) == ("Tea and toys", "چائے")
    assert [(one.field, one.before, one.after) for one in waiting(tea)][0] == (
        "name_en",
        "Tea together",
        "Tea and toys",
    )


def test_what_a_trusted_group_changes_of_times_and_cost_is_seen_at_once(directory, amina):
    tea = directory.listing(cost_pence=100)
    (session,) = tea.sessions.all()
    item = {"id": session.pk, "starts": "09:00", "ends": "10:00"}

    proposed = change(tea, amina, cost_pence=0, phone="01632 960101", sessions=[item])

    assert (set(proposed.shown), proposed.waiting) == ({"cost_pence", "sessions"}, ("phone",))
    after = seen(tea)
    assert (after.cost_pence, after.phone, after.confirmed_at is not None) == (0, "", True)
    assert [(one.pk, str(one.starts), one.venue) for one in after.sessions.all()] == [
        (session.pk, "09:00:00", directory.venue())
    ]
    assert after.has_unpublished_changes
    assert newest(tea).phone == "01632 960101"


def test_of_a_group_that_is_not_trusted_everything_waits(directory):
    group = directory.group("new")
    tea = directory.listing(group=group)

    proposed = change(tea, editor_of(group), cost_pence=0, sessions=[])

    assert (proposed.shown, proposed.waiting) == ((), ("sessions", "cost_pence"))
    assert seen(tea).sessions.count() == 1
    assert seen(tea).confirmed_at is None


def test_a_session_at_a_new_place_is_an_address_and_waits(directory, amina):
    tea = directory.listing()
    (session,) = tea.sessions.all()

    moved = [{"id": session.pk, "venue": directory.venue("park", name="Park").pk}]

    assert change(tea, amina, sessions=moved).waiting == ("sessions",)
    assert seen(tea).sessions.get().venue == directory.venue()
    assert newest(tea).sessions.first().venue.name == "Park"


def test_the_session_of_another_listing_is_not_moved_here(directory, amina):
    tea, other = directory.listing(), directory.listing("other", group=directory.group("others"))
    theirs = other.sessions.get()
    item = {"id": theirs.pk, "weekday": 3, "starts": "09:00", "ends": "10:00", "venue": directory.venue().pk}

    change(tea, amina, sessions=[item])

    assert Session.objects.get(pk=theirs.pk).listing == other
    assert tea.sessions.get().pk != theirs.pk


def test_what_is_new_waits_as_a_whole(directory, group, amina):
    play = directory.category("play")
    walks = new_listing(group, amina, name_en="Walks", categories=["play"], cost_pence=0)
    session = {"weekday": 3, "starts": "09:00", "ends": "10:00", "venue": directory.venue().pk}

    change(walks, amina, sessions=[session])

    assert not seen(walks).live
    assert [one.field for one in waiting(walks) if one.before is None][:2] == ["name_en", "categories"]
    assert list(newest(walks).categories.all()) == [play]
    assert [one.weekday for one in newest(walks).sessions.all()] == [3]
    assert Listing.objects.listed().count() == 0


def test_later_steps_keep_earlier_ones(directory, amina):
    tea = directory.listing()

    change(tea, amina, phone="01632 960101")
    change(tea, amina, summary_en="A chat")
    change(tea, amina, cost_pence=50)

    assert {one.field for one in waiting(tea)} == {"phone", "summary_en"}
    assert (newest(tea).phone, newest(tea).summary_en, newest(tea).cost_pence) == ("01632 960101", "A chat", 50)


def test_a_change_taken_back_waits_no_longer(directory, amina):
    tea = directory.listing()
    change(tea, amina, name_en="Tea and toys")

    change(tea, amina, name_en="Tea together")

    assert waiting(tea) == ()
    assert not Proposal.objects.exists()
    assert not seen(tea).has_unpublished_changes


def test_a_step_that_changes_nothing_writes_nothing(directory, amina):
    tea = directory.listing()
    (session,) = tea.sessions.all()

    proposed = change(tea, amina, name_en="Tea together", name_ur="", sessions=[{"id": session.pk}])

    assert (proposed.shown, proposed.waiting, proposed.was) == ((), (), None)
    assert seen(tea).revisions.count() == 0


def test_the_second_of_two_editors_is_told_who_was_first(directory, group, amina):
    tea, zofia = directory.listing(), editor_of(group, "zofia")
    was = newest(tea).latest_revision_id
    change(tea, amina, name_en="Tea and toys")

    with pytest.raises(ChangedMeanwhile) as told:
        operations.propose(record=tea, values={"name_en": "Mine"}, actor=zofia, was=was, now=timezone.now())

    assert told.value.by == amina
    assert told.value.at <= timezone.now()
    assert newest(tea).name_en == "Tea and toys"


@pytest.mark.parametrize("field", ["slug", "live", "confirmed_at", "group", "name"])
def test_nothing_else_of_a_listing_can_be_changed(directory, amina, field):
    with pytest.raises(KeyError):
        change(directory.listing(), amina, **{field: "1"})


@pytest.mark.parametrize("field", ["is_trusted", "suspended_at", "key"])
def test_nothing_else_of_a_group_can_be_changed(group, amina, field):
    with pytest.raises(KeyError):
        change(group, amina, **{field: "1"})


@pytest.mark.parametrize(
    "values",
    [
        {"name_en": ""},
        {"email": "nobody"},
        {"age_from_months": 24, "age_to_months": 12},
        {"sessions": [{"weekday": 1, "starts": "10:00", "ends": "09:00"}]},
        {"sessions": [{"weekday": 1, "starts": "10:00", "ends": "11:00", "venue": 10**6}]},
        {"other_costs": [{"pence": 50}]},
        {"pictures": [{"alt_en": "Toys", "image": 10**6}]},
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(directory, amina, values):
    tea = directory.listing()

    with pytest.raises(ValidationError):
        change(tea, amina, **values)

    assert seen(tea).revisions.count() == 0
    assert waiting(tea) == ()


def test_a_group_changes_itself(group, amina):
    proposed = change(group, amina, name="Acorns and oaks", language="ur", charity_number="123456")

    assert (proposed.shown, proposed.waiting) == (("language",), ("name", "charity_number"))
    assert (seen(group).name, seen(group).language, seen(group).is_trusted) == ("Acorns", "ur", True)


def test_a_venue_that_is_gone_leaves_the_rest_of_what_waits(directory, amina):
    tea, park = directory.listing(), directory.venue("park")
    change(tea, amina, sessions=[{"weekday": 2, "starts": "10:00", "ends": "11:00", "venue": park.pk}])

    park.delete()

    assert [one.venue for one in newest(tea).sessions.all()] == [None]
