"""What makes two groups look alike, as a truth table."""

import pytest

from directory.accounts.look_alikes import MOST_SHOWN, Described, Sign, look_alikes, signs

ACORNS = Described(
    key="acorns",
    name="The Acorns Toddler Group",
    charity_number="1098765",
    phones=("01582 496 0123",),
    postcodes=("LU4 8ZX",),
)


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        (Described(name="Acorns"), {Sign.NAME}),
        (Described(name="acorns group"), {Sign.NAME}),
        (Described(name="Acrons toddlers"), {Sign.NAME}),
        (Described(name="Ácorns"), {Sign.NAME}),
        (Described(name="Toddler group"), set()),
        (Described(name="Oaks toddler group"), set()),
        (Described(name="گروپ"), set()),
        (Described(name="Oaks", charity_number=" 1098765 "), {Sign.CHARITY_NUMBER}),
        (Described(name="Oaks", charity_number="01098765"), {Sign.CHARITY_NUMBER}),
        (Described(name="Oaks", charity_number="SC1098765"), set()),
        (Described(name="Oaks", phones=("+44 (0)1582 4960123",)), {Sign.PHONE}),
        (Described(name="Oaks", phones=("+441582-496-0123",)), {Sign.PHONE}),
        (Described(name="Oaks", phones=("۰۱۵۸۲۴۹۶۰۱۲۳",)), {Sign.PHONE}),
        (Described(name="Oaks", phones=("01582 496 0124",)), set()),
        (Described(name="Oaks", postcodes=("lu48zx",)), {Sign.POSTCODE}),
        (Described(name="Oaks", postcodes=("LU4 8ZY",)), set()),
        (Described(name="Oaks", phones=("",), postcodes=("",)), set()),
        (Described(name="Acorns", postcodes=("LU4 8ZX",)), {Sign.NAME, Sign.POSTCODE}),
    ],
    ids=repr,
)
def test_signs(typed, same):
    assert signs(typed, ACORNS) == signs(ACORNS, typed) == same


def test_what_neither_says_is_not_the_same():
    assert signs(Described(name="Oaks"), Described(name="Elms")) == frozenset()


def test_the_surest_sign_comes_first_and_the_list_is_short():
    by_name = [Described(key=f"acorns-{number}", name="Acorns") for number in range(MOST_SHOWN)]
    by_number = Described(key="oaks", name="Oaks", charity_number="1098765")

    found = look_alikes(ACORNS, [*by_name, by_number])

    assert next(iter(found)) == "oaks"
    assert len(found) == MOST_SHOWN


def test_groups_of_common_words_alone_are_still_alike():
    assert signs(Described(name="The Playgroup"), Described(name="Playgroup")) == {Sign.NAME}
