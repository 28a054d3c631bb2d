"""Words that found nothing: which may be kept, for how long, and who reads them."""

from datetime import date, timedelta

from django.contrib.auth.models import Permission, User
from django.utils import timezone

import pytest

from directory.models import UnansweredSearch
from directory.operations import record_unanswered_search
from directory.unanswered import DAYS_KEPT, first_day_kept, words_to_keep

TODAY = date(2026, 3, 4)
REPORT = "/cms/reports/searches/"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Swimming lessons", "swimming lessons"),
        ("  Car-seat, rear facing? ", "car seat rear facing"),
        ("one two three four five six", "one two three four five six"),
        ("one two three four five six seven", ""),
        ("a" * 60, "a" * 60),
        ("a" * 61, ""),
        ("\ufdfa\ufdfa\ufdfa\ufdfa", ""),  # four characters that are sixty and more when folded
        ("07700 900123", ""),
        ("call ٠٧٧٠٠", ""),
        ("call ৭৭", ""),
        ("flat ②", ""),
        ("half ½", ""),
        ("LU4 8BW", ""),
        ("amina@example.org", ""),
        ("amina＠example", ""),
        ("@amina", ""),
        ("", ""),
        ("?!", ""),
        ("\x00", ""),
        ("نہانا", "نہانا"),
        ("শিশুকে", "শিশুকে"),
    ],
)
def test_words_are_kept_only_where_they_cannot_identify_anybody(typed, kept):
    assert words_to_keep(typed) == kept


def test_they_are_kept_for_ninety_days():
    assert first_day_kept(date(2026, 4, 1)) == date(2026, 1, 1)


def record(typed, *, language="en", today=TODAY):
    record_unanswered_search(typed=typed, language=language, today=today)


def kept():
    return list(UnansweredSearch.objects.order_by("pk").values_list("words", "language", "times", "last_asked_on"))


@pytest.mark.django_db
def test_the_same_words_are_counted_however_they_are_typed():
    record("Swimming!", today=TODAY - timedelta(days=1))
    record("  swimming")
    record("swimming", language="pl")
    assert kept() == [("swimming", "en", 2, TODAY), ("swimming", "pl", 1, TODAY)]


@pytest.mark.django_db
def test_nothing_is_kept_of_words_that_may_not_be():
    record("amina@example.org")
    record("07700 900123")
    assert kept() == []


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["gym", "amina@example.org"])
def test_what_nobody_asked_for_in_ninety_days_goes_with_the_next_search(typed):
    record("swimming", today=TODAY - timedelta(days=DAYS_KEPT + 1))
    record("dancing", today=TODAY - timedelta(days=DAYS_KEPT))
    record(typed)
    assert [words for words, *_rest in kept()] == ["dancing", *(["gym"] if typed == "gym" else [])]


@pytest.mark.django_db
def test_nonsense_cannot_fill_the_table(monkeypatch):
    monkeypatch.setattr("directory.operations.MOST_KEPT", 1)
    record("swimming")
    record("dancing")
    record("swimming")
    assert kept() == [("swimming", "en", 2, TODAY)]


@pytest.fixture
def asked(db):
    today = timezone.localdate()
    for words, language, times, days_ago in (
        ("swimming", "en", 3, 0),
        ("nurkowanie", "pl", 5, 1),
        ("somebodys name", "en", 2, 0),
        ("long ago", "en", 9, DAYS_KEPT + 1),
    ):
        UnansweredSearch.objects.create(
            words=words, language=language, times=times, last_asked_on=today - timedelta(days=days_ago)
        )


def person(*codenames):
    user = User.objects.create_user("somebody", password="x")
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    return user


@pytest.mark.parametrize("name", ["admin", "editor", "directory-editor"])
def test_editors_read_what_was_asked_three_times_or_more_the_most_frequent_first(client, asked, name):
    client.force_login(User.objects.get(username=name))
    html = client.get(REPORT).content.decode()
    assert html.index("nurkowanie") < html.index("swimming")
    assert "Polish" in html
    assert "somebodys name" not in html
    assert "long ago" not in html
    assert REPORT in client.get("/cms/").content.decode()


def test_editors_take_it_as_a_table(client, asked):
    client.force_login(User.objects.get(username="editor"))
    response = client.get(REPORT, {"export": "csv"})
    rows = b"".join(response.streaming_content).decode().splitlines()
    yesterday, today = timezone.localdate() - timedelta(days=1), timezone.localdate()
    assert rows == [
        "Words,Language,Times,Last asked on",
        f"nurkowanie,Polish,5,{yesterday}",
        f"swimming,English,3,{today}",
    ]


@pytest.mark.parametrize("address", [REPORT, f"{REPORT}?export=csv", f"{REPORT}results/"])
def test_nobody_else_reads_it(client, asked, address):
    assert client.get(address).status_code == 302
    client.force_login(person())
    response = client.get(address)
    assert response.status_code in (302, 403)
    assert b"swimming" not in response.content
