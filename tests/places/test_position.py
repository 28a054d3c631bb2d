import logging

import pytest

from places.distance import Point
from places.positions import Position, Precision
from places.postcode_table import replace_table
from places.postcodes import names_of
from places.queries import centres, position_of, read_centres

HOME = Point(51.88646, -0.43296)
NEIGHBOUR = Point(51.88650, -0.43300)
AWAY = Point(51.9491, -0.2764)


@pytest.fixture
def table(tmp_path, settings):
    """The path of a table that is not there yet."""
    settings.PLACES_FILE = tmp_path / "a folder" / "places 100%.sqlite3"
    return settings.PLACES_FILE


@pytest.fixture
def imported(table):
    replace_table(table, [("LU4 8BW", HOME), ("LU4 8BX", NEIGHBOUR), ("SG5 1AA", AWAY), ("M11 4AA", Point(53.5, -2.2))])


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("LU4 8BW", ("LU4 8BW", "LU4 8", "LU4")),
        ("lu48bw", ("LU4 8BW", "LU4 8", "LU4")),
        ("LU۴ ۸BW", ("LU4 8BW", "LU4 8", "LU4")),
        ("LU4 8", ("LU4 8", "LU4")),
        ("LU৪-৮", ("LU4 8", "LU4")),
        ("LU4 8B", ("LU4 8", "LU4")),
        ("LU4 8.", ("LU4 8", "LU4")),
        ("LU48", ("LU48", "LU4 8", "LU4")),
        ("lu 48", ("LU48", "LU4 8", "LU4")),
        ("M1 1", ("M1 1", "M1")),
        ("M11", ("M11", "M1 1", "M1")),
        ("LU10 1", ("LU10 1", "LU10")),
        ("w1a 0", ("W1A 0", "W1A")),
        ("LU 4", ("LU4",)),
        ("LU4", ("LU4",)),
        ("LU", ()),
        ("", ()),
        ("Luton", ()),
        ("01582 000000", ()),
    ],
)
def test_a_text_names_a_postcode_a_sector_or_an_outcode(typed, names):
    assert names_of(typed) == names


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(
    ("typed", "position"),
    [
        ("LU4 8BW", Position(Point(51.8901, -0.4460), Precision.SECTOR)),
        ("LU4 8", Position(Point(51.8901, -0.4460), Precision.SECTOR)),
        ("LU੪੮ਬ", None),
        ("ＬＵ４８ＢＷ", Position(Point(51.8901, -0.4460), Precision.SECTOR)),
        ("LU48", Position(Point(51.8901, -0.4460), Precision.SECTOR)),
        ("LU4", Position(Point(51.89871, -0.46650), Precision.OUTCODE)),
        ("LU6 3ZZ", Position(Point(51.87711, -0.53552), Precision.OUTCODE)),
        ("SG5 1AA", None),
        ("nowhere", None),
        ("", None),
    ],
)
def test_before_an_import_the_shipped_table_places_by_sector_then_outcode(typed, position):
    assert position_of(typed) == position


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize(
    ("typed", "position"),
    [
        ("lu4 8bw", Position(HOME, Precision.POSTCODE)),
        ("LU૪ ૮BW", Position(HOME, Precision.POSTCODE)),
        ("LU4 8ZZ", Position(Point(51.88648, -0.43298), Precision.SECTOR)),  # the middle of the two that are known
        ("LU4 9ZZ", Position(Point(51.9034, -0.4662), Precision.SECTOR)),  # shipped
        ("SG5 1ZZ", Position(AWAY, Precision.SECTOR)),
        ("SG5", Position(AWAY, Precision.OUTCODE)),
        ("M11", Position(Point(53.5, -2.2), Precision.OUTCODE)),
        ("M1 1", None),
        ("SG6 1AA", None),
    ],
)
def test_after_an_import_whole_postcodes_are_placed_too(typed, position):
    assert position_of(typed) == position


def test_a_table_that_cannot_be_read_still_leaves_the_sectors_and_logs_no_postcode(table, caplog):
    table.parent.mkdir()
    table.write_bytes(b"no database" * 1000)

    with caplog.at_level(logging.DEBUG):
        position = position_of("LU4 8BW")

    assert position.precision == Precision.SECTOR
    assert "import_postcodes" in caplog.text
    assert "8BW" not in caplog.text


@pytest.mark.usefixtures("imported")
def test_a_search_for_a_place_is_written_to_no_log(caplog):
    with caplog.at_level(logging.DEBUG):
        position_of("LU4 8BW")
        position_of("LU4 8BWX")

    assert caplog.text == ""


def test_the_shipped_table_lies_in_and_around_luton():
    assert {f"LU{number}" for number in range(1, 8)} <= set(centres())
    assert all(51.8 < point.latitude < 52 and -0.7 < point.longitude < -0.3 for point in centres().values())


@pytest.mark.parametrize("name", ["lu4 8", "LU4  8", "LU4 8B", "Luton"])
def test_a_table_with_a_name_that_is_no_place_is_refused(tmp_path, name):
    path = tmp_path / "sectors.toml"
    path.write_text(f'"{name}" = [51.9, -0.4]\n')

    with pytest.raises(ValueError, match=name):
        read_centres(path)
