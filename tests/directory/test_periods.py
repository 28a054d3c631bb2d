from datetime import date

import pytest

from directory.periods import periods, single_days
from directory.schedule import Period

CHRISTMAS = date(2026, 12, 24)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("2026-12-24", (Period(CHRISTMAS, CHRISTMAS),)),
        ("24/12/2026", (Period(CHRISTMAS, CHRISTMAS),)),
        ("  2026-12-24 to 2027-01-04 \r\n\n", (Period(CHRISTMAS, date(2027, 1, 4)),)),
        ("24/12/2026 - 04/01/2027", (Period(CHRISTMAS, date(2027, 1, 4)),)),
        ("24/12/2026 – 04/01/2027", (Period(CHRISTMAS, date(2027, 1, 4)),)),
        ("2026-12-24\n24/12/2026 to 04/01/2027", (Period(CHRISTMAS, CHRISTMAS), Period(CHRISTMAS, date(2027, 1, 4)))),
    ],
)
def test_dates_are_read_a_line_each(text, expected):
    assert periods(text) == expected


@pytest.mark.parametrize("line", ["Christmas", "2026-02-30", "12/24/2026", "2027-01-04 to 2026-12-24", "2026-12-24 to"])
def test_the_line_that_says_no_date_is_named(line):
    with pytest.raises(ValueError, match=line):
        periods(f"2026-12-24\n{line}")


def test_single_days_are_no_periods():
    assert single_days("2026-12-24\n24/12/2026") == {CHRISTMAS}
    with pytest.raises(ValueError, match="2026-12-24 to 2027-01-04"):
        single_days("2026-12-24 to 2027-01-04")
