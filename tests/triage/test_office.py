"""Whom to call now: in office hours one number, and outside them, as on bank holidays, another."""

from datetime import UTC, datetime

from django.utils import timezone

import pytest

from directory.models import BankHoliday
from triage import office
from triage.templatetags.office_tags import hours_of

pytestmark = pytest.mark.django_db
MASH, OUT_OF_HOURS = "01582547653", "03003008123"


def danger_now(client, language="en"):
    address = f"/{language}/support/"
    return client.post(address, {"step": "danger", "answer": "now", "action": "continue"}, follow=True).content.decode()


@pytest.mark.parametrize("language", ["en", "ur", "gu"])
@pytest.mark.parametrize(
    ("moment", "first", "then", "says"),
    [
        (datetime(2026, 11, 23, 9, 0, tzinfo=UTC), MASH, OUT_OF_HOURS, '<bdi dir="ltr">17:00</bdi>'),
        (datetime(2026, 7, 1, 8, 30, tzinfo=UTC), MASH, OUT_OF_HOURS, '<bdi dir="ltr">17:00</bdi>'),
        (datetime(2026, 11, 23, 8, 59, tzinfo=UTC), OUT_OF_HOURS, MASH, '<bdi dir="ltr">09:00</bdi>'),
        (datetime(2026, 11, 23, 17, 0, tzinfo=UTC), OUT_OF_HOURS, MASH, '<bdi dir="ltr">09:00</bdi>'),
        (datetime(2026, 11, 22, 12, 0, tzinfo=UTC), OUT_OF_HOURS, MASH, '<bdi dir="ltr">09:00</bdi>'),
        (datetime(2026, 12, 25, 12, 0, tzinfo=UTC), OUT_OF_HOURS, MASH, '<bdi dir="ltr">09:00</bdi>'),
    ],
)
def test_the_number_that_is_right_now_comes_first(client, monkeypatch, language, moment, first, then, says):
    monkeypatch.setattr(timezone, "now", lambda: moment)

    panel = danger_now(client, language).partition('id="emergency"')[2].partition("</section>")[0]

    assert panel.index("tel:999") < panel.index(f"tel:{first}") < panel.index(f"tel:{then}")
    assert says in panel
    for way in ("55", "REGISTER", "tel:18000", "https://999bsl.co.uk"):
        assert way in panel


def test_a_bank_holiday_that_an_editor_adds_closes_the_office(client, monkeypatch):
    monday = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    assert office.now(monday).is_open

    BankHoliday.objects.create(day=monday.date(), name="A day off")

    assert not office.now(monday).is_open
    assert f"{office.now(monday).changes:%A}" == "Tuesday"


def test_a_number_that_is_no_longer_kept_leaves_the_rest_of_the_panel(client):
    office.content_queries.helplines_named(["mash", "emergency-duty-team"])[0].delete()

    assert "tel:999" in danger_now(client)


@pytest.mark.parametrize(
    ("week", "says"),
    [
        ({"monday": ("09:00", "17:00"), "tuesday": ("09:00", "17:00")}, ["Monday–Tuesday 09:00–17:00"]),
        (
            {"monday": ("09:00", "17:00"), "wednesday": ("09:00", "17:00"), "thursday": ("10:00", "12:00")},
            ["Monday 09:00–17:00", "Wednesday 09:00–17:00", "Thursday 10:00–12:00"],
        ),
    ],
)
def test_help_now_says_which_hours_are_office_hours(client, monkeypatch, week, says):
    kept = office.Office("mash", "emergency-duty-team", office.read_week(week))
    monkeypatch.setattr(office, "office", lambda: kept)
    mash, other = office.content_queries.helplines_named(["mash", "emergency-duty-team"])

    words = str(hours_of(mash)).replace('<bdi dir="ltr">', "").replace("</bdi>", "")

    assert words == " · ".join(says)
    assert hours_of(other) == ""
    assert str(hours_of(mash)) in client.get("/en/help-now/").content.decode()
