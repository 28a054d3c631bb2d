"""What is counted of referrals: nothing of one family while it could be told, then months as they may be shown."""

import csv
import io
import json
from collections import Counter
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.utils import timezone

import pytest

from referrals import keyring, operations, sealing
from referrals.figures import counting
from referrals.figures.models import Figure, Tally, What
from referrals.figures.queries import Report, as_csv, report
from referrals.models import Referral, SealedKey
from referrals.routing import Route, Why
from referrals.states import State
from referrals.trays import Tray
from tests.referrals.family import Family
from tests.referrals.workers import show

OCTOBER = date(2026, 10, 1)
OVER = datetime(2026, 11, 2, 6, tzinfo=timezone.get_fixed_timezone(0))
IN_OCTOBER = OVER - timedelta(days=20)


def send(team, count=1, *, needs=("send",), place="north", language="ur", at=IN_OCTOBER, tray=Tray.MAIN):
    content = {
        "answers": {"needs": list(needs)},
        "neighbourhood": place,
        "told": {"language": {"language": language}},
    }
    route = Route(team.key, Why.NEIGHBOURHOOD, is_priority=False)
    for _ in range(count):
        operations.submit_referral(content=content, route=route, team=team, idempotency_key=uuid4(), now=at, tray=tray)


def numbers(what: What) -> dict[str, int | None]:
    return dict(Figure.objects.filter(month=OCTOBER, what=what).values_list("key", "number"))


def count(now=OVER):
    counting.count_months(now=now)


@pytest.fixture
def north(teams):
    return teams["north"]


def test_a_referral_leaves_a_sealed_slip_that_leads_to_nobody(teams):
    """One for each, all of one length; the form's own answers are in it, and the front door's key alone opens it."""
    for place in ("lu3 3ax", ""):
        family = Family("en")
        family.fill_in(language={"postcode": place})
        family.send()

    slips = list(Tally.objects.all())
    assert len({len(bytes(slip.box)) for slip in slips}) == 1
    assert {field.name for field in Tally._meta.get_fields()} == {"id", "week", "public_key", "box"}
    assert {bytes(slip.public_key) for slip in slips} == {bytes(teams["front-door"].public_key)}
    opened = [
        json.loads(sealing.unwrap(bytes(slip.box), keyring.private_key(bytes(slip.public_key)))) for slip in slips
    ]
    assert Counter(slip["neighbourhood"] for slip in opened) == {"north": 1, "": 1}
    assert {(*slip["needs"], slip["language"]) for slip in opened} == {("send", "syl")}


def test_a_form_that_is_sent_twice_is_counted_once(north):
    key, route = uuid4(), Route("north", Why.NEIGHBOURHOOD, is_priority=False)
    for _ in range(2):
        operations.submit_referral(content={}, route=route, team=north, idempotency_key=key, now=IN_OCTOBER)
    assert Tally.objects.count() == 1


@pytest.mark.parametrize("tray", [Tray.CHECK, Tray.QUARANTINE])
def test_what_is_laid_apart_as_a_machines_is_not_counted(north, tray):
    send(north, tray=tray)
    assert not Tally.objects.exists()


def test_a_month_is_counted_when_its_last_week_is_over_and_its_slips_are_gone(north):
    send(north, 12)
    count(OVER - timedelta(days=1))
    assert (Tally.objects.count(), Figure.objects.count()) == (12, 0)

    count()
    count()
    assert Tally.objects.count() == 0
    assert numbers(What.REFERRALS) == {"": 12}
    assert numbers(What.NEED) == {"send": 12}
    assert numbers(What.LANGUAGE) == {"ur": 12}


def test_fewer_than_ten_are_not_counted_and_not_kept(north):
    send(north, 9)
    count()
    assert (Tally.objects.count(), Figure.objects.count()) == (0, 0)


def test_nothing_under_ten_is_even_stored_nor_what_gives_it_away(north):
    """Of a known total, the next smallest is left out too: 30 less 15 would tell of the rest."""
    send(north, 15, place="north", needs=["send", "housing"])
    send(north, 12, place="south", needs=["send"], language="pl")
    send(north, 3, place="east", needs=["debt"], language="ro")
    count()

    assert numbers(What.NEIGHBOURHOOD) == {"north": 15, "south": None, "east": None}
    assert numbers(What.NEED) == {"send": 27, "housing": 15, "debt": None}
    assert numbers(What.LANGUAGE) == {"ur": 15, "pl": None, "ro": None}
    assert not Figure.objects.exclude(what=What.FIRST_CONTACT).filter(number__lt=10).exists()


def test_who_comes_in_while_a_month_is_counted_changes_no_number_of_it(north):
    send(north, 12)
    count()
    send(north, 1)
    count()
    assert (Tally.objects.count(), numbers(What.REFERRALS)) == (0, {"": 12})


def test_slips_that_nobody_here_can_open_wait(north, settings, tmp_path):
    send(north, 12)
    settings.REFERRAL_KEYS_DIR = tmp_path
    with pytest.raises(sealing.NoPrivateKey):
        count()
    assert Tally.objects.count() == 12


def test_one_slip_whose_key_is_gone_does_not_hold_up_the_others(north):
    send(north, 12)
    Tally.objects.filter(pk=Tally.objects.first().pk).update(public_key=b"x" * 32)
    count()
    assert (Tally.objects.count(), numbers(What.REFERRALS)) == (0, {"": 11})


def test_the_time_to_first_contact(north):
    """A tenth of the families waited for more than the second number says, half for more than the first."""
    send(north, 20)
    for hour, referral in enumerate(Referral.objects.all()):
        contacted = referral.received_at + timedelta(hours=hour, minutes=30)
        Referral.objects.filter(pk=referral.pk).update(first_contact_at=contacted)
    count()
    assert numbers(What.FIRST_CONTACT) == {"median": 10, "nine in ten": 18}


def test_of_few_families_no_time_is_told(north):
    send(north, 20)
    Referral.objects.filter(pk__in=Referral.objects.values("pk")[:9]).update(first_contact_at=IN_OCTOBER)
    count()
    assert numbers(What.FIRST_CONTACT) == {"median": None, "nine in ten": None}


def test_first_contact_is_the_first_showing_or_try_and_no_later_one(teams, member):
    family = Family("en")
    family.fill_in(contact={"safe_times": ""})
    family.send()
    referral, north = Referral.objects.get(), member("north")
    north.get(f"/team/{referral.pk}/")
    referral.refresh_from_db()
    assert referral.first_contact_at is None

    show(north, referral)
    referral.refresh_from_db()
    first = referral.first_contact_at
    assert first is not None
    show(north, referral, "email")
    operations.move_referral(
        referral_id=referral.pk, actor=referral.team.members.first(), version=referral.version,
        to=State.TRIED_TO_REACH, now=first + timedelta(hours=1),
    )  # fmt: skip
    referral.refresh_from_db()
    assert referral.first_contact_at == first


def test_the_dashboard_shows_charts_with_tables_to_members_of_any_team(north, member):
    send(north, 15, needs=["send"])
    send(north, 2, place="south")
    count()
    for team in ("south", "front-door"):
        page = member(team).get("/team/figures/").content.decode()
        assert "October 2026" in page
        assert page.count('<svg class="chart"') == page.count("<table id=") == 4
        assert "not shown" in page


def test_before_a_month_is_counted_the_dashboard_says_so(member):
    north = member("north")
    assert "No month has been counted yet" in north.get("/team/figures/").content.decode()
    assert north.get("/team/figures/file/?month=2026-10").status_code == 404


def test_the_spreadsheet_says_what_the_page_says(north, member):
    send(north, 15)
    count()
    answer = member("north").get("/team/figures/file/?month=2026-10")

    assert answer["Content-Disposition"] == 'attachment; filename="referrals-2026-10.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert ["2026-10", "Whole month", "Referrals", "15"] in rows
    assert ["2026-10", "Language to speak", "Urdu", "15"] in rows
    assert ["2026-10", "Whole month", "Hours to first contact, nine in ten", "not shown"] in rows


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\uff1d1"])
def test_s8_no_cell_is_a_formula(name):
    """S8: whatever an editor calls a need, a spreadsheet program reads it as words."""
    found = Report(10, None, None, {name: {name: 10}})
    for row in csv.reader(io.StringIO(as_csv(OCTOBER, found).decode("utf-8-sig"))):
        assert not any(cell.lstrip()[:1] in set("=+-@\uff1d") for cell in row), row


def test_a_need_that_the_questionnaire_no_longer_has_goes_by_its_key(north):
    send(north, 10, needs=["of-old"])
    count()
    assert report(OCTOBER).tables["Need"] == {"of-old": 10}
    assert SealedKey.objects.exists()
