"""What editors do appears in search once it is committed, whichever way they do it."""

import json
import os

from django.core.management import CommandError, call_command

import pytest

from directory.models import Listing
from directory.search import index
from directory.search.engine import SearchQuery


@pytest.fixture
def found(directory):
    index.rebuild()

    def found(words, language="en"):
        hits = index.find(SearchQuery(words, language)).hits
        slugs = Listing.objects.in_bulk([hit.key for hit in hits])
        return [slugs[hit.key].slug if hit.key in slugs else hit.key for hit in hits]

    return found


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_publishing_makes_a_listing_appear_and_unpublishing_makes_it_go(directory, found, committed):
    with committed():
        listing = directory.listing("yoga", name="Yoga", live=False)
        listing.save_revision()
    assert found("yoga") == []
    with committed():
        listing.latest_revision.publish()
    assert found("yoga") == ["yoga"]
    with committed():
        Listing.objects.get(slug="yoga").unpublish()
    assert found("yoga") == []


def test_nothing_is_indexed_before_it_is_committed(directory, found, committed):
    with committed():
        directory.listing("yoga", name="Yoga")
        assert found("yoga") == []
    assert found("yoga") == ["yoga"]


def test_a_draft_of_a_live_listing_is_not_found_until_it_is_published(directory, found, committed):
    with committed():
        listing = directory.listing("yoga", name="Yoga")
    with committed():
        listing.name_en = "Swimming"
        revision = listing.save_revision()
    assert (found("yoga"), found("swimming")) == (["yoga"], [])
    with committed():
        revision.publish()
    assert (found("yoga"), found("swimming")) == ([], ["yoga"])


def test_a_deleted_listing_is_not_found(directory, found, committed):
    with committed():
        directory.listing("yoga", name="Yoga")
    with committed():
        Listing.objects.get(slug="yoga").delete()
    assert found("yoga") == []


def test_a_change_of_slug_leaves_no_second_hit(directory, found, committed):
    with committed():
        listing = directory.listing("yoga", name="Yoga")
    with committed():
        listing.slug = "stretching"
        listing.save()
    assert found("yoga") == ["stretching"]


def test_a_change_to_a_category_group_or_venue_reaches_its_listings(directory, found, committed):
    with committed():
        play = directory.category(label="Play")
        listing = directory.listing("tea", name="Tea", categories=[play])
    with committed():
        play.label_ur = "کھیل"
        play.save()
        listing.group.name = "Oak Leaves"
        listing.group.save()
        venue = directory.venue()
        venue.address = "Willow Walk"
        venue.save()
    assert found("کھیل", "ur") == found("oak leaves") == found("willow") == ["tea"]
    with committed():
        play.delete()
    assert found("کھیل", "ur") == []


def test_an_index_that_cannot_be_written_refuses_no_editor(directory, settings, tmp_path, committed, caplog):
    (tmp_path / "file").write_text("in the way")
    settings.SEARCH_INDEX_DIR = tmp_path / "file"
    with committed():
        directory.listing("yoga", name="Yoga")
    assert Listing.objects.filter(slug="yoga").exists()
    assert "Error calling" in caplog.text


def test_without_an_index_the_first_search_builds_it(directory, settings, tmp_path):
    directory.listing("yoga", name="Yoga")
    assert len(index.find(SearchQuery("yoga")).hits) == 1
    assert (tmp_path / "index" / "current").exists()


def test_where_no_index_can_be_built_the_database_answers(directory, settings, tmp_path, caplog):
    (tmp_path / "file").write_text("in the way")
    settings.SEARCH_INDEX_DIR = tmp_path / "file"
    directory.listing("yoga", name="Yoga")
    directory.listing("tea", name="Tea")
    assert len(index.find(SearchQuery("yoga")).hits) == 1
    assert len(index.find(SearchQuery()).hits) == 2
    assert "build_index" in caplog.text


def test_a_damaged_index_is_never_the_familys_problem(directory, tmp_path, caplog):
    directory.listing("yoga", name="Yoga")
    index.rebuild()
    for path in (tmp_path / "index" / "current").resolve().glob("*.seg"):
        path.unlink()
    assert len(index.find(SearchQuery("yoga")).hits) == 1
    assert "build_index" in caplog.text


def test_a_setting_puts_the_index_into_a_database(directory, settings, tmp_path, committed):
    settings.SEARCH_DATABASE_URL = f"sqlite:///{tmp_path}/search.sqlite3"
    with committed():
        directory.listing("yoga", name="Yoga")
    assert len(index.find(SearchQuery("yoga")).hits) == 1
    with committed():
        Listing.objects.get(slug="yoga").delete()
    assert len(index.find(SearchQuery("yoga")).hits) == 0
    assert (tmp_path / "search.sqlite3").exists()
    assert not (tmp_path / "index" / "current").exists()


def grow_old(folder):
    for note in (folder / "unfinished").iterdir():
        os.utime(note, (0, 0))


def test_what_a_process_that_died_left_undone_is_indexed_by_the_next_search(directory, found, tmp_path, caplog):
    directory.listing("yoga", name="Yoga")  # in a test nothing is committed, so that this is as far as it comes
    assert found("yoga") == []
    grow_old(tmp_path / "index")
    assert found("yoga") == ["yoga"]
    assert "was not indexed" in caplog.text
    assert list((tmp_path / "index" / "unfinished").iterdir()) == []


def test_many_changes_at_once_are_indexed_in_one_go(directory, found, committed, tmp_path):
    with committed():
        for number in range(12):
            directory.listing(f"yoga-{number}", name="Yoga")
        assert len(list((tmp_path / "index" / "unfinished").iterdir())) == 1
    assert len(found("yoga")) == 12
    assert len(list((tmp_path / "index" / "current").glob("*.seg"))) == 1
    assert list((tmp_path / "index" / "unfinished").iterdir()) == []


def test_a_change_that_cannot_be_indexed_stops_no_search_and_is_tried_again(
    directory, found, committed, monkeypatch, tmp_path, caplog
):
    with committed():
        directory.listing("tea", name="Tea")

    def full(*args, **kwargs):
        raise OSError("no space left")

    with monkeypatch.context() as broken, committed():
        broken.setattr("directory.search.array_codec.writing", full)
        directory.listing("yoga", name="Yoga")
    grow_old(tmp_path / "index")
    with monkeypatch.context() as broken:
        broken.setattr("directory.search.array_codec.writing", full)
        assert found("tea") == ["tea"]
        assert "cannot be indexed" in caplog.text
    assert found("yoga") == []
    grow_old(tmp_path / "index")
    assert found("yoga") == ["yoga"]


def test_the_command_prints_rank_score_reference_name_and_why(directory, found, settings, tmp_path, capsys):
    settings.LIBRARY_INDEX_DIR = tmp_path / "library-index"
    directory.listing("yoga", name="Yoga", name_pl="Joga dla mam")
    directory.listing("tea", name="Tea", description_en="and yoga")
    call_command("build_index")
    call_command("search", "yoga", "--language", "pl", "--json")
    built, rows = capsys.readouterr().out.splitlines()
    assert built.startswith("Indexed 2 listings")
    first, second = json.loads(rows)
    assert (first["rank"], first["reference"], first["name"], first["why"]) == (1, "yoga", "Joga dla mam", "name")
    assert (second["rank"], second["reference"], second["name"], second["why"]) == (2, "tea", "Tea", "body")
    assert first["score"] > second["score"] > 0
    call_command("search", "yogaa", "--limit", "1")
    row = capsys.readouterr().out.split()
    assert (row[0], *row[2:]) == ("1", "yoga", "Yoga", "typo")


def test_the_command_puts_the_nearest_first(directory, found, committed, capsys):
    with committed():
        near, far = (directory.venue(postcode, postcode=postcode) for postcode in ("LU1 1ZX", "LU4 9ZX"))
        directory.listing("a", name="A", sessions=[directory.session(venue=far)])
        directory.listing("b", name="B", sessions=[directory.session(venue=near)])
        directory.listing("c", name="C", sessions=[directory.session(online=True)])
    call_command("search", "", "--near", "LU1 1", "--json")
    rows = json.loads(capsys.readouterr().out)
    assert [row["reference"] for row in rows] == ["b", "a", "c"]
    assert rows[0]["miles"] < 1 < rows[1]["miles"]
    assert rows[2]["miles"] is None
    with pytest.raises(CommandError):
        call_command("search", "", "--near", "nowhere")


@pytest.mark.parametrize("question", ["tea on Saturday", "tea near LU4 9", "tea for a 1 year old", "free tea"])
def test_what_a_question_says_of_days_places_ages_and_money_says_who_comes_first(directory, found, committed, question):
    with committed():
        saturday = directory.session(5, venue=directory.venue("far", postcode="LU4 9ZX"))
        near = directory.venue("near", postcode="LU1 1ZX")
        directory.listing("a", name="Tea A", age_from_months=48, sessions=[directory.session(1, venue=near)])
        directory.listing("b", name="Tea B", age_to_months=36, cost_pence=0, sessions=[saturday])
    assert found("tea") == ["a", "b"]
    assert found(question) == ["b", "a"]
