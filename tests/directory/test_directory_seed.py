import shutil
import tomllib
from datetime import date, timedelta

from django.contrib.auth.models import Group as UserGroup
from django.contrib.auth.models import User
from django.utils import translation

import pytest
from dateutil.easter import easter

from directory.audiences import AUDIENCES
from directory.models import BankHoliday, Category, Group, Listing, SchoolTerm, Session, Venue
from directory.seeding import EDITORS, SEED, seed_directory

PLAN = tomllib.loads((SEED / "groups.toml").read_text(encoding="utf-8"))


@pytest.fixture
def english_and_polish(tmp_path):
    """A copy of the seed in which one listing, and nothing else, has been translated into Polish."""
    for name in ("groups.toml", "calendar.toml", "en"):
        copy = shutil.copytree if name == "en" else shutil.copy
        copy(SEED / name, tmp_path / name)
    (tmp_path / "pl").mkdir()
    (tmp_path / "pl" / "listings.toml").write_text(
        f'[{PLAN["listing"][0]["key"]}]\nname = "Zabawa"\nsummary = "Razem"\ndescription = "Chodź"\n'
    )
    return tmp_path


def test_the_seed_fills_an_empty_directory_with_examples(directory):
    with translation.override("ur"):
        assert seed_directory() is True
    assert (Listing.objects.listed().count(), Group.objects.count(), Venue.objects.count()) == (24, 12, 12)
    assert Group.objects.filter(is_example=False).count() == 0
    assert not Listing.objects.filter(name_en=None).exists()
    assert not Listing.objects.filter(categories=None).exists()
    assert Session.objects.count() == sum(len(item["session"]) for item in PLAN["listing"])
    for session in Session.objects.all():
        session.full_clean()


def test_the_seed_shows_every_kind_of_session(directory):
    seed_directory()
    assert set(Session.objects.values_list("frequency", flat=True)) == {"weekly", "fortnightly", "monthly"}
    for facts in ({"term_time_only": True}, {"online": True}, {"venue__address_hidden": True}, {"nth": 1}, {"nth": -1}):
        assert Session.objects.filter(**facts).exists(), facts
    assert {code for codes in Listing.objects.values_list("who_for", flat=True) for code in codes} == set(AUDIENCES)
    assert not Listing.objects.filter(sessions__venue__address_hidden=True, booking="none").exists()


def test_the_seeds_terms_are_examples_and_its_holidays_are_englands(directory):
    seed_directory()
    assert not SchoolTerm.objects.filter(is_example=False).exists()
    assert not any(
        term.ends_on >= holiday.day >= term.starts_on
        for term in SchoolTerm.objects.all()
        for holiday in BankHoliday.objects.exclude(day__month=5)
    )
    days = set(BankHoliday.objects.values_list("day", flat=True))
    for year in (2026, 2027):
        sunday = easter(year)
        assert {sunday - timedelta(days=2), sunday + timedelta(days=1)} <= days
        assert {date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)} <= days
        # Eight that are no weekend: a holiday that falls on one is given another day.
        assert len([day for day in days if day.year == year and day.weekday() < 5]) == 8


def test_the_seed_touches_no_term_or_holiday_that_is_there(directory):
    BankHoliday.objects.create(name="An editor's", day=date(2026, 6, 5))
    seed_directory()
    assert (BankHoliday.objects.count(), SchoolTerm.objects.count()) == (1, 0)


def test_the_seed_touches_nothing_that_is_there(directory):
    seed_directory()
    Listing.objects.update(name_en="An editor wrote this")
    Category.objects.update(label_en="And this")
    assert seed_directory() is False
    assert set(Listing.objects.values_list("name_en", flat=True)) == {"An editor wrote this"}
    assert Listing.objects.count() == 24


def test_a_listing_has_the_languages_that_were_on_disk_as_a_machines_drafts(directory, english_and_polish):
    seed_directory(english_and_polish)
    translated, other = (Listing.objects.get(slug=PLAN["listing"][number]["key"]) for number in (0, 1))
    assert (translated.name_pl, translated.machine_drafted) == ("Zabawa", ["pl"])
    assert (other.name_pl, other.machine_drafted) == (None, [])
    assert not Category.objects.exclude(label_pl=None).exists()


def test_the_seeds_words_are_of_its_languages_listings_and_categories():
    for folder in (path for path in SEED.iterdir() if path.is_dir()):
        for name, known in (
            ("listings", {item["key"] for item in PLAN["listing"]}),
            ("categories", set(tomllib.loads((SEED / "en" / "categories.toml").read_text(encoding="utf-8")))),
        ):
            path = folder / f"{name}.toml"
            if path.exists():
                assert set(tomllib.loads(path.read_text(encoding="utf-8"))) <= known, path


def test_directory_editors_may_keep_the_directory_and_nothing_else(directory):
    UserGroup.objects.filter(name=EDITORS).delete()
    seed_directory()
    editor = User.objects.create_user("new-editor")
    editor.groups.add(UserGroup.objects.get(name=EDITORS))
    rights = editor.get_all_permissions()
    assert "wagtailadmin.access_admin" in rights
    assert {f"directory.{verb}_listing" for verb in ("add", "change", "publish", "delete")} <= rights
    kept = ("group", "category", "venue", "schoolterm", "bankholiday")
    assert {f"directory.change_{name}" for name in kept} <= rights
    assert {right.split(".")[0] for right in rights} == {"directory", "wagtailadmin"}
