"""What is new, due and overdue, and how one referral is found."""

from datetime import UTC, datetime, timedelta
from html import unescape
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

import pytest

from referrals import due, queries
from referrals.models import Referral
from referrals.queries import Lane
from referrals.references import as_written, new_reference
from referrals.replies import reply_by
from referrals.states import State
from referrals.trays import Tray
from tests.referrals.workers import INBOX, page_of, press

FIND = reverse("workspace:find")
# Monday to Friday, 9 to 5: a Monday morning in winter.
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
PAST, SOON, LATER = timedelta(minutes=-1), timedelta(minutes=1), timedelta(days=9)


@pytest.fixture
def lay(teams):
    """`lay("north", State.NEW, SOON)`: a referral of a team, due then; nobody can open it."""

    def create(team: str, state: State, due_in: timedelta | None, **fields) -> Referral:
        now = timezone.now()
        return Referral.objects.create(
            reference=new_reference(),
            idempotency_key=uuid4(),
            team=teams[team],
            state=state,
            is_priority=False,
            received_at=now,
            due_at=None if due_in is None else now + due_in,
            alarm_at=now + timedelta(days=1),
            box=b"sealed",
            **fields,
        )

    return create


def text_of(response) -> str:
    return unescape(response.content.decode())


def test_what_was_promised_the_next_step_and_the_alarm_are_working_time(db):
    assert reply_by(MONDAY, is_priority=True) == datetime(2026, 11, 23, 14, tzinfo=UTC)
    assert reply_by(MONDAY, is_priority=False) == datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert due.next_step_by(MONDAY) == datetime(2026, 11, 26, 10, tzinfo=UTC)
    assert due.alarm_at(MONDAY, is_priority=True) == datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
    assert due.alarm_at(MONDAY, is_priority=False) == datetime(2026, 11, 23, 13, 30, tzinfo=UTC)


def test_lanes_are_what_they_say(teams, lay, django_user_model):
    now = timezone.now()
    laid = {
        "new": lay("north", State.NEW, LATER),
        "new and late": lay("north", State.NEW, PAST),
        "new and due": lay("north", State.NEW, SOON),
        "in progress": lay("north", State.IN_PROGRESS, LATER),
        "tried, and late": lay("north", State.TRIED_TO_REACH, PAST),
        "to check": lay("north", State.NEW, PAST, tray=Tray.CHECK),
        "quarantined": lay("north", State.NEW, None, tray=Tray.QUARANTINE),
        "closed": lay("north", State.CLOSED, None, outcome="supported"),
    }
    lay("south", State.NEW, PAST)
    user = django_user_model.objects.create_user("worker")
    teams["north"].members.add(user)

    lanes = queries.lanes(user, now=now + timedelta(seconds=1), today_ends=now + timedelta(hours=2))
    found = {lane: {name for name, one in laid.items() if one in referrals} for lane, referrals in lanes.items()}

    assert found == {
        Lane.IN_HAND: set(laid) - {"closed", "to check", "quarantined"},
        Lane.NEW: {"new", "new and late", "new and due"},
        Lane.DUE: {"new and due"},
        Lane.OVERDUE: {"new and late", "tried, and late"},
        Lane.CHECK: {"to check"},
        Lane.QUARANTINE: {"quarantined"},
        Lane.CLOSED: {"closed"},
    }
    assert sum(referrals.count() for referrals in lanes.values()) == sum(len(names) for names in found.values())


def test_the_page_counts_every_lane_and_shows_one(lay, member):
    late, later = lay("north", State.IN_PROGRESS, PAST), lay("north", State.NEW, LATER)
    north = member("north")

    page = text_of(north.get(INBOX))
    assert "Overdue <strong>1</strong>" in page
    assert "In hand <strong>2</strong>" in page
    assert late.reference in page
    assert later.reference in page

    overdue = text_of(north.get(f"{INBOX}?lane=overdue"))
    assert late.reference in overdue
    assert later.reference not in overdue
    assert north.get(f"{INBOX}?lane=nonsense&team=nonsense&page=999").status_code == 200


def test_somebody_in_two_teams_looks_at_one(lay, member, teams):
    here, there = lay("north", State.NEW, LATER), lay("south", State.NEW, LATER)
    north = member("north")
    assert "All your teams" not in text_of(north.get(INBOX))
    teams["south"].members.add(get_user_model().objects.get(username="worker-of-north"))

    assert there.reference in text_of(north.get(INBOX))
    of_north = text_of(north.get(f"{INBOX}?team=north"))
    assert here.reference in of_north
    assert there.reference not in of_north


def test_taking_up_and_moving_sets_by_when_the_next_step_is_due(lay, member):
    referral, north = lay("north", State.NEW, PAST), member("north")
    before = timezone.now()
    press(north, referral, "in_progress")
    referral.refresh_from_db()

    assert due.next_step_by(before) <= referral.due_at <= due.next_step_by(timezone.now())


def test_a_long_list_has_pages(lay, member):
    for _ in range(51):
        lay("north", State.NEW, LATER)
    north = member("north")

    assert "Page 1 of 2" in text_of(north.get(INBOX))
    assert text_of(north.get(f"{INBOX}?page=2")).count("FP-") == 2  # one, and the example of what a reference is


@pytest.mark.parametrize("typed", ["{}", " {} ", "{lower}", "{bare}"])
def test_a_referral_is_found_by_its_reference_however_it_is_typed(lay, member, typed):
    referral = lay("north", State.NEW, LATER)
    reference = referral.reference
    typed = typed.format(reference, lower=reference.lower(), bare=reference.replace("-", ""))

    assert as_written(typed) == reference
    assert member("north").post(FIND, {"reference": typed})["Location"] == page_of(referral)


def test_a_slip_is_told_and_what_another_team_has_is_not(lay, member):
    referral, elsewhere = lay("north", State.NEW, LATER), lay("south", State.NEW, LATER)
    north, last = member("north"), referral.reference[-1]
    slip = referral.reference[:-1] + ("B" if last != "B" else "C")
    answers = [text_of(north.post(FIND, {"reference": typed})) for typed in (slip, "Zarqafamily", "07700 900461")]
    assert all("This is no reference" in answer for answer in answers)

    theirs, none = (text_of(north.post(FIND, {"reference": typed})) for typed in (elsewhere.reference, new_reference()))
    assert "None of your teams has a referral with this reference." in theirs
    assert "None of your teams has a referral with this reference." in none
    assert page_of(elsewhere) not in theirs
