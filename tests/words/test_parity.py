import pytest

from words.parity import differences

BENGALI = "০১২৩৪৫৬৭৮৯"


@pytest.mark.parametrize(
    ("english", "translation", "digits", "same"),
    [
        ("Call 999 now", "এখন 999 নম্বরে ফোন করুন", BENGALI, True),
        ("Call 999 now", "এখন ৯৯৯ নম্বরে ফোন করুন", BENGALI, True),
        ("Call 999 now", "এখন 99 নম্বরে ফোন করুন", BENGALI, False),
        ("Call 999 now", "এখন ফোন করুন", BENGALI, False),
        ("Checked on %(date)s.", "%(date)s তারিখে দেখা হয়েছে।", BENGALI, True),
        ("Checked on %(date)s.", "%(day)s তারিখে দেখা হয়েছে।", BENGALI, False),
        ("Checked on %(date)s.", "", BENGALI, False),
        ("At 09:00 to 22:00", "09:00–22:00", "0123456789", True),
    ],
)
def test_a_translation_has_the_numbers_and_placeholders_of_its_english(english, translation, digits, same):
    assert (differences(english, translation, digits) == []) == same
