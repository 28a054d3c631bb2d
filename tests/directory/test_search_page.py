"""Finding a group: filters that combine, a place to be near, an order, and ways on where nothing is found."""

import re
from datetime import date, datetime, time, timedelta
from html import unescape

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import pytest

from directory.models import Listing, Session
from directory.schedule import LONDON
from directory.search import index
from directory.soonest import MOST_NAMED, next_meetings
from directory.templatetags.directory_tags import away

MONDAY, TUESDAY, WEDNESDAY, SATURDAY = 0, 1, 2, 5


@pytest.fixture
def page(client, directory):
    def page(address="/en/groups/", **parameters):
        response = client.get(address, parameters)
        assert response.status_code == 200
        return response.content.decode().partition('<main id="main"')[2].partition("</main>")[0]

    return page


@pytest.fixture
def places(directory):
    """Five groups: at the middle of LU4 8, a mile and a half away, far away, online, and nobody knows where."""
    near = {"latitude": 51.8901, "longitude": -0.4460}
    directory.listing("here", name="Here", sessions=[directory.session(venue=directory.venue("here", **near))])
    north = directory.venue("north", latitude=51.9150, longitude=-0.4460)
    directory.listing("north", name="North", sessions=[directory.session(venue=north)])
    far = directory.venue("far", latitude=52.5, longitude=-1.5)
    directory.listing("far", name="Far", sessions=[directory.session(venue=far)])
    directory.listing("online", name="Online talk", sessions=[directory.session(online=True)])
    directory.listing("unknown", name="Unknown", sessions=[directory.session(venue=directory.venue("x", postcode=""))])


def names(html):
    return [re.sub(r"<[^>]+>", "", name) for name in re.findall(r"<h3><a [^>]+>(.*?)</a></h3>", html)]


def names_apart(html):
    """Those that are somewhere, and those that are not."""
    placed, _, unplaced = html.partition('id="unplaced-title"')
    return names(placed), names(unplaced)


def links(html):
    """Without the part that leads down to the groups."""
    return [unescape(link).removesuffix("#groups-title") for link in re.findall(r'href="([^"]*)"', html)]


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def quick_filters(html):
    return re.search(r'class="tags quick-filters".*?>(.*?)</ul>', html, re.DOTALL)[1]


def option(html, value):
    """The label of a filter's value, as "facet-value"; None where it is not there to choose."""
    found = re.search(rf'<label for="{value}">(.*?)</label>', html)
    return found and words(found[1])


def test_values_of_one_filter_widen_and_filters_narrow(directory, page):
    play, food = directory.category(), directory.category("food", label="Food")
    directory.listing("a", name="A", categories=[play], sessions=[directory.session(MONDAY)], cost_pence=0)
    directory.listing("b", name="B", categories=[food], sessions=[directory.session(TUESDAY)], cost_pence=0)
    directory.listing("c", name="C", categories=[play, food], sessions=[directory.session(SATURDAY)], cost_pence=100)
    assert names(page(day=["0", "1"])) == ["A", "B"]
    assert names(page(day=["0", "1", "5"], free="yes")) == ["A", "B"]
    assert names(page(category=["play", "food"], day=["5"])) == ["C"]
    assert names(page(category=["food"], day=["0", "1"], free="yes")) == ["B"]


@pytest.mark.parametrize(
    ("facet", "value", "facts"),
    [
        ("spoken", "ur", {"languages_spoken": ["en", "ur"]}),
        ("age", "0", {"age_to_months": 6}),
        ("free", "yes", {"cost_pence": 0}),
        ("who_for", "dads", {"who_for": ["dads"]}),
        ("access", "step_free", {"step_free": "yes"}),
        ("access", "accessible_toilet", {"accessible_toilet": "yes"}),
        ("access", "baby_change", {"baby_change": "yes"}),
    ],
)
def test_a_filter_keeps_what_is_known_to_have_it(directory, page, facet, value, facts):
    other = {"age_from_months": 30, "languages_spoken": ["en"], "cost_pence": 100, "step_free": "no"}
    directory.listing("it", name="It", **facts)
    directory.listing("other", name="Other", **other)
    html = page(**{facet: value})
    assert names(html) == ["It"]
    assert option(html, f"{facet}-{value}").endswith(" (1)")


def test_what_meets_online_can_be_asked_for(places, page):
    assert names(page(online="yes")) == ["Online talk"]


@pytest.mark.parametrize(
    ("starts", "ends", "part"),
    [
        ("11:59", "13:00", "morning"),
        ("12:00", "13:00", "afternoon"),
        ("16:59", "18:00", "afternoon"),
        ("17:00", "18:00", "evening"),
    ],
)
def test_a_part_of_the_day_is_that_in_which_a_session_begins(directory, page, starts, ends, part):
    directory.listing(sessions=[directory.session(starts=starts, ends=ends)])
    found = [name for name in ("morning", "afternoon", "evening") if names(page(part=name))]
    assert found == [part]


def test_a_day_and_a_part_of_it_are_of_one_session(directory, page):
    monday_evening = directory.session(MONDAY, starts="18:00", ends="19:00")
    directory.listing("both", name="Both", sessions=[directory.session(TUESDAY), monday_evening])
    directory.listing("tuesday", name="Tuesday evening", sessions=[directory.session(TUESDAY, "18:00", "19:00")])
    assert names(page(day=["1"], part=["evening"])) == ["Tuesday evening"]
    html = page(day=["0", "1"], part=["morning"])
    assert names(html) == ["Both"]
    assert option(html, "day-0") == "Monday (0)"
    assert option(html, "day-1") == "Tuesday (1)"
    assert option(html, "part-evening") == "Evening (2)"
    assert option(html, "part-morning") == "Morning (1)"


def test_each_value_says_how_many_groups_it_would_give_and_keeps_what_is_ticked(directory, page):
    play, food = directory.category(), directory.category("food", label="Food")
    directory.category("none", label="None")
    directory.listing("a", name="A", categories=[play], sessions=[directory.session(MONDAY)])
    directory.listing("b", name="B", categories=[food], sessions=[directory.session(MONDAY)])
    directory.listing("c", name="C", categories=[food], sessions=[directory.session(TUESDAY)])
    html = page(category=["play"], day=["0"])
    assert [option(html, f"day-{day}") for day in (0, 1)] == ["Monday (1)", "Tuesday (0)"]
    assert [option(html, f"category-{key}") for key in ("play", "food", "none")] == ["Play (1)", "Food (1)", None]
    ticked = re.findall(r'<input type="checkbox" name="(\w+)" id="[\w-]+" value="([\w-]+)" checked>', html)
    assert ticked == [("category", "play"), ("day", "0")]


def test_each_filter_in_use_is_a_link_that_takes_it_away(directory, page):
    directory.category()
    html = page(q="tea", near="LU4 8", within="3", category="play", day=["1", "5"], sort="soonest")
    for removed in (
        "?q=tea&category=play&day=1&day=5&sort=soonest",
        "?q=tea&near=LU4+8&category=play&day=1&day=5&sort=soonest",
        "?q=tea&near=LU4+8&within=3&day=1&day=5&sort=soonest",
        "?q=tea&near=LU4+8&within=3&category=play&day=5&sort=soonest",
        "?q=tea&near=LU4+8&within=3&category=play&day=1&sort=soonest",
        "?q=tea&sort=soonest",
    ):
        assert f"/en/groups/{removed}" in links(html)
    assert words(quick_filters(html)) == "Near LU4 8 ✕ Within 3 miles ✕ Play ✕ Tuesday ✕ Saturday ✕ Remove all filters"


def test_the_days_that_the_words_speak_of_are_one_tap_away_as_a_filter(directory, page):
    directory.listing(sessions=[directory.session(SATURDAY)])
    directory.listing("other", name="Other tea", sessions=[directory.session(MONDAY)])
    html = page(q="tea on saturday morning")
    first, second = quick_filters(html).split("</li>")[:2]
    assert words(first) == "Saturday (1)"
    assert words(second) == "Morning (2)"
    assert links(first) == ["/en/groups/?q=tea+on+saturday+morning&day=5"]


def test_near_a_place_the_nearest_come_first_with_about_how_far_they_are(places, page):
    html = page(near="lu4 8", sort="nearest")
    assert names_apart(html) == (["Here", "North", "Far"], ["Online talk", "Unknown"])
    assert re.findall(r'class="away">([^<]+)<', html) == [
        "About 1 mile away",
        "About 2 miles away",
        "About 61 miles away",
    ]
    assert "5 groups" in html


@pytest.mark.parametrize(("within", "found"), [("1", ["Here"]), ("3", ["Here", "North"]), ("5", ["Here", "North"])])
def test_within_some_miles_only_what_is_known_to_be_so_near_counts(places, page, within, found):
    html = page(near="LU4 8", within=within)
    assert names_apart(html) == (found, ["Online talk", "Unknown"])
    assert f">{len(found)} group" in html
    assert [option(html, f"within-{miles}") for miles in (1, 3, 5)] == [
        "Within 1 mile (1)", "Within 3 miles (2)", "Within 5 miles (2)"
    ]  # fmt: skip


def test_where_none_is_near_it_says_how_many_there_are_further_away(places, page):
    html = page(near="LU1 4", within="1")
    assert "No group fits all of that" in html
    assert "Without “Within 1 mile”: 5 groups" in words(html)
    assert names_apart(html)[1] == ["Online talk", "Unknown"]


def test_a_place_that_the_words_name_is_a_place_to_be_near(places, page):
    html = page(q="group in LU4 8")
    assert names_apart(html) == (["Here", "North", "Far"], ["Online talk", "Unknown"])
    assert "About 1 mile away" in html
    assert names_apart(page(q="group in LU4 8", within="1"))[0] == ["Here"]


def test_without_a_place_there_are_no_distances(places, page):
    html = page(within="1", sort="nearest")
    assert len(names(html)) == 5
    assert 'class="away"' not in html
    assert "unplaced-title" not in html
    assert "Soonest" in words(html)
    assert "Nearest" not in words(html)


@pytest.mark.parametrize("place", ["AB10 1", "ZZ", "12 Long Lane", "Bury Park", "<b>", "\u202e"])
def test_a_place_that_nobody_knows_is_said_and_kept_and_refuses_nothing(places, page, place):
    html = page(near=place, within="1")
    assert len(names(html)) == 5
    assert f"We do not know where “{place}” is" in unescape(html)
    assert f'value="{place}"' in unescape(re.search(r'<input type="text" name="near".*?>', html)[0] + ">")


def test_who_asks_for_what_is_near_is_asked_where(places, page):
    assert "Write your postcode here" in page(q="something near me")
    assert "Write your postcode here" not in page(q="something near me", near="LU4")


def test_a_distance_without_a_place_asks_where_and_stays_ticked(places, page):
    html = page(within="3")
    assert "Write your postcode here" in html
    assert re.findall(r'<input type="radio" name="within" id="([\w-]+)" value="3?" checked>', html) == ["within-3"]
    assert "Within 3 miles ✕" not in words(html)
    assert re.search(r'id="within-any" value="" checked', page())


@pytest.mark.parametrize(
    ("miles", "told"),
    [(0.0, "About 1 mile away"), (0.4, "About 1 mile away"), (1.4, "About 1 mile away"), (1.6, "About 2 miles away")],
)
def test_nothing_is_said_to_be_nearer_than_a_sector_can_tell(miles, told):
    assert away(miles) == told


def on(day, hour=12):
    return datetime.combine(day, time(hour), LONDON)


def test_the_soonest_is_first_and_what_has_no_date_last(directory, page):
    today = timezone.now().astimezone(LONDON).date()

    def once(days):
        day = today + timedelta(days=days)
        return directory.session(day.weekday(), frequency="once", starts_on=day)

    directory.listing("over", name="A over", sessions=[once(-7)])
    directory.listing("month", name="B in a month", sessions=[once(30)])
    directory.listing("week", name="C in a week", sessions=[once(40), once(7)])
    directory.listing("online", name="D online", sessions=[directory.session(online=True)])
    html = page(sort="soonest")
    assert names(html) == ["D online", "C in a week", "B in a month", "A over"]
    assert names(page()) == ["A over", "B in a month", "C in a week", "D online"]
    assert re.search(r'href="/en/groups/\?sort=soonest#groups-title"[^>]*aria-current="true"', html)


@pytest.mark.parametrize(("hour", "day"), [(9, date(2040, 3, 6)), (11, date(2040, 3, 6)), (12, date(2040, 3, 13))])
def test_a_meeting_counts_until_it_is_over(directory, hour, day):
    listing = directory.listing(sessions=[directory.session(TUESDAY)])
    for _again in range(2):
        meeting = next_meetings([listing.pk], now=on(date(2040, 3, 6), hour))[listing.pk]
        assert meeting.starts.date() == day


def test_a_session_that_is_changed_is_not_remembered_as_it_was(directory):
    listing = directory.listing(sessions=[directory.session(TUESDAY)])
    now = on(date(2040, 3, 5))
    assert next_meetings([listing.pk], now=now)[listing.pk].starts.date() == date(2040, 3, 6)
    Session.objects.filter(listing=listing).update(weekday=WEDNESDAY)
    assert next_meetings([listing.pk], now=now)[listing.pk].starts.date() == date(2040, 3, 7)


def test_of_many_listings_each_has_its_own_next_meeting(directory):
    tea, coffee = directory.listing(), directory.listing("coffee", sessions=[directory.session(WEDNESDAY)])
    directory.listing("neither")
    keys = [tea.pk, coffee.pk, *range(10_000, 10_000 + MOST_NAMED)]
    found = next_meetings(keys, now=on(date(2040, 3, 5)))
    assert {key: meeting.starts.weekday() for key, meeting in found.items()} == {tea.pk: TUESDAY, coffee.pk: WEDNESDAY}


def test_a_word_that_is_misspelt_is_asked_back(directory, page):
    directory.listing(name="Massage for babies")
    html = page(q="masage", free="")
    assert names(html) == ["Massage for babies"]
    assert "/en/groups/?q=massage" in links(html)
    assert "Did you mean “massage”?" in html


def test_a_search_that_finds_nothing_offers_ways_on(directory, page):
    massage = directory.category("massage", label="Baby massage")
    directory.category("nothing", label="Nassages")
    directory.listing("a", name="A", categories=[massage], cost_pence=0)
    directory.listing("b", name="B", categories=[massage])
    html = page(q="nassage", free="yes")
    assert "No group fits all of that" in html
    assert "/en/groups/?free=yes" in links(html)
    assert "Without the words “nassage”: 1 group" in words(html)
    assert "/en/groups/?category=massage" in links(html)
    assert "/en/groups/?category=nothing" not in links(html)
    assert "Baby massage (2) All groups (2)" in words(html)
    assert "/en/groups/" in links(html)
    assert "/en/help-now/" in links(html)
    assert "/en/support/" in links(html)


def test_it_says_how_many_groups_there_are_without_each_filter(directory, page):
    play = directory.category()
    directory.listing("a", name="A", categories=[play], sessions=[directory.session(MONDAY)])
    directory.listing("b", name="B", categories=[play], sessions=[directory.session(MONDAY)])
    directory.listing("c", name="C", sessions=[directory.session(TUESDAY)])
    html = page(category="play", day=["1", "5"])
    assert "Without “Tuesday, Saturday”: 2 groups" in words(html)
    assert "Without “Play”: 1 group " in words(html)
    assert {"/en/groups/?category=play", "/en/groups/?day=1&day=5"} <= set(links(html))


def test_where_no_filter_alone_is_the_cause_all_are_left_off(directory, page):
    directory.listing("a", name="A", sessions=[directory.session(MONDAY)], cost_pence=100)
    html = page(day="5", free="yes", q="A")
    assert "Without filters: 1 group" in words(html)
    assert "/en/groups/?q=A" in links(html)


def test_a_day_is_dropped_where_no_session_is_at_that_time_of_it(directory, page):
    sessions = [directory.session(TUESDAY), directory.session(MONDAY, "18:00", "19:00")]
    directory.listing(sessions=sessions)
    html = page(day="1", part="evening")
    assert "Without “Tuesday”: 1 group" in words(html)
    assert "Without “Evening”: 1 group" in words(html)


@pytest.mark.parametrize(
    "parameters", [{"q": "tea"}, {"near": "LU4 8"}, {"sort": "soonest"}, {"day": "1", "part": "morning"}]
)
@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_number_of_queries_does_not_grow_with_the_number_of_results(directory, page, language, parameters):
    play, food = directory.category(), directory.category("food", label="Food")
    directory.listing("first", categories=[play])
    directory.listing("second", categories=[play])

    def count():
        page(f"/{language}/groups/")
        with CaptureQueriesContext(connection) as queries:
            html = page(f"/{language}/groups/", **parameters)
        return len(names(html)), len(queries)

    few = count()
    for number in range(18):
        sessions = [directory.session(day, venue=directory.venue(f"v{number}")) for day in range(3)]
        directory.listing(f"tea-{number}", categories=[play, food], sessions=sessions)
    index.rebuild()
    assert Listing.objects.count() == 20
    assert (few[0], count()) == (2, (20, few[1]))
