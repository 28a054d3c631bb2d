"""What an officer's spreadsheet does to the directory."""

from datetime import time

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.utils import timezone

from wagtail.models import ModelLogEntry

import pytest

from directory.ages import AGE_BANDS
from directory.models import Group, Listing, Session, Venue
from directory.search import index
from directory.search.engine import SearchQuery
from directory.spreadsheets.columns import TEXTS
from directory.spreadsheets.operations import DirectoryChanged, NotWritten, apply_plan
from directory.spreadsheets.planning import plan_import
from tests.directory.spreadsheets import TEA, import_sheet, sheet


@pytest.fixture
def bring(directory, tmp_path, django_capture_on_commit_callbacks):
    def bring(*rows, options=(), columns=()):
        with django_capture_on_commit_callbacks(execute=True):
            return import_sheet(tmp_path / "listings.csv", sheet(*rows, columns=columns), *options)

    return bring


@pytest.fixture
def refused(bring):
    def refused(*rows):
        with pytest.raises(CommandError) as error:
            bring(*rows)
        return str(error.value).splitlines()

    return refused


def listing(reference="LU-1"):
    return Listing.objects.get(reference=reference)


def found(words, language="en"):
    return [Listing.objects.get(pk=hit.key).reference for hit in index.find(SearchQuery(words, language)).hits]


def test_a_new_listing_is_published_with_all_that_its_row_says_and_is_found(directory, bring):
    play = directory.category(label_ur="کھیل")
    own = {
        "name_ur": "چائے", "summary": "A chat", "description": "One line\nand another", "categories": "کھیل;Zumba",
        "min_age_months": "0", "max_age_months": "48", "cost": "£1.50", "languages": "English;Urdu",
        "phone": "01632 960101", "email": "tea@example.org", "website": "example.org", "booking": "required",
        "access": "step-free: yes;baby change: no", "machine_drafted": "Urdu",
    }  # fmt: skip

    said, warned = bring(TEA | own)

    assert said.startswith("1 new, 0 changed, 0 unchanged; 1 new group, 1 new venue.")
    assert "“Zumba” is no category. Kept as words that find its listings: line 2." in warned
    tea = listing()
    assert (tea.live, tea.slug, tea.group.name, tea.name_ur) == (True, "tea-together", "Acorns", "چائے")
    assert (tea.description_en, tea.age_from_months, tea.age_to_months) == ("One line\nand another", 0, 48)
    assert (tea.cost_pence, tea.languages_spoken, tea.machine_drafted) == (150, ["en", "ur"], ["ur"])
    assert (tea.step_free, tea.accessible_toilet, tea.baby_change, tea.booking) == ("yes", "", "no", "required")
    assert (tea.website, list(tea.categories.all()), tea.other_words) == ("https://example.org", [play], "Zumba")
    session = tea.sessions.get()
    assert (session.weekday, session.starts, session.ends) == (1, time(10), time(11, 30))
    assert (session.venue.name, session.venue.postcode) == ("Long Hall", "LU4 8ZX")
    assert found("zumba") == found("tea together") == found("چائے", "ur") == ["LU-1"]


def test_each_language_has_columns_of_its_own(bring):
    codes = [code for code, _name in settings.LANGUAGES if code != "en"]
    bring(TEA | {f"{column}_{code}": f"{column} {code}" for column in TEXTS for code in codes})
    for code in codes:
        words = [getattr(listing(), f"{column}_{code}") for column in TEXTS]
        assert words == [f"name {code}", f"summary {code}", f"description {code}"]
    assert listing().name_en == "Tea together"


@pytest.mark.parametrize("word", ["play", "PLAY", "Zabawa", "কখেলা", "fun", "joc  liber"])
def test_a_category_is_meant_by_its_label_or_a_synonym_in_any_language(directory, bring, word):
    words = {"label_pl": "Zabawa", "label_bn": "কখেলা", "synonyms_ro": "joc liber\njoaca"}
    play = directory.category(synonyms="fun\ngames", **words)
    _, warned = bring(TEA | {"categories": word})
    assert (list(listing().categories.all()), listing().other_words) == ([play], "")
    assert "is no category" not in warned


def test_empty_ages_mean_any(bring):
    bring(TEA | {"min_age_months": "", "max_age_months": ""}, TEA | {"reference": "LU-2", "min_age_months": "24"})
    assert (listing().age_from_months, listing().age_to_months) == (None, None)
    for band in AGE_BANDS:
        hits = index.find(SearchQuery("tea", "en", filters={"age": frozenset({band.key})})).hits
        assert listing().pk in [hit.key for hit in hits]


def test_the_same_file_again_changes_nothing(bring):
    rows = [TEA | {"categories": "Zumba", "cost": "free"}, TEA | {"weekday": "Friday"}]
    bring(*rows)
    before = [list(model.objects.values()) for model in (Listing, Session, Venue, Group)]

    said, _ = bring(*rows)

    assert said.startswith("0 new, 0 changed, 1 unchanged.")
    assert [list(model.objects.values()) for model in (Listing, Session, Venue, Group)] == before


def test_a_dry_run_shows_each_field_that_would_change_and_changes_none(bring):
    bring(TEA | {"cost": "free", "summary": "A chat"})
    new = TEA | {"reference": "LU-2", "name": "Play"}

    said, _ = bring(TEA | {"cost": "2", "summary": "A chat", "start": "9am"}, new, options=["--dry-run"])

    assert said.splitlines() == [
        "changed: LU-1 (Tea together)",
        "  cost: “free” → “2.00”",
        "  sessions: “Tuesday 10:00 to 11:30, Long Hall, Long Lane, Luton, LU4 8ZX” → "
        "“Tuesday 09:00 to 11:30, Long Hall, Long Lane, Luton, LU4 8ZX”",
        "new: LU-2 (Play)",
        "1 new, 1 changed, 0 unchanged. Nothing was changed.",
    ]
    assert (listing().cost_pence, Listing.objects.count()) == (0, 1)


def test_a_column_that_is_missing_changes_nothing_and_an_empty_cell_empties(bring):
    bring(TEA | {"cost": "2", "summary": "A chat", "phone": "01632 960101", "categories": "Zumba"})

    bring({"reference": "LU-1", "summary": ""})
    assert (listing().summary_en, listing().cost_pence, listing().sessions.count()) == ("", 200, 1)

    bring(TEA | {"cost": "", "phone": "", "categories": "", "weekday": "", "start": "", "end": ""})
    assert (listing().cost_pence, listing().phone, listing().other_words) == (None, "", "")
    assert listing().sessions.count() == 0


def test_listings_that_the_file_does_not_name_stay(directory, bring):
    directory.listing("yoga", name="Yoga")
    bring(TEA)
    assert Listing.objects.listed().count() == 2


def test_the_index_knows_of_changes(bring):
    bring(TEA)
    bring(TEA | {"name": "Coffee"})
    assert (found("tea"), found("coffee")) == ([], ["LU-1"])


def test_what_a_file_cannot_say_of_a_session_stays(directory, bring):
    every_second = {"frequency": "fortnightly", "starts_on": "2026-09-01", "exceptions": "2026-12-29"}
    first_monday = {"frequency": "monthly", "nth": 1, "term_time_only": True}
    tea = directory.listing("LU-1", sessions=[directory.session(**every_second), directory.session(0, **first_monday)])
    keys = set(tea.sessions.values_list("pk", flat=True))
    moved = TEA | {"start": "13:00", "end": "14:00"}
    monday = TEA | {"weekday": "Monday", "venue": "School", "address": "School Lane", "postcode": ""}

    bring(moved, monday)

    first, second = Session.objects.filter(listing=tea).order_by("-weekday")
    assert {first.pk, second.pk} == keys
    assert (first.starts, first.frequency, str(first.starts_on)) == (time(13), "fortnightly", "2026-09-01")
    assert (first.exceptions, second.nth, second.term_time_only) == ("2026-12-29", 1, True)
    assert second.venue.name == "School"


def test_a_new_weekday_that_its_first_date_forbids_is_told(directory, refused):
    directory.listing("LU-1", sessions=[directory.session(frequency="fortnightly", starts_on="2026-09-01")])
    assert refused(TEA | {"weekday": "Friday"})[0] == (
        "Line 2, column “weekday”: This date is not a Friday. "
        "Its sessions are counted from 1 September 2026: change that in the CMS."
    )


def test_sessions_that_are_not_in_the_file_are_gone_and_twice_the_same_counts_once(bring):
    bring(TEA, TEA | {"weekday": "Friday"})
    _, warned = bring(TEA, TEA)
    assert "Line 3: The same session twice: taken once." in warned
    assert [session.weekday for session in listing().sessions.all()] == [1]


def test_first_and_third_monday_are_two_sessions_that_look_the_same_in_a_file(directory, bring):
    monthly = [directory.session(0, frequency="monthly", nth=nth) for nth in (1, 3)]
    directory.listing("LU-1", sessions=monthly)
    monday = TEA | {"weekday": "Monday"}
    said, _ = bring(monday, monday)
    assert said.startswith("0 new, 0 changed, 1 unchanged")


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ({"venue": "LONG  hall", "address": "", "postcode": ""}, ("Long Hall", "Long Lane, Luton", "LU4 8ZX")),
        ({"venue": "Long Hall", "postcode": "", "address": "Other Lane"}, ("Long Hall", "Other Lane", "")),
        ({"venue": "School", "address": "", "postcode": "LU1 2ZX"}, ("School", "School", "LU1 2ZX")),
        ({"venue": "", "address": "", "postcode": "lu1"}, ("LU1", "LU1", "LU1")),
        ({"venue": "", "address": "1 Other Lane", "postcode": ""}, ("1 Other Lane", "1 Other Lane", "")),
    ],
)
def test_where_a_session_is(directory, bring, cells, place):
    directory.venue()
    bring(TEA | cells)
    venue = listing().sessions.get().venue
    assert (venue.name, venue.address, venue.postcode) == place


def test_a_session_without_a_place_is_online_or_not_known(bring):
    nowhere = TEA | {"address": "", "postcode": ""}
    bring(nowhere | {"venue": "online"}, nowhere | {"reference": "LU-2", "venue": ""})
    assert [listing(key).sessions.get().online for key in ("LU-1", "LU-2")] == [True, False]
    assert not Venue.objects.exists()

    bring(nowhere | {"venue": ""})
    assert listing().sessions.get().online


def test_a_file_never_uncovers_a_hidden_address(directory, bring, refused):
    venue = directory.venue(address_hidden=True)
    bring(TEA | {"address_hidden": "no"}, TEA | {"reference": "LU-2", "address": "", "postcode": ""})
    assert Session.objects.filter(venue=venue).count() == 2
    assert Venue.objects.get().address_hidden

    other = {"venue": "L. Hall", "address": "Long Ln"}
    what = "An address that stays hidden has the same. Say yes or no in the column “address_hidden”."
    assert refused(TEA | other)[0] == f"Line 2, column “postcode”: {what}"
    bring(TEA | other | {"address_hidden": "yes"})
    assert Venue.objects.filter(address_hidden=True).count() == 2


def test_a_file_can_hide_an_address(directory, bring):
    directory.listing("yoga", name="Yoga", sessions=[directory.session()])
    _, warned = bring(TEA | {"address_hidden": "yes"})
    assert "“Long Hall” becomes a hidden address, for all that meet there." in warned
    assert Venue.objects.get().address_hidden
    assert found("long lane") == []


def test_a_group_is_known_by_its_name_or_its_key_and_stays_an_example(directory, bring):
    acorns = directory.group(is_example=True)
    bring(TEA | {"group": " acorns "}, TEA | {"reference": "LU-2", "group": "Oaks"})
    assert (listing().group, listing("LU-2").group.key) == (acorns, "oaks")
    acorns.refresh_from_db()
    assert acorns.is_example


def test_a_withdrawn_listing_stays_withdrawn_and_is_told(directory, bring):
    directory.listing("LU-1", live=False)
    _, warned = bring(TEA | {"cost": "2"})
    assert "Line 2: Families do not see this listing." in warned
    assert (listing().live, listing().cost_pence) == (False, 200)


def test_the_cms_edits_what_the_file_says_and_its_log_tells_of_it(directory, bring):
    tea = directory.listing("LU-1")
    tea.save_revision().publish()
    tea.phone = "01632 960999"
    tea.save_revision()

    _, warned = bring(TEA | {"cost": "2", "name": "Coffee"})

    assert "Line 2: Somebody changed this listing and has not published it." in warned
    latest = listing().get_latest_revision_as_object()
    assert (latest.cost_pence, latest.name_en, latest.phone, latest.sessions.count()) == (200, "Coffee", "", 1)
    assert (listing().has_unpublished_changes, listing().live_revision) == (False, listing().latest_revision)
    assert listing().last_published_at is not None
    assert ("wagtail.edit", "Coffee") in ModelLogEntry.objects.for_instance(tea).values_list("action", "label")


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"name": ""}, "Line 2, column “name”: This is empty, and it is needed."),
        ({"group": ""}, "Line 2, column “group”: This is empty, and every listing needs a group."),
        ({"name": "x" * 121}, "Line 2, column “name”: Ensure this value has at most 120 characters (it has 121)."),
        ({"reference": "x" * 101}, "Line 2, column “reference”: Ensure this value has at most 100 characters"),
        ({"group": "x" * 121}, "Line 2, column “group”: Ensure this value has at most 120 characters"),
        ({"venue": "x" * 121}, "Line 2, column “venue”: Ensure this value has at most 120 characters"),
        ({"email": "tea"}, "Line 2, column “email”: Enter a valid email address."),
        ({"website": "no address"}, "Line 2, column “website”: Enter a valid URL."),
        (
            {"max_age_months": "12", "min_age_months": "24"},
            "Line 2, column “max_age_months”: The youngest age is above",
        ),
        ({"end": "9:00"}, "Line 2, column “end”: It has to end after it starts."),
        ({"machine_drafted": "Tamil"}, "Line 2, column “machine_drafted”: ta cannot be chosen here."),
    ],
)
def test_what_the_models_refuse_is_told_by_line_and_column(refused, cells, fault):
    assert refused(TEA | cells)[0].startswith(fault)
    assert not Listing.objects.exists()


def test_a_broken_file_changes_nothing_and_tells_every_mistake(bring, refused):
    bring(TEA)
    told = refused(TEA | {"name": "Coffee"}, TEA | {"reference": "LU-2", "start": "ten"}, TEA | {"reference": ""})
    assert told == [
        "Line 3, column “start”: “ten” is not a time: 10:00, 14:30, 10am or 2.30pm.",
        "Line 4, column “reference”: Every row needs the reference of its listing.",
        "Nothing was changed.",
    ]
    assert (listing().name_en, Listing.objects.count()) == ("Tea together", 1)


def test_a_new_listing_needs_a_group_and_a_name(refused):
    assert refused({"reference": "LU-1"}) == [
        "Line 2, column “group”: This is empty, and a new listing needs a group.",
        "Line 2, column “name”: This is empty, and it is needed.",
        "Nothing was changed.",
    ]


@pytest.mark.parametrize("name", ["none.csv", ""])
def test_a_file_that_is_not_there_is_told(directory, tmp_path, name):
    with pytest.raises(CommandError, match=r"could not be read: .*\. Nothing was changed\."):
        call_command("import_listings", str(tmp_path / name))


def test_names_in_latin_letters_or_not_get_an_address_of_their_own(bring):
    rows = [TEA | {"reference": f"LU-{number}", "name": name} for number, name in enumerate(("Tea", "tea!", "چائے"))]
    bring(*rows)
    assert [listing(f"LU-{number}").slug for number in range(3)] == ["tea", "tea-2", "lu-2"]


def test_a_plan_is_written_only_into_the_directory_it_was_made_for(directory):
    plan = plan_import(data=sheet(TEA).encode())
    directory.listing("yoga", name="Yoga")
    with pytest.raises(DirectoryChanged):
        apply_plan(plan=plan, actor=None, now=timezone.now())
    faulty = plan_import(data=sheet(TEA | {"group": ""}).encode())
    with pytest.raises(NotWritten):
        apply_plan(plan=faulty, actor=None, now=timezone.now())
    assert not Listing.objects.filter(reference="LU-1").exists()


def test_what_the_database_refuses_undoes_what_was_written_before_it(directory):
    plan = plan_import(data=sheet(TEA).encode())
    plan.changes[0].sessions[0].ends = time(0)
    with pytest.raises(IntegrityError):
        apply_plan(plan=plan, actor=None, now=timezone.now())
    assert not any(model.objects.exists() for model in (Group, Venue, Listing, Session))


def test_a_row_is_no_question_of_its_own_to_the_database(directory, django_assert_max_num_queries):
    rows = [TEA | {"reference": f"LU-{number}", "name": f"Tea {number}"} for number in range(300)]
    with django_assert_max_num_queries(100):
        plan = plan_import(data=sheet(*rows).encode())
        apply_plan(plan=plan, actor=None, now=timezone.now())
    assert len(plan.new) == Listing.objects.count() == 300
