import pytest

from places.distance import Point, miles
from places.national_grid import point_of

METRES_IN_A_MILE = 1609.344


@pytest.mark.parametrize(
    ("easting", "northing", "latitude", "longitude"),
    [
        (651409.903, 313177.270, 52.65798, 1.71605),  # the worked example of Ordnance Survey's guide
        (508653, 221332, 51.87998, -0.42290),  # Luton; the directory of the ONS says the same
        (437292, 115542, 50.93811, -1.47062),  # Southampton
        (182961, 43918, 50.25527, -5.04615),  # Truro
        (447759, 1141280, 60.15323, -1.14160),  # Lerwick
    ],
)
def test_the_national_grid_agrees_within_a_street_from_cornwall_to_shetland(easting, northing, latitude, longitude):
    off = miles(point_of(easting, northing), Point(latitude, longitude)) * METRES_IN_A_MILE

    assert off < 5
