"""S6: in a flood of machines nothing is refused, and families are found."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone

import pytest

from notices.models import Notice
from referrals import flood
from referrals.buckets import Bucket, Rate, draw, forget_full
from referrals.models import Referral, Team
from referrals.references import is_valid
from referrals.trays import Tray
from tests import drill
from tests.referrals.family import TYPED, Family, read, text_of
from triage import drafts
from triage.models import Draft

START = datetime(2026, 11, 23, 10, 40, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
LASTS = 10 * MINUTE


class Clock:
    def __init__(self) -> None:
        self.now = START


@pytest.fixture
def clock(monkeypatch, settings) -> Clock:
    settings.WATCH_FOR_FLOODS = True
    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock


@pytest.fixture(autouse=True)
def told(teams):
    """Every team is told by e-mail."""
    for team in Team.objects.all():
        Team.objects.filter(pk=team.pk).update(email=f"{team.key}@example.org")


class Sender(Family):
    """Somebody who sends a page every `pause`, from an address; `fills_all` fills in what nobody sees."""

    def __init__(self, address: str, pause: timedelta, *, fills_all: bool = False, scripted: bool = True) -> None:
        super().__init__("en")
        self.client = Client(REMOTE_ADDR=address)
        self.pause, self.more = pause, {flood.TRAP: "https://example.com"} if fills_all else {}
        # A browser that runs scripts asks for the next step by itself, one that runs none goes there.
        self.look_between = not scripted

    def pages(self, start: datetime):
        """The moments at which it sends a page, and the page."""
        return [(start + number * self.pause, self, step) for number, step in enumerate([*TYPED, "send"])]

    def send_page(self, step: str):
        if self.look_between:
            self.look()
        return self.press("check", "send") if step == "send" else self.go_on(step, **self.more)


class Parent(Sender):
    """Takes a person's time, and writes down the reference."""

    def __init__(self, address: str, *, scripted: bool = True) -> None:
        super().__init__(address, 40 * SECOND, scripted=scripted)
        self.reference = ""

    def send_page(self, step: str):
        answer = super().send_page(step)
        if step == "send":
            self.reference = reference_of(self)
        return answer


def happen(clock: Clock, senders: list[tuple[datetime, Sender]]) -> list:
    """Everybody's pages, in the order of time; every answer."""
    pages = sorted((page for start, sender in senders for page in sender.pages(start)), key=lambda page: page[0])
    answers = []
    for moment, sender, step in pages:
        clock.now = moment
        answers.append((sender, sender.send_page(step)))
    return answers


def spread(senders: list[Sender]) -> list[tuple[datetime, Sender]]:
    return [(START + LASTS * number / len(senders), sender) for number, sender in enumerate(senders)]


def size_of_database() -> int:
    question = (
        "SELECT pg_database_size(current_database())"
        if connection.vendor == "postgresql"
        else "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def trays_of(parents: list[Parent]) -> list[str]:
    return [Referral.objects.get(reference=parent.reference).tray for parent in parents]


def reference_of(sender: Sender) -> str:
    page = text_of(sender.client.get(sender.sent_address))
    return page.partition('class="reference"><bdi dir="ltr">')[2].partition("<")[0]


@pytest.mark.drill
def test_twenty_families_come_through_a_flood(clock):
    """S6."""
    many, before = drill.size(small=40, full=1_000), size_of_database()
    bots = [
        Sender(
            "198.51.100.7" if number % 2 else f"203.0.{number % 200}.9",
            timedelta(milliseconds=200),
            fills_all=number % 4 < 2,
        )
        for number in range(many)
    ]
    families = [Parent(f"192.0.{number}.1", scripted=number < 10) for number in range(20)]
    answers = happen(clock, spread(bots) + spread(families))

    assert {answer.status_code for _, answer in answers} == {303}
    assert Referral.objects.count() == many + 20
    grown = size_of_database() - before
    assert set(trays_of(families)) <= {Tray.MAIN, Tray.CHECK}
    kinds = {tray: Referral.objects.in_tray(tray).count() for tray in Tray}
    assert kinds == {Tray.MAIN: 20, Tray.CHECK: many // 2, Tray.QUARANTINE: many // 2}
    of_bots = Notice.objects.filter(message="referrals-to-check").count()
    assert 0 < of_bots <= 12
    assert Notice.objects.count() - of_bots == 20
    assert grown < max(5e6, 50e6 * many / 1_000)  # PostgreSQL takes the first few megabytes at once
    print(f"{many} bots: {grown / 1e6:.1f} MB, {of_bots} notices")


@pytest.fixture
def small_buckets(monkeypatch):
    """Two at once from a network and five from all, and one more every ten minutes."""
    monkeypatch.setattr(flood, "OF_A_NETWORK", Rate(at_once=2, an_hour=6))
    monkeypatch.setattr(flood, "OF_THE_SITE", Rate(at_once=5, an_hour=6))


@pytest.mark.parametrize(
    ("address_of", "most"), [(lambda number: "198.51.100.7", 2), (lambda number: f"10.{number}.0.1", 5)]
)
def test_patient_machines_that_do_all_as_people_do_are_held_to_a_share(clock, small_buckets, address_of, most):
    """S6."""
    bots = [Sender(address_of(number), 20 * SECOND) for number in range(12)]
    happen(clock, spread(bots))
    assert Referral.objects.in_tray(Tray.MAIN).count() == most
    assert Referral.objects.in_tray(Tray.CHECK).count() == 12 - most


def test_a_flood_from_one_network_uses_up_no_others_share(clock, small_buckets):
    """S6."""
    happen(clock, spread([Sender("198.51.100.7", 20 * SECOND) for _ in range(12)]))
    family = Parent("192.0.2.1")
    happen(clock, [(START + LASTS, family)])
    assert trays_of([family]) == [Tray.MAIN]


@pytest.mark.parametrize(("more", "pause"), [({}, 40 * SECOND), ({}, SECOND), ({"fills_all": True}, SECOND)])
def test_whoever_sends_sees_the_same(clock, more, pause):
    sender = Sender("192.0.2.1", pause, **more)
    happen(clock, [(START, sender)])
    page = text_of(sender.client.get(sender.sent_address))
    reference = reference_of(sender)
    assert is_valid(reference)
    clock.now = START
    other = Sender("192.0.2.2", 40 * SECOND)
    happen(clock, [(START, other)])
    assert shape(text_of(other.client.get(other.sent_address))) == shape(page)


def shape(page: str) -> str:
    """Without reference and code."""
    return re.sub('class="reference"><bdi dir="ltr">[^<]+', "", page)


def test_what_is_laid_apart_is_sealed_whole(clock):
    happen(clock, [(START, Sender("192.0.2.1", SECOND, fills_all=True))])
    referral = Referral.objects.get()
    content = read(referral)
    assert content["told"]["story"] == TYPED["story"]
    assert (referral.team.key, content["route"]["why"]) == ("front-door", "quarantined")


def test_where_nobody_can_count_a_referral_is_laid_apart_and_not_refused(clock):
    family = Parent("192.0.2.1")
    with connection.execute_wrapper(without_buckets):
        happen(clock, [(START, family)])
    assert trays_of([family]) == [Tray.CHECK]


def without_buckets(execute, sql, params, many, context):
    if "referrals_bucket" in sql:
        sql = sql.replace("referrals_bucket", "no_such_table")
    return execute(sql, params, many, context)


@pytest.mark.parametrize("header", ["", "nonsense", "198.51.100.7, , 1.2.3"])
def test_an_address_that_is_none_hinders_nobody(clock, settings, header):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    family = Parent("nonsense")
    family.client.defaults["HTTP_X_FORWARDED_FOR"] = header
    happen(clock, [(START, family)])
    assert trays_of([family]) == [Tray.MAIN]


def test_no_address_is_stored_and_nothing_once_the_bucket_is_full_again(clock):
    happen(clock, [(START, Sender("198.51.100.7", 40 * SECOND))])
    assert Bucket.objects.count() == 2
    assert not [name for name in Bucket.objects.values_list("name", flat=True) if "198.51.100" in name]
    forget_full(now=clock.now)
    assert Bucket.objects.count() == 2
    forget_full(now=clock.now + timedelta(hours=1))
    assert not Bucket.objects.exists()


def test_a_network_has_another_name_every_day_and_shares_it_with_its_neighbours():
    def name(address: str, days: int = 0) -> str:
        request = RequestFactory().get("/", REMOTE_ADDR=address)
        return flood.network_name(request, now=START + timedelta(days=days))

    assert name("198.51.100.7") == name("198.51.100.200") != name("198.51.101.7")
    assert name("2001:db8:0:1::1") == name("2001:db8:0:2::2") != name("2001:db8:1::1")
    assert name("198.51.100.7") != name("198.51.100.7", days=1)


def test_a_bucket_gives_so_many_at_once_and_then_so_many_an_hour():
    rate, name = Rate(at_once=3, an_hour=6), uuid4().hex
    assert [draw(name, rate, now=START) for _ in range(5)] == [True, True, True, False, False]
    assert not draw(name, rate, now=START + 9 * MINUTE)
    assert [draw(name, rate, now=START + 10 * MINUTE) for _ in range(2)] == [True, False]
    assert [draw(name, rate, now=START + 60 * MINUTE) for _ in range(4)] == [True, True, True, False]


def test_the_trap_is_read_out_as_what_it_is_and_no_key_leads_there(family):
    page = text_of(family.look())
    trap = page.partition('<div class="visually-hidden">')[2].partition("</div>")[0]
    assert '<label for="extra">' in trap
    assert 'tabindex="-1"' in trap
    assert "style=" not in trap


def test_unsent_answers_never_fill_the_disk_and_who_is_typing_keeps_theirs(monkeypatch):
    monkeypatch.setattr(drafts, "MOST", 5)
    family = Family("en")
    family.go_on("contact")
    for number in range(20):
        Draft.objects.create(box=b"sealed", expires_at=timezone.now() + (number + 1) * MINUTE)
    drafts.forget_surplus(now=timezone.now())
    assert Draft.objects.count() == 5
    assert text_of(family.look()).count("error-summary") == 0
    assert family.look().context["form"].key == "people"
