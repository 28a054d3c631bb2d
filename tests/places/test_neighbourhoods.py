import pytest

from places.neighbourhoods import Neighbourhood, neighbourhood_of
from places.queries import neighbourhoods, read_neighbourhoods

TABLE = (
    Neighbourhood(key="hill", sectors=frozenset({"AB1 2", "AB1 3"})),
    Neighbourhood(key="vale", sectors=frozenset({"AB2 4"})),
)


@pytest.mark.parametrize(
    ("postcode", "key"),
    [
        ("AB1 2CD", None),  # C is no letter of an incode
        ("AB1 2DE", "hill"),
        ("ab13de", "hill"),
        ("AB2 4DE", "vale"),
        ("AB2 5DE", None),
        ("AB1", None),
        ("", None),
        ("the hill", None),
    ],
)
def test_a_postcode_lies_in_the_neighbourhood_that_holds_its_sector(postcode, key):
    assert neighbourhood_of(postcode, TABLE) == key


@pytest.mark.parametrize(
    ("postcode", "key"),
    [
        ("LU1 2ZX", "central"),
        ("LU3 1ZX", "central"),
        ("LU3 4ZX", "north"),
        ("LU1 3QZ", "south"),
        ("LU2 9ZX", "east"),
        ("LU4 8BW", "west"),
        ("LU5 4AA", None),
    ],
)
def test_the_towns_own_table_places_its_postcodes(postcode, key):
    assert neighbourhood_of(postcode, neighbourhoods()) == key


def test_every_neighbourhood_has_its_name_in_seven_languages():
    for place in neighbourhoods():
        assert set(place.names) == {"en", "ur", "pl", "ro", "bn", "pa", "gu"}
        assert all(place.names.values())


def test_a_name_missing_in_a_language_is_english():
    place = Neighbourhood(key="hill", names={"en": "Hill", "pl": "Wzgórze"})
    assert (place.name("pl"), place.name("ur")) == ("Wzgórze", "Hill")


@pytest.mark.parametrize(
    ("hill", "vale"), [(["LU48"], []), (["LU4"], []), (["LU4 8BW"], []), (["LU4 8"], ["LU4 9", "LU4 8"])]
)
def test_a_table_with_a_wrong_sector_is_refused(tmp_path, hill, vale):
    path = tmp_path / "neighbourhoods.toml"
    path.write_text(f"[hill]\nsectors = {hill}\nnames = {{}}\n[vale]\nsectors = {vale}\nnames = {{}}\n")
    with pytest.raises(ValueError):
        read_neighbourhoods(path)
