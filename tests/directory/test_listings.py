from datetime import time

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

import pytest

from directory import queries
from directory.models import Category, Listing, Session, Venue


@pytest.mark.parametrize(
    "wrong",
    [
        {"name_en": ""},
        {"name_en": None},
        {"age_from_months": 24, "age_to_months": 12},
    ],
)
def test_the_database_refuses_a_listing_that_makes_no_sense(directory, wrong):
    listing = directory.listing()
    with pytest.raises(IntegrityError), transaction.atomic():
        Listing.objects.filter(pk=listing.pk).update(**wrong)


@pytest.mark.parametrize("wrong", [{"ends": time(9)}, {"ends": time(10)}, {"weekday": 7}])
def test_the_database_refuses_a_session_that_makes_no_sense(directory, wrong):
    listing = directory.listing()
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(listing=listing).update(**wrong)


def test_the_database_refuses_a_category_without_an_english_label(directory):
    with pytest.raises(IntegrityError), transaction.atomic():
        Category.objects.create(key="x", label_pl="Zabawa")


def test_a_draft_may_wait_for_its_english_name(directory):
    Listing.objects.create(slug="draft", group=directory.group(), live=False)
    assert not Listing.objects.listed().filter(slug="draft").exists()


def test_a_language_that_is_not_in_the_table_is_refused(directory):
    listing = directory.listing(languages_spoken=["en", "ur"])
    listing.languages_spoken = ["en", "klingon"]
    with pytest.raises(ValidationError):
        listing.full_clean()


def test_a_venues_postcode_is_written_as_on_envelopes():
    venue = Venue(key="hall", name="Hall", address="Lane", postcode="lu48zx")
    venue.clean()
    assert venue.postcode == "LU4 8ZX"
    venue.postcode = "near the park"
    with pytest.raises(ValidationError):
        venue.clean()


def test_text_is_in_the_readers_language_or_english_and_says_which(directory):
    play = directory.category(label_ur="کھیل")
    listing = directory.listing(name_ur="چائے", summary_en="Hot tea", categories=[play])
    shown = queries.card(listing, "ur")
    assert (shown.name.value, shown.name.language) == ("چائے", "ur")
    assert (shown.summary.value, shown.summary.language) == ("Hot tea", "en")
    assert [category.label.value for category in shown.categories] == ["کھیل"]


@pytest.mark.parametrize(
    ("language", "drafted", "words"),
    [
        ("en", [], "checked"),
        ("ur", ["ur"], "machine"),
        ("ur", ["pl"], "checked"),
        ("pl", ["ur"], "english"),
        ("pl", ["pl"], "english"),
    ],
)
def test_a_page_knows_whose_words_it_shows(directory, language, drafted, words):
    listing = directory.listing(name_ur="چائے", machine_drafted=drafted)
    assert queries.detail(listing, language).words == words


def test_sessions_are_grouped_by_where_they_are(directory):
    listing = directory.listing(
        sessions=[
            directory.session(3, "13:00", "14:00"),
            directory.session(2, online=True),
            directory.session(1, "10:00", "11:00"),
        ]
    )
    hall, online = queries.detail(listing, "en").meetings
    assert (hall.place.name, hall.place.outcode, [session.weekday for session in hall.sessions]) == (
        "Long Hall",
        "LU4",
        [1, 3],
    )
    assert (online.online, [session.weekday for session in online.sessions]) == (True, [2])


def test_suggestions_fit_most_of_the_categories_then_the_first_of_them(directory):
    play, food, talk = (directory.category(key, label=key) for key in ("play", "food", "talk"))
    directory.listing("a-food", name="A", categories=[food])
    directory.listing("b-play", name="B", categories=[play])
    directory.listing("c-both", name="C", categories=[food, play])
    directory.listing("d-talk", name="D", categories=[talk])
    directory.listing("e-draft", name="E", categories=[play, food], live=False)
    found = queries.suggest(["play", "food"], "en", limit=3)
    assert [listing.slug for listing in found] == ["c-both", "b-play", "a-food"]
    assert [listing.slug for listing in queries.suggest(["play", "food"], "en", limit=1)] == ["c-both"]
    assert queries.suggest([], "en", limit=3) == []
    assert queries.suggest(["unheard-of"], "en", limit=3) == []
