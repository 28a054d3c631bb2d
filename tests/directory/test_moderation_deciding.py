"""What staff do about a change: approve it, some of it, or send it back; and what the group is told."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from wagtail.models import ModelLogEntry

import pytest

from directory.models import Listing, Proposal
from directory.moderation import decisions, queries
from directory.moderation.actions import KEEP
from directory.moderation.operations import ChangedMeanwhile, newest, waiting
from directory.moderation.versions import fingerprint
from notices.models import Notice
from tests.directory.moderated import change, editor_of, new_listing, seen, staff

NOW = timezone.now()


@pytest.fixture
def sam(directory):
    return staff()


@pytest.fixture
def group(directory):
    return directory.group()


@pytest.fixture
def amina(group):
    return editor_of(group, language="ur")


@pytest.fixture
def tea(directory, amina):
    """With a change that waits."""
    tea = directory.listing(cost_pence=100)
    change(tea, amina, name_en="Tea and toys", phone="01632 960101", cost_pence=0)
    return tea


def approve(record, sam, fields=None):
    return decisions.approve(record=record, actor=sam, seen=fingerprint(waiting(record)), now=NOW, fields=fields)


def send_back(record, sam, reasons=("contact",), remark=""):
    seen = fingerprint(waiting(record))
    decisions.send_back(record=record, actor=sam, seen=seen, reasons=reasons, remark=remark, now=NOW)


def test_all_is_approved(tea, sam):
    assert set(approve(tea, sam)) == {"name_en", "phone", "cost_pence"}

    after = seen(tea)
    assert (after.name_en, after.phone, after.cost_pence) == ("Tea and toys", "01632 960101", 0)
    assert (waiting(tea), after.has_unpublished_changes, after.confirmed_at is not None) == ((), False, True)
    assert not Proposal.objects.exists()


def test_some_is_approved_and_the_rest_waits_on(tea, sam):
    since = Proposal.objects.get().since

    approve(tea, sam, fields=["phone"])

    after = seen(tea)
    assert (after.name_en, after.phone, after.cost_pence) == ("Tea together", "01632 960101", 100)
    assert {one.field for one in waiting(tea)} == {"name_en", "cost_pence"}
    assert (newest(tea).name_en, after.has_unpublished_changes) == ("Tea and toys", True)
    assert Proposal.objects.get().since == since


def test_sessions_of_a_change_are_the_same_sessions_afterwards(directory, amina, sam):
    tea = directory.listing()
    (session,) = tea.sessions.all()
    evening = {"weekday": 4, "starts": "18:00", "ends": "19:00", "venue": session.venue_id}
    change(tea, amina, sessions=[{"id": session.pk, "starts": "09:30"}, evening])

    approve(tea, sam)

    first, second = seen(tea).sessions.all()
    assert (first.pk, f"{first.starts:%H:%M}", f"{second.starts:%H:%M}") == (session.pk, "09:30", "18:00")


def test_what_changed_since_staff_looked_is_not_approved(tea, amina, sam):
    looked_at = fingerprint(waiting(tea))
    change(tea, amina, phone="01632 960999")

    with pytest.raises(ChangedMeanwhile) as told:
        decisions.approve(record=tea, actor=sam, seen=looked_at, now=NOW)

    assert told.value.by == amina
    assert seen(tea).phone == ""
    assert newest(tea).phone == "01632 960999"


def test_a_change_is_not_sent_back_unseen_either(tea, amina, sam):
    looked_at = fingerprint(waiting(tea))
    change(tea, amina, phone="")

    with pytest.raises(ChangedMeanwhile):
        decisions.send_back(record=tea, actor=sam, seen=looked_at, reasons=["contact"], remark="", now=NOW)

    assert queries.answers(tea) is None


def test_what_is_sent_back_stays_with_the_group_and_says_why(tea, sam):
    send_back(tea, sam, remark="Is it 960102?")

    assert seen(tea).phone == ""
    assert newest(tea).phone == "01632 960101"
    answer = queries.answers(tea)
    assert answer.at == NOW
    assert answer.why == (
        "We could not reach you in the way that you give. Please check the phone number and the e-mail.",
        "The council's own words: “Is it 960102?”",
    )
    assert queries.queue(now=NOW) == []
    assert [one.record for one in queries.sent_back()] == [tea]


def test_what_the_group_changes_again_waits_again(tea, amina, sam):
    send_back(tea, sam)
    later = NOW + timedelta(days=1)

    change(tea, amina, phone="01632 960102", now=later)

    assert queries.answers(tea) is None
    ((_group, (item,)),) = queries.queue(now=later)
    assert (item.since, set(item.fields)) == (later, {"name_en", "phone", "cost_pence"})


def test_what_a_trusted_group_changes_at_once_does_not_answer_for_the_rest(tea, amina, sam, group):
    send_back(tea, sam)
    type(group).objects.update(is_trusted=True)

    change(tea, amina, cost_pence=50)

    assert seen(tea).cost_pence == 50
    assert queries.answers(tea) is not None
    assert {one.field for one in waiting(tea)} == {"name_en", "phone"}


@pytest.mark.parametrize(("reasons", "remark"), [((), " "), (("unheard-of",), "Why?")])
def test_nothing_is_sent_back_without_a_reason(tea, sam, reasons, remark):
    with pytest.raises(ValueError, match="Say why"):
        send_back(tea, sam, reasons=reasons, remark=remark)


def test_editors_are_told_each_in_their_language(tea, group, sam):
    editor_of(group, "zofia", "pl")

    send_back(tea, sam, remark="Is it 960102?")

    told = Notice.objects.filter(message="change-sent-back").order_by("pk")
    assert [(one.address, one.language) for one in told] == [("amina@example.org", "ur"), ("zofia@example.org", "pl")]
    with translation.override("ur"):
        assert told[0].values["reasons"].startswith(queries.answers(tea).why[0])
    assert "/ur/my-groups/acorns/" in told[0].values["address"]


def test_a_group_without_editors_is_told_itself(directory, sam, tea, group):
    group.editorships.all().delete()
    type(group).objects.update(email="acorns@example.org", language="bn")

    approve(tea, sam)

    notice = Notice.objects.get(message="change-approved")
    assert (notice.address, notice.language) == ("acorns@example.org", "bn")
    assert "Phone" in notice.values["fields"] or notice.values["fields"]


def test_a_new_group_is_seen_once_it_is_approved(directory, sam):
    group = directory.group("new", name="", live=False)
    amina = editor_of(group)
    change(group, amina, name="New group", phone="01632 960101")
    walks = new_listing(group, amina, name_en="Walks")
    session = {"weekday": 3, "starts": "09:00", "ends": "10:00", "venue": directory.venue().pk}
    change(walks, amina, sessions=[session])

    approve(walks, sam)
    assert Listing.objects.listed().count() == 0
    approve(group, sam)

    assert (seen(group).live, seen(group).name) == (True, "New group")
    assert [one.name_en for one in Listing.objects.listed()] == ["Walks"]
    assert seen(walks).sessions.count() == 1
    assert queries.queue(now=NOW) == []


def test_a_new_group_is_put_before_staff_as_it_was_written(directory):
    group = directory.group("new", name="New group", live=False)

    change(group, editor_of(group))

    ((_group, (item,)),) = queries.queue(now=NOW)
    assert (item.name, item.is_new, "name" in item.fields) == ("New group", True, True)


def test_a_new_listing_without_an_english_name_is_not_approved(directory, group, amina, sam):
    walks = new_listing(group, amina, name_ur="سیر")

    with pytest.raises(ValidationError):
        approve(walks, sam)

    assert not seen(walks).live


def test_ages_that_cross_are_not_approved_one_by_one(directory, amina, sam):
    tea = directory.listing(age_from_months=0, age_to_months=12)
    change(tea, amina, age_from_months=24, age_to_months=48)

    with pytest.raises(ValidationError):
        approve(tea, sam, fields=["age_from_months"])

    assert (seen(tea).age_from_months, len(waiting(tea))) == (0, 2)
    approve(tea, sam)
    assert (seen(tea).age_from_months, seen(tea).age_to_months) == (24, 48)


def test_the_queue_is_by_group_the_oldest_first(directory, group, amina):
    now = timezone.now()
    other = directory.group("others", name="Others")
    zofia = editor_of(other, "zofia")
    change(directory.listing("b", group=other), zofia, phone="01632 960102", now=now - timedelta(days=4))
    change(directory.listing("a"), amina, phone="01632 960101", now=now - timedelta(days=2))
    change(other, zofia, name="The others", now=now)

    (first, items), (second, (item,)) = queries.queue(now=now)

    assert (first, second) == (other, group)
    assert [(one.model, one.days, one.is_overdue, one.actor) for one in items] == [
        ("listing", 4, True, zofia),
        ("group", 0, False, zofia),
    ]
    assert (item.days, item.is_overdue, item.fields) == (2, False, ("phone",))


def test_every_decision_is_in_the_audit_log(tea, amina, sam):
    approve(tea, sam, fields=["phone"])
    send_back(tea, sam, remark="Hm")

    entries = ModelLogEntry.objects.filter(action__startswith="directory.").exclude(action=KEEP).order_by("pk")
    assert [(one.action, one.user, one.data["fields"]) for one in entries] == [
        ("directory.propose", amina, ["name_en", "cost_pence", "phone"]),
        ("directory.approve", sam, ["phone"]),
        ("directory.send_back", sam, ["name_en", "cost_pence"]),
    ]
    assert entries[2].data["reasons"] == ["contact"]
