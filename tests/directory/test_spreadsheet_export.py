"""The export is what the import takes: the same bytes come back."""

import stat
from io import StringIO

from django.core.management import CommandError, call_command

import pytest

from directory.models import Category, Group, Listing, Venue
from tests.directory.spreadsheets import TEA, export_sheet, exported_rows, import_sheet, sheet


@pytest.fixture
def full(directory):
    """A directory with everything that could be lost on the way."""
    play = directory.category(label="Play", label_ur="کھیل")
    odd = directory.category("odd", label="Odd; even")
    directory.venue("refuge", name="Refuge", address="", postcode="LU1 2ZX", address_hidden=True)
    directory.listing(
        "tea",
        categories=[odd, play],
        sessions=[
            directory.session(3),
            directory.session(0, frequency="monthly", nth=1, term_time_only=True),
            directory.session(0, frequency="monthly", nth=3),
            directory.session(4, online=True),
            directory.session(4, "12:00", "13:00", online=True, venue=directory.venue()),
        ],
        name_ur="چائے",
        summary_en="=2+3",
        description_en="“Quotes”, commas\r\nand 'lines'\n\nthree\x0bfo\x02ur\u2028five",
        description_pl="żółć",
        age_from_months=0,
        cost_pence=0,
        languages_spoken=["en", "phr", "bfi"],
        machine_drafted=["ur", "pl"],
        step_free="yes",
        baby_change="no",
        booking="referral",
        phone="+44 1632 960101",
        email="tea@example.org",
        website="https://example.org/?a=1;b=2",
        other_words="Zumba\nchai",
    )
    hidden = directory.session(venue=Venue.objects.get(key="refuge"))
    directory.listing("calm", name="Calm", group=directory.group("oaks", name="Oaks"), sessions=[hidden])
    directory.listing("bare", name="Bare  sp\x02aces", sessions=[], age_to_months=24, cost_pence=1205)
    twins = [directory.group(key, name="Twins") for key in ("one", "two")]
    nowhere = directory.session(venue=None)
    directory.listing("twin", name="Twin", group=twins[1], sessions=[nowhere])
    directory.listing("draft", name="Draft", live=False)
    return directory


def test_export_import_export_is_the_same_to_the_byte(full, tmp_path):
    path = tmp_path / "listings.csv"
    exported = export_sheet(path)
    said, warned = import_sheet(path, exported)
    assert said.startswith("0 new, 0 changed, 4 unchanged."), warned
    assert export_sheet(path) == exported


def test_it_is_the_same_from_an_empty_directory(full, tmp_path, django_capture_on_commit_callbacks):
    path = tmp_path / "listings.csv"
    Listing.objects.get(slug="tea").sessions.get(nth=3).delete()
    exported = export_sheet(path)
    for model in (Listing, Venue):
        model.objects.all().delete()
    Group.objects.exclude(name="Twins").delete()

    said, _ = import_sheet(path, exported)

    assert said.startswith("4 new, 0 changed, 0 unchanged; 2 new groups, 2 new venues.")
    assert export_sheet(path) == exported


def test_the_demonstration_comes_back_as_it_was(db, tmp_path):
    path = tmp_path / "listings.csv"
    exported = export_sheet(path)
    said, warned = import_sheet(path, exported)
    assert said.startswith(f"0 new, 0 changed, {Listing.objects.listed().count()} unchanged."), warned
    assert export_sheet(path) == exported


def test_a_row_a_session_and_what_is_the_listings_own_stands_once(full, tmp_path):
    rows = exported_rows(tmp_path / "listings.csv")
    tea = [row for row in rows if row["reference"] == "tea"]
    assert [(row["weekday"], row["start"], row["venue"]) for row in tea] == [
        ("Monday", "10:00", "Long Hall"),
        ("Monday", "10:00", "Long Hall"),
        ("Thursday", "10:00", "Long Hall"),
        ("Friday", "10:00", "online"),
        ("Friday", "12:00", "Long Hall;online"),
    ]
    assert [row["name"] for row in tea] == ["Tea together", "", "", "", ""]
    first = tea[0]
    assert (first["categories"], first["languages"]) == (
        "odd;Play;Zumba;chai",
        "English;Pahari;British Sign Language (BSL)",
    )
    assert (first["cost"], first["access"], first["booking"]) == ("free", "step-free: yes;baby change: no", "referral")
    assert (first["summary"], first["phone"]) == ("'=2+3", "'+44 1632 960101")
    assert first["machine_drafted"] == "Urdu;Polish"


def test_what_families_do_not_see_is_left_out_and_hidden_addresses_are_marked(full, tmp_path):
    rows = {row["reference"]: row for row in exported_rows(tmp_path / "listings.csv")}
    assert list(rows) == ["bare", "calm", "tea", "twin"]
    assert {key: row["address_hidden"] for key, row in rows.items() if row["address_hidden"]} == {"calm": "yes"}
    assert (rows["bare"]["name"], rows["bare"]["cost"], rows["twin"]["group"]) == ("Bare spaces", "12.05", "two")


def test_a_word_that_became_a_category_is_one_in_the_file(full, tmp_path):
    path = tmp_path / "listings.csv"
    full.category("dance", label="Dance", synonyms="zumba")
    exported = export_sheet(path)
    import_sheet(path, exported)
    tea = Listing.objects.get(slug="tea")
    assert (tea.categories.count(), tea.other_words) == (3, "chai")
    assert export_sheet(path) == exported


def test_excel_can_open_it(full, tmp_path):
    data = export_sheet(tmp_path / "listings.csv")
    assert data.startswith(b"\xef\xbb\xbfreference,group,name,name_ur,")
    assert data.endswith(b"\r\n")


def test_an_empty_directory_is_a_header_that_can_be_imported(directory, tmp_path):
    path = tmp_path / "listings.csv"
    data = export_sheet(path)
    assert data.count(b"\r\n") == 1
    assert import_sheet(path, data)[0].startswith("0 new, 0 changed, 0 unchanged.")


def test_it_is_printed_where_no_file_is_named(full, tmp_path):
    out = StringIO()
    call_command("export_listings", stdout=out)
    assert out.getvalue().encode() == export_sheet(tmp_path / "listings.csv")


def test_the_file_is_for_staff_and_says_so(full, tmp_path):
    path, err = tmp_path / "listings.csv", StringIO()
    call_command("export_listings", str(path), stderr=err)
    assert "Keep them among staff: hidden addresses are in it." in err.getvalue()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one for one in tmp_path.iterdir() if one.name != "index"] == [path]


def test_a_folder_that_is_not_there_is_told(full, tmp_path):
    with pytest.raises(CommandError, match="could not be written"):
        call_command("export_listings", str(tmp_path / "none" / "listings.csv"))


def test_a_file_without_the_columns_of_an_export_round_trips_too(directory, tmp_path):
    Category.objects.create(key="play", label_en="Play")
    path = tmp_path / "listings.csv"
    import_sheet(path, sheet(TEA | {"categories": "Play;Sewing", "cost": "2", "languages": "ur"}))
    first = export_sheet(path)
    import_sheet(path, first)
    assert export_sheet(path) == first
