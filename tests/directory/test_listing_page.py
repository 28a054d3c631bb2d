"""What a family reads of a listing's times, pictures and contacts. 6 March 2040 is a Tuesday."""

import re
from datetime import date

from django.utils import translation

from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

import pytest
from icalendar import Calendar as File

from directory.in_words import EVERY_MONTH, rhythm
from directory.models import ListingPicture, OtherCost, SchoolTerm
from tests.directory.test_schedule import FORTNIGHT, Frequency, a_rule

TUESDAY = date(2040, 3, 6)


@pytest.fixture
def words(client):
    """The words of a page, in one line."""

    def words(address):
        response = client.get(address)
        assert response.status_code == 200
        return re.sub(r"(<[^>]+>|\s)+", " ", response.content.decode())

    return words


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({}, "Every Tuesday, 10:00 to 11:30"),
        ({"frequency": "fortnightly"}, "Every second Tuesday, 10:00 to 11:30"),
        ({"frequency": "monthly", "nth": 1}, "The first Tuesday of the month, 10:00 to 11:30"),
        ({"frequency": "monthly", "nth": -1}, "The last Tuesday of the month, 10:00 to 11:30"),
        ({"runs_on_bank_holidays": True}, "· On bank holidays too"),
        ({}, "Starts: Tuesday 6 March 2040"),
        ({"ends_on": date(2040, 5, 1)}, "Ends: Tuesday 1 May 2040"),
        ({"exceptions": "2040-03-06"}, "Next: Tuesday 13 March, 10:00 to 11:30"),
    ],
)
def test_a_session_is_in_words(directory, words, facts, told):
    directory.listing(sessions=[directory.session(1, starts_on=TUESDAY, **facts)])
    for address in ("/en/groups/tea/", "/en/groups/"):
        assert told in words(address)


def test_it_says_whom_it_costs_something_else(directory, words):
    listing = directory.listing(cost_pence=250)
    OtherCost.objects.create(listing=listing, for_whom_en="A second child", for_whom_ur="دوسرا بچہ", pence=50)
    OtherCost.objects.create(listing=listing, for_whom_en="With Healthy Start", pence=0)

    assert "Cost £2.50 A second child: £0.50 With Healthy Start: Free" in words("/en/groups/tea/")
    assert "دوسرا بچہ: £0.50" in words("/ur/groups/tea/")


def test_what_meets_once_has_its_date(directory, words):
    directory.listing(sessions=[directory.session(1, frequency="once", starts_on=TUESDAY)])
    assert "Tuesday 6 March 2040, 10:00 to 11:30" in words("/en/groups/tea/")
    assert "Next:" not in words("/en/groups/tea/")


def test_a_card_says_which_of_the_sessions_is_next(directory, words):
    directory.listing(
        sessions=[directory.session(2, starts_on=date(2041, 1, 2)), directory.session(1, starts_on=TUESDAY)]
    )
    assert words("/en/groups/").count("Next: Tuesday 6 March, 10:00 to 11:30") == 1
    assert words("/en/groups/").count("Next:") == 1
    assert words("/en/groups/tea/").count("Next:") == 2


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"term_time_only": True}, "Ask the group for the next date: the school term dates are not known yet."),
        ({"ends_on": date(2020, 1, 7)}, "No more dates are planned."),
        ({"frequency": "once", "starts_on": date(2020, 1, 7)}, "No more dates are planned."),
    ],
)
def test_a_session_without_a_date_to_come_says_so_and_has_no_calendar(directory, client, words, facts, told):
    listing = directory.listing(sessions=[directory.session(1, **facts)])
    assert told in words("/en/groups/tea/")
    assert "Add to calendar" not in words("/en/groups/tea/")
    for address in ("calendar.ics", f"{listing.sessions.first().pk}/calendar.ics"):
        assert client.get(f"/en/groups/tea/{address}").status_code == 404


def test_term_dates_that_nobody_has_confirmed_are_said_to_be_so(directory, words):
    term = SchoolTerm.objects.create(name="All", starts_on=date(2020, 1, 1), ends_on=date(2060, 1, 1), is_example=True)
    directory.listing(sessions=[directory.session(1, term_time_only=True)])
    directory.listing("other", name="Other")
    told = "The council has not confirmed the school term dates yet."
    assert told in words("/en/groups/tea/")
    assert told not in words("/en/groups/other/")
    term.is_example = False
    term.save()
    assert told not in words("/en/groups/tea/")


def test_the_days_of_the_next_weeks_on_which_it_is_off_are_named(directory, words):
    directory.listing(sessions=[directory.session(1, exceptions="2020-01-01 to 2060-01-01")])
    assert re.search(r"Not on: Tuesday \d+ \w+ · Tuesday", words("/en/groups/tea/"))


def test_dates_are_in_the_readers_language(directory, words):
    directory.listing(sessions=[directory.session(1, starts_on=TUESDAY)])
    assert "wtorek, 6 marca" in words("/pl/groups/tea/")
    assert "منگل، 6 مارچ" in words("/ur/groups/tea/")


def test_every_rhythm_has_its_words():
    rules = [
        *(a_rule(weekday=day) for day in range(7)),
        *(a_rule(**FORTNIGHT, weekday=day) for day in range(7)),
        *(a_rule(Frequency.MONTHLY, weekday=day, nth=nth) for day in range(7) for nth in EVERY_MONTH),
    ]
    with translation.override("en"):
        assert len({rhythm(rule) for rule in rules}) == 49


def test_a_session_and_a_listing_are_added_to_a_calendar(directory, client):
    listing = directory.listing(sessions=[directory.session(1), directory.session(3)], name_ur="چائے")
    html = client.get("/ur/groups/tea/").content.decode()
    keys = [session.pk for session in listing.sessions.all()]
    for address, count in (("calendar.ics", 2), (f"{keys[0]}/calendar.ics", 1), (f"{keys[1]}/calendar.ics", 1)):
        assert f'href="/ur/groups/tea/{address}"' in html
        response = client.get(f"/ur/groups/tea/{address}")
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        events = File.from_ical(response.content).walk("VEVENT")
        assert len(events) == count
        assert {str(event["summary"]) for event in events} == {"چائے"}
        assert {str(event["location"]) for event in events} == {"Long Hall, Long Lane, Luton, LU4 8ZX"}
        assert {event["url"] for event in events} == {"http://testserver/ur/groups/tea/"}


def test_an_example_says_in_the_calendar_too_that_it_is_one(directory, client):
    directory.listing(group=directory.group(is_example=True))
    (event,) = File.from_ical(client.get("/en/groups/tea/calendar.ics").content).walk("VEVENT")
    assert event["description"].startswith("This is an example.")


def test_a_session_is_the_same_one_in_every_language_and_file(directory, client):
    key = directory.listing(name_pl="Herbata").sessions.first().pk
    files = ["/en/groups/tea/calendar.ics", "/pl/groups/tea/calendar.ics", f"/en/groups/tea/{key}/calendar.ics"]
    events = [File.from_ical(client.get(file).content).walk("VEVENT")[0] for file in files]
    assert len({event["uid"] for event in events}) == 1


def test_only_a_listed_listings_own_sessions_have_calendars(directory, client):
    other = directory.listing("other").sessions.first().pk
    draft = directory.listing("draft", live=False).sessions.first().pk
    directory.listing()
    for address in (f"tea/{other}", f"draft/{draft}", "draft", "unheard-of", "tea/0"):
        assert client.get(f"/en/groups/{address}/calendar.ics").status_code == 404


def test_whom_it_is_for_and_the_waiting_list_are_told(directory, words):
    directory.listing(who_for=["women_only", "young_carers"], waiting_list="yes", contact_name="Amina")
    assert "Who it is for: Women only · Young carers" in words("/en/groups/")
    page = words("/en/groups/tea/")
    assert "Who it is for Women only Young carers" in page
    assert "Waiting list Yes" in page
    assert "Ask for Amina" in page
    directory.listing("other", name="Other")
    assert "Waiting list" not in words("/en/groups/other/")


@pytest.mark.parametrize(("language", "told"), [("ur", 'alt="کھلونے"'), ("pl", 'alt="Toys"')])
def test_a_picture_is_also_in_words_that_say_their_language(directory, client, language, told):
    listing = directory.listing()
    image = Image.objects.create(title="toys", file=get_test_image_file())
    ListingPicture.objects.create(listing=listing, image=image, alt_en="Toys", alt_ur="کھلونے")
    html = client.get(f"/{language}/groups/tea/").content.decode()
    picture = re.search(r'<div class="article-picture" lang="(\w+)".*?</div>', html, re.DOTALL)
    assert told in picture[0]
    assert picture[1] == ("ur" if language == "ur" else "en")
