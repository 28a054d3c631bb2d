"""The map of the groups on a page: drawn by us, from the town's own tables."""

import re
import xml.etree.ElementTree as ET
from itertools import combinations

import pytest

from directory.town_map import MARGIN, WIDTH, town_map
from places.distance import Point, miles

# A town two miles from west to east.
WEST, EAST = Point(51.9, -0.5), Point(51.9, -0.4531)
FAR = Point(53.0, -0.5)


def draw(places, **more):
    neighbourhoods = {"West": [WEST], "All": [WEST, EAST], "None": []}
    return town_map(town=[WEST, EAST], neighbourhoods=neighbourhoods, places=places, **more)


def spots(drawn):
    return {
        ", ".join(row.words for row in pin.rows): (pin.box.left + pin.box.width // 2, pin.box.top + pin.box.height // 2)
        for pin in drawn.pins
    }


def test_groups_are_where_they_are_to_scale():
    drawn = draw({1: [WEST], 2: [EAST], 3: [Point(51.9145, -0.5)]})
    mile = WIDTH / (miles(WEST, EAST) + 2 * MARGIN)
    found = spots(drawn)
    assert found["2"][0] - found["1"][0] == pytest.approx(2 * mile, abs=3)
    assert found["1"][1] - found["3"][1] == pytest.approx(mile, abs=3)
    assert drawn.columns[1] - drawn.columns[0] == pytest.approx(mile, abs=1)
    assert [(name.words, name.x) for name in drawn.neighbourhoods] == [
        ("West", found["1"][0]),
        ("All", WIDTH // 2),
    ]


def test_groups_at_one_place_share_a_pin_that_names_each():
    drawn = draw({number: [WEST] for number in range(1, 6)} | {6: [EAST, WEST]})
    assert sorted(spots(drawn)) == ["1, 2, 3, 4, 5, 6", "6"]
    assert {len(pin.rows) for pin in drawn.pins} == {1, 2}


def test_nothing_on_the_map_covers_anything_else():
    close = {number: [Point(51.9, -0.5 + number / 250)] for number in range(1, 10)}
    drawn = draw({**close, 20: [Point(51.91, -0.49)]}, here=("LU4 8", Point(51.9, -0.48)))
    boxes = [*(pin.box for pin in drawn.pins), *(label.box for label in (*drawn.neighbourhoods, drawn.place))]
    assert [(one, other) for one, other in combinations(boxes, 2) if one.covers(other)] == []


def test_what_is_far_away_leaves_the_town_large():
    drawn = draw({1: [WEST], 2: [FAR]}, here=("LS1", FAR))
    assert drawn.numbers == {1}
    assert drawn.here is None
    assert drawn.height < WIDTH


def test_where_somebody_is_and_how_far_they_would_go_is_drawn():
    drawn = draw({1: [WEST]}, here=("LU4 8", EAST), within=1)
    assert (drawn.here.words, drawn.here.x > WIDTH // 2) == ("LU4 8", True)
    assert drawn.ring == pytest.approx(WIDTH / 3.5, abs=3)


@pytest.mark.parametrize("places", [{}, {1: []}, {1: [FAR]}])
def test_where_there_is_nothing_to_show_there_is_no_map(places):
    assert draw(places) is None


@pytest.fixture
def drawing(client, directory):
    def drawing(address="/en/groups/", **parameters):
        html = client.get(address, parameters).content.decode()
        found = re.search(r"<svg viewBox.*?</svg>", html, re.DOTALL)
        return (html, found[0]) if found else (html, "")

    return drawing


@pytest.mark.parametrize(("language", "north"), [("en", "North"), ("ur", "شمال"), ("bn", "উত্তর")])
def test_a_page_has_a_light_map_with_names_in_the_readers_language(directory, drawing, language, north):
    for number in range(20):
        venue = directory.venue(
            f"v{number}", postcode="", latitude=51.86 + number / 400, longitude=-0.48 + number / 250
        )
        directory.listing(f"tea-{number}", name=f"Tea {number:02}", sessions=[directory.session(venue=venue)])
    html, svg = drawing(f"/{language}/groups/", near="LU4 8", within="5")
    texts = [text.text for text in ET.fromstring(svg).iter("text")]
    shown = {number for words in texts if re.fullmatch(r"[\d, ]+", words) for number in words.split(", ")}
    assert shown == {str(number) for number in range(1, 21)}
    assert north in texts
    assert "LU4 8" in texts
    assert len(svg.encode()) < 10_000
    assert "style=" not in svg
    assert '<ol class="results numbered">' in html


def test_a_hidden_address_is_drawn_to_two_decimals(directory, drawing):
    where = {"latitude": 51.8949, "longitude": -0.4449}
    for key, hidden, rounded in (("a", True, where), ("b", False, {"latitude": 51.89, "longitude": -0.44})):
        venue = directory.venue(key, address_hidden=hidden, **rounded)
        directory.listing(key, name=key, sessions=[directory.session(venue=venue)])
    _html, svg = drawing()
    assert [text.text for text in ET.fromstring(svg).iter("text")][-1] == "1, 2"


def test_a_page_of_groups_online_has_no_map(directory, drawing):
    directory.listing(sessions=[directory.session(online=True)])
    html, svg = drawing()
    assert svg == ""
    assert '<ol class="results">' in html
