import pytest

from places.postcodes import PostcodeError, Reason, normalise, outcode_of, sector_of

TYPED = [
    ("LU4 8BW", "LU4 8BW"),
    ("lu48bw", "LU4 8BW"),
    ("  Lu 4  8b W ", "LU4 8BW"),
    ("LU4-8BW.", "LU4 8BW"),
    ("LU4\u00a08BW", "LU4 8BW"),
    ("\u200eLU4 8BW\u200e", "LU4 8BW"),
    ("LU۴ ۸BW", "LU4 8BW"),
    ("LU৪ ৮BW", "LU4 8BW"),
    ("LU੪ ੮BW", "LU4 8BW"),
    ("LU૪ ૮BW", "LU4 8BW"),
    ("ＬＵ４　８ＢＷ", "LU4 8BW"),
    ("m11ae", "M1 1AE"),
    ("ec1a1bb", "EC1A 1BB"),
    ("w1a0ax", "W1A 0AX"),
    ("cr26xh", "CR2 6XH"),
    ("dn551pt", "DN55 1PT"),
    ("lu4", "LU4"),
    ("lu 4", "LU4"),
]

REFUSED = [
    ("", Reason.EMPTY),
    (" \u200f ", Reason.EMPTY),
    ("LU", Reason.INCOMPLETE),
    ("LU4 8B", Reason.INCOMPLETE),
    ("LU4 8CW", Reason.FORMAT),  # no incode holds C, I, K, M, O or V
    ("Luton", Reason.FORMAT),
    ("01582 000000", Reason.FORMAT),
    ("LU4 8BW please", Reason.FORMAT),
    ("لوٹن", Reason.FORMAT),
    ("QU4 8BW", Reason.FORMAT),
]


@pytest.mark.parametrize(("typed", "written"), TYPED)
def test_a_postcode_is_read_however_it_is_typed(typed, written):
    assert normalise(typed) == written


@pytest.mark.parametrize(("typed", "reason"), REFUSED)
def test_what_is_no_postcode_is_refused_with_a_reason(typed, reason):
    with pytest.raises(PostcodeError) as refusal:
        normalise(typed)
    assert refusal.value.reason == reason


def test_a_postcode_has_an_outcode_and_a_sector():
    assert outcode_of("lu48bw") == "LU4"
    assert outcode_of("lu4") == "LU4"
    assert sector_of("lu48bw") == "LU4 8"
    assert sector_of("EC1A1BB") == "EC1A 1"


def test_an_outcode_alone_has_no_sector():
    with pytest.raises(PostcodeError) as refusal:
        sector_of("LU4")
    assert refusal.value.reason == Reason.INCOMPLETE
