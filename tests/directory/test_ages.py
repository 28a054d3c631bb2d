import pytest

from directory.ages import AGE_BANDS, bands_of

ALL = {band.key for band in AGE_BANDS}


@pytest.mark.parametrize(
    ("from_months", "to_months", "bands"),
    [
        (None, None, ALL),
        (0, None, ALL),
        (0, 11, {"0"}),
        (0, 12, {"0", "1"}),
        (2, 10, {"0"}),
        (6, 24, {"0", "1", "2"}),
        (12, 60, {"1", "2", "3-4", "5-7"}),
        (96, 216, {"8-10", "11-15", "16-18"}),
        (132, None, {"11-15", "16-18", "19-25"}),
        (None, 35, {"0", "1", "2"}),
    ],
)
def test_a_listing_takes_the_ages_between_its_limits_both_ends_included(from_months, to_months, bands):
    assert bands_of(from_months, to_months) == bands
