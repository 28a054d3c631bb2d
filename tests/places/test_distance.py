import pytest

from places.distance import Point, about_miles, miles, rounded

CENTRAL_LIBRARY = Point(51.87983, -0.41827)  # LU1 2BQ
MANOR = Point(51.88646, -0.43296)  # LU4 8BW
PARK_TOWN = Point(51.87243, -0.41240)  # LU1 3QZ
LONDON_ROAD = Point(51.86650, -0.41757)  # LU1 3RH


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        (CENTRAL_LIBRARY, CENTRAL_LIBRARY, 0),
        (CENTRAL_LIBRARY, PARK_TOWN, 0.570),
        (PARK_TOWN, LONDON_ROAD, 0.466),
        (CENTRAL_LIBRARY, MANOR, 0.777),
        (MANOR, LONDON_ROAD, 1.528),
        (Point(51, 0), Point(52, 0), 69.09),
        (Point(60, 0), Point(60, 1), 34.55),
        (Point(51.5, -0.0001), Point(51.5, 0.0001), 0.0086),
        (Point(50.0663, -5.7148), Point(58.6440, -3.0700), 603),  # Land's End to John o' Groats
        (Point(0, 0), Point(0, 180), 12_437),  # half the earth's girth
    ],
)
def test_miles_between_two_points(a, b, apart):
    assert miles(a, b) == pytest.approx(apart, rel=0.005, abs=1e-9)
    assert miles(b, a) == miles(a, b)


@pytest.mark.parametrize(
    ("value", "told"),
    [(0, 0.5), (0.49, 0.5), (0.5, 1), (0.7, 1), (1.49, 1), (1.5, 2), (2.49, 2), (2.5, 3), (3.5, 4), (12.2, 12)],
)
def test_a_family_is_told_whole_miles_or_less_than_half(value, told):
    assert about_miles(value) == told
    assert isinstance(about_miles(value), int) or told == 0.5


@pytest.mark.parametrize(
    ("point", "shown"),
    [
        (Point(51.88646, -0.43296), Point(51.89, -0.43)),
        (Point(51.8849, -0.4349), Point(51.88, -0.43)),
        (Point(51.88, -0.43), Point(51.88, -0.43)),
    ],
)
def test_an_address_that_stays_hidden_is_rounded(point, shown):
    assert rounded(point) == shown
    assert miles(point, shown) < 0.5
