"""What is counted of journeys, once each and of nobody in particular, and what staff may see of it."""

from collections import Counter
from datetime import date
from itertools import product
from statistics import median as expected_median

from django.apps import apps
from django.contrib.auth.models import User
from django.db import OperationalError, connection, models
from django.test import Client

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.counts import counting, disclosure
from triage.counts.chart import LONGEST_BAR, chart
from triage.counts.models import JourneyCount, What
from triage.counts.queries import median, months, report
from triage.models import Draft

JOURNEY = (("danger", "no"), ("about", "my_child"), ("needs", "baby_care"), ("managing", "coping"))
OCTOBER = date(2026, 10, 1)
FIRST_MONDAY = date(2026, 10, 5)
db = pytest.mark.django_db


def post(client, language="en", **told):
    return client.post(f"/{language}/support/", told, follow=True)


def go_through(client=None, language="en", journey=JOURNEY):
    client = client or Client()
    for step, answer in journey:
        page = post(client, language, step=step, answer=answer, action="continue")
    assert page.status_code == 200
    return client


def counted():
    return {(row.what, row.key): row.times for row in JourneyCount.objects.all()}


ONCE = {
    ("question", "danger"): 1,
    ("question", "about"): 1,
    ("question", "needs"): 1,
    ("question", "managing"): 1,
    ("outcome", "self_help_plus_groups"): 1,
    ("length", "4"): 1,
    ("language", "en"): 1,
    ("outcome+language", "self_help_plus_groups en"): 1,
}


@db
def test_a_journey_is_counted_once_however_often_it_goes_back_and_is_looked_at_again():
    client = go_through()
    assert counted() == ONCE

    client.get("/en/support/")
    client.get("/ur/support/")
    post(client, step="outcome", action="back")
    post(client, "ur", step="managing", answer="cannot_cope", action="continue")
    post(client, "ur", step="helping", answer="nobody", action="continue")

    assert counted() == {**ONCE, ("question", "helping"): 1}


@db
def test_another_journey_is_counted_too_also_on_the_same_phone():
    client = go_through()
    post(client, action="forget")
    go_through(client)

    assert set(counted().values()) == {2}


@db
def test_who_stops_half_way_has_answered_so_far_and_come_to_nothing():
    go_through(journey=JOURNEY[:2])

    assert counted() == {("question", "danger"): 1, ("question", "about"): 1}


@db
@pytest.mark.parametrize(("postcode", "neighbourhood"), [("LU4 8BW", "west"), ("AB10 1AB", None), ("no idea", None)])
def test_a_neighbourhood_is_counted_where_a_postcode_names_one_of_ours(postcode, neighbourhood):
    client = go_through()
    for _twice in range(2):
        post(client, step="outcome", action="groups", postcode=postcode)

    places = {key: times for (what, key), times in counted().items() if "neighbourhood" in what}
    if neighbourhood is None:
        assert places == {}
    else:
        assert set(places.values()) == {1}
        assert [key for key in places if key.startswith("self_help_plus_groups ")]


@db
def test_of_those_who_send_nothing_only_counts_are_stored():
    before = {model: model.objects.count() for model in apps.get_models()}
    client = go_through()
    post(client, step="outcome", action="groups", postcode="LU4 8BW", day="3")

    changed = {model for model, count in before.items() if model.objects.count() != count}

    assert changed == {Draft, JourneyCount}
    post(client, action="forget")
    assert not Draft.objects.exists()


def test_a_count_knows_neither_time_nor_person():
    fields = {field.name: type(field) for field in JourneyCount._meta.get_fields()}

    assert fields == {
        "id": models.BigAutoField,
        "week": models.DateField,
        "what": models.CharField,
        "key": models.CharField,
        "times": models.PositiveIntegerField,
    }


@db
def test_a_day_is_counted_to_the_monday_of_its_week():
    for day in (5, 8, 11, 12):
        counting.add([(What.OUTCOME, "refer")], today=date(2026, 10, day))

    assert dict(JourneyCount.objects.values_list("week", "times")) == {date(2026, 10, 5): 3, date(2026, 10, 12): 1}


@db
def test_no_page_fails_because_it_could_not_be_counted():
    def refuse(execute, sql, params, many, context):
        if "journeycount" in sql:
            raise OperationalError("disk I/O error")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        client = go_through()

    assert "Ideas for home" in client.get("/en/support/").content.decode()
    assert counted() == {}


NUMBERS = st.integers(0, 40)


@given(st.dictionaries(st.sampled_from("abcdefg"), NUMBERS))
def test_no_part_of_a_known_total_tells_of_a_few_people(counts):
    shown = disclosure.parts(counts)

    hidden = sum(count for key, count in counts.items() if shown[key] is None)
    assert all(count is None or count == counts[key] >= 10 for key, count in shown.items())
    assert not any(shown.values()) or hidden == 0 or hidden >= 10
    assert all(shown[key] is None for key, count in counts.items() if count < 10)


@given(st.lists(NUMBERS, min_size=12, max_size=12))
def test_no_cell_of_a_table_is_left_alone_with_a_few_people(numbers):
    cells = dict(zip(product("abc", "wxyz"), numbers, strict=True))

    shown = disclosure.table(cells)

    for axis, name in [*((0, row) for row in "abc"), *((1, column) for column in "wxyz")]:
        line = [cell for cell in cells if cell[axis] == name]
        hidden = sum(cells[cell] for cell in line if shown[cell] is None)
        assert hidden == 0 or hidden >= 10 or all(shown[cell] is None for cell in line)
    assert all(count is None or count >= 10 for count in shown.values())


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"a": 10, "b": 9}, {"a": None, "b": None}),
        ({"a": 30, "b": 12, "c": 9}, {"a": 30, "b": None, "c": None}),
        ({"a": 30, "b": 6, "c": 9}, {"a": 30, "b": None, "c": None}),
        ({"a": 30, "b": 0}, {"a": 30, "b": None}),
        ({"a": 10, "b": 10}, {"a": 10, "b": 10}),
        ({}, {}),
    ],
)
def test_fewer_than_ten_are_hidden_and_whoever_would_give_them_away(counts, shown):
    assert disclosure.parts(counts) == shown


@given(st.dictionaries(st.integers(2, 6), st.integers(1, 30)))
def test_the_median_is_exact(lengths):
    in_full = list(Counter(lengths).elements())

    assert median(lengths) == (expected_median(in_full) if len(in_full) >= 10 else None)


@db
@pytest.mark.parametrize(
    ("today", "shown"),
    [
        (date(2026, 10, 31), []),
        (date(2026, 11, 1), []),  # the week of Monday 26 October is not over
        (date(2026, 11, 2), [OCTOBER]),
        (date(2026, 12, 6), [OCTOBER]),
        (date(2026, 12, 7), [date(2026, 11, 1), OCTOBER]),
    ],
)
def test_a_month_is_shown_when_its_last_week_is_over(today, shown):
    for day in (FIRST_MONDAY, date(2026, 11, 9), date(2026, 12, 7)):
        counting.add([(What.QUESTION, "danger")], today=day)

    assert months(today) == shown


@pytest.fixture
def october():
    """Some journeys of October: those in Polish and those that end in `refer` are few."""

    def store(what, day=FIRST_MONDAY, **counts):
        for key, times in counts.items():
            JourneyCount.objects.create(week=day, what=what, key=key.replace("__", " "), times=times)

    store(What.QUESTION, danger=90, about=80, needs=70, managing=50, helping=9)
    store(What.OUTCOME, self_help=30, refer=3)
    store(What.OUTCOME, date(2026, 10, 26), self_help=25, refer_priority=12)
    store(What.LENGTH, **{"3": 30, "4": 20, "5": 20})
    store(What.LANGUAGE, en=40, ur=25, pl=5)
    store(What.OUTCOME_AND_LANGUAGE, self_help__en=30, self_help__ur=20, self_help__pl=5, refer_priority__en=12)
    JourneyCount.objects.create(week=date(2026, 11, 2), what=What.OUTCOME, key="refer", times=99)


@db
def test_a_month_holds_its_own_weeks(october):
    found = report(OCTOBER)

    assert (found.ended, found.median) == (70, 4)
    assert found.weeks == {
        date(2026, 10, 5): 33,
        date(2026, 10, 12): None,
        date(2026, 10, 19): None,
        date(2026, 10, 26): 37,
    }
    assert found.questions == {"danger": 90, "about": 80, "needs": 70, "managing": 50, "helping": None}
    assert found.outcomes == {"self_help": 55, "refer": None, "refer_priority": None}
    assert found.languages == {"en": 40, "ur": None, "pl": None}


@db
def test_staff_see_bars_and_the_same_in_tables_and_no_small_number(october, admin_client):
    page = admin_client.get("/cms/reports/journeys/?month=2026-10").content.decode()

    assert page.count('<svg class="chart"') == 4
    for words in ("October 2026", "<strong>70</strong>", "<strong>4</strong>", "Is anyone in danger right now?"):
        assert words in page.replace("\n", "")
    main = page.partition("Questions answered")[2]
    assert ">9<" not in main and ">3<" not in main and ">5<" not in main and ">25<" not in main
    assert main.count("not shown") >= 7


@db
def test_before_a_month_is_over_the_report_says_so(admin_client):
    go_through()

    assert "No month with journeys is over yet." in admin_client.get("/cms/reports/journeys/").content.decode()


@db
@pytest.mark.parametrize("month", ["", "2026-13", "x" * 5000, "2026-11"])
def test_a_month_that_is_not_there_leads_to_the_last(october, admin_client, month):
    assert admin_client.get("/cms/reports/journeys/", {"month": month}).status_code == 200


@db
def test_who_only_keeps_groups_does_not_see_it(client):
    client.force_login(User.objects.get(username="directory-editor"))

    assert client.get("/cms/reports/journeys/").status_code in (302, 403)


def test_bars_are_as_long_as_their_counts():
    drawn = chart({"a": 50, "b": 25, "c": None})

    assert [(bar.label, bar.width) for bar in drawn.bars] == [
        ("a", LONGEST_BAR),
        ("b", round(LONGEST_BAR / 2)),
        ("c", 0),
    ]
    assert [bar.top for bar in drawn.bars] == [0, drawn.height / 3, drawn.height / 3 * 2]
    assert chart({}).bars == ()
