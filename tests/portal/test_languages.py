from django.conf import settings
from django.utils.translation import get_language_info

import pytest

from portal.languages import BY_CODE, LANGUAGES, best_offer


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_django_knows_every_language_by_its_own_name_and_direction(language):
    info = get_language_info(language.code)

    assert info["name_local"] == language.own_name
    assert info["bidi"] == language.right_to_left
    assert (language.code, language.english_name) in settings.LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_the_digits_of_a_language_are_its_ten_digits_in_order(language):
    assert [int(digit) for digit in language.digits] == list(range(10))


@pytest.mark.parametrize(
    ("header", "current", "offered"),
    [
        ("ur-PK,ur;q=0.9,en;q=0.8", "en", "ur"),
        ("en-GB,ur;q=0.9", "en", None),
        ("fr,pl;q=0.5", "en", "pl"),
        ("pl", "pl", None),
        ("en", "ur", "en"),
        ("", "en", None),
        ("*", "en", None),
        ("ur;q=x,,;;", "en", None),
    ],
)
def test_the_language_that_the_browser_asks_for_is_offered(header, current, offered):
    assert best_offer(header, current=current) == BY_CODE.get(offered)
