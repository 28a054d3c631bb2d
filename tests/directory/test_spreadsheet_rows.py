"""How rows become listings and sessions."""

from datetime import time

import pytest

from directory.spreadsheets.drafts import When, Where, read_drafts
from directory.spreadsheets.meetings import pairs
from directory.spreadsheets.table import read_table

HEADER = "reference,name,cost,venue,address,postcode,weekday,start,end,address_hidden\n"
TUESDAY = When(1, time(10), time(11, 30))
THURSDAY = When(3, time(14), time(15))


def read(rows, header=HEADER):
    return read_drafts(read_table((header + rows).encode(), ("en", "ur")))


def faults(rows, header=HEADER):
    return [str(fault) for fault in read(rows, header).faults]


def sessions(rows):
    (draft,) = read(rows).drafts
    return [(one.when, one.where) for one in draft.sessions]


def test_rows_of_one_reference_are_one_listing_with_a_session_each():
    rows = "A,Tea,free,Hall,,LU4 8ZX,Tuesday,10:00,11:30,\nB,Play,,,,,,,,\nA,,,,,,Thursday,2pm,3pm,\n"
    first, second = read(rows).drafts
    assert (first.reference, first.line, first.facts) == ("A", 2, {"name_en": "Tea", "cost": 0})
    assert [(one.line, one.when) for one in first.sessions] == [(2, TUESDAY), (4, THURSDAY)]
    assert (second.facts, second.sessions) == ({"name_en": "Play", "cost": None}, [])


def test_which_row_says_what_is_the_listings_own_does_not_matter():
    rows = ["A,Tea,free,,,,Tuesday,10:00,11:30,", "A,,,,,,Thursday,2pm,3pm,", "A,Tea,,,,,Monday,9am,10am,"]
    assert read("\n".join(rows)).drafts[0].facts == read("\n".join(reversed(rows))).drafts[0].facts


def test_rows_of_one_reference_may_not_contradict_each_other():
    assert faults("A,Tea,free,,,,,,,\nA,Play,free,,,,,,,\n") == [
        "Line 3, column “name”: “Play” here, but “Tea” in line 2. "
        "Rows of one reference are one listing: keep what is right, and empty the other cell."
    ]


def test_a_row_may_have_several_weekdays():
    one_time = "A,Tea,,Hall,,,Tuesday;Thursday,10:00,11:30,\n"
    own_times = "A,Tea,,Hall,,,Tuesday;Thursday,10:00;14:00,11:30;15:00,\n"
    hall = Where("Hall")
    assert sessions(one_time) == [(TUESDAY, hall), (When(3, time(10), time(11, 30)), hall)]
    assert sessions(own_times) == [(TUESDAY, hall), (THURSDAY, hall)]


@pytest.mark.parametrize(
    ("cells", "where"),
    [
        (",,,Tuesday,10:00,11:30,", Where()),
        ("online,,,Tuesday,10:00,11:30,", Where(online=True)),
        ("Hall;Online,,,Tuesday,10:00,11:30,", Where("Hall", online=True)),
        ("One; two Hall,,lu4,Tuesday,10:00,11:30,", Where("One; two Hall", "", "LU4")),
        (",Long Lane,,Tuesday,10:00,11:30,yes", Where("", "Long Lane", hidden=True)),
        (",,LU4 8ZX,Tuesday,10:00,11:30,no", Where("", "", "LU4 8ZX", hidden=False)),
    ],
)
def test_where_a_session_is(cells, where):
    assert sessions(f"A,Tea,,{cells}\n") == [(TUESDAY, where)]


def test_a_place_without_a_time_cannot_be_kept_and_is_told():
    reading = read("A,Tea,,Hall,,LU4 8ZX,,,,\n")
    assert reading.drafts[0].sessions == []
    assert [note.line for note in reading.notes] == [2]


def test_without_its_columns_nothing_is_said_of_sessions():
    assert read("A,Tea\n", "reference,name\n").drafts[0].sessions is None


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",Tea,,,,,,,,", "Line 2, column “reference”: Every row needs the reference of its listing."),
        ("A,Tea,lots,,,,,,,", "Line 2, column “cost”: “lots” is not a cost"),
        ("A,Tea,,,,Luton,Tuesday,10:00,11:30,", "Line 2, column “postcode”: “Luton” is not a UK postcode"),
        ("A,Tea,,,,,Someday,10:00,11:30,", "Line 2, column “weekday”: “Someday” is not a day of the week."),
        ("A,Tea,,,,,Tuesday,10,11:30,", "Line 2, column “start”: “10” is not a time"),
        ("A,Tea,,,,,Tuesday,10:00,,", "Line 2, column “end”: A session needs a weekday, a start and an end"),
        ("A,Tea,,,,,,10:00,11:00,", "Line 2, column “weekday”: A session needs"),
        ("A,Tea,,,,,Mon;Tue;Wed,10:00;11:00,12:00,", "Line 2, column “start”: 2 here, where another cell of the row"),
        ("A,Tea,,,,,Tuesday,10:00,11:30,maybe", "Line 2, column “address_hidden”: “maybe” is not yes or no."),
    ],
)
def test_what_is_wrong_is_told_by_line_and_column(row, fault):
    assert [one[: len(fault)] for one in faults(f"{row}\n")] == [fault]


def test_all_faults_are_told_at_once():
    assert len(faults("A,Tea,lots,,,,Someday,10,11,\nB,Tea,2\n,Tea,,,,,,,,\n")) == 6


def test_a_session_finds_its_like():
    tuesday, later, moved = (TUESDAY, "hall"), (When(1, time(12), time(13)), "hall"), (TUESDAY, "school")
    thursday = (THURSDAY, "hall")
    assert pairs([tuesday, later], [later, tuesday]) == [1, 0]
    assert pairs([tuesday, later], [moved, later]) == [0, 1]
    assert pairs([tuesday], [thursday]) == [0]
    assert pairs([tuesday], [thursday, tuesday]) == [None, 0]
    assert pairs([tuesday, thursday], [thursday]) == [1]
    assert pairs([tuesday, tuesday], [tuesday, tuesday]) == [0, 1]
    assert pairs([], []) == []
