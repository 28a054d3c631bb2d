import pytest

from portal.languages import LANGUAGES
from portal.questions import SMALL_WORDS, asked_about


@pytest.mark.parametrize(
    ("language", "question", "asked"),
    [
        ("en", "My baby won't stop crying!", "crying"),
        ("en", "When can I give solid food?", "solid food"),
        ("en", "crying", "crying"),
        ("en", "what to do", "what to do"),
        ("en", "my baby", "my baby"),
        ("ur", "میرا بچہ رونا بند نہیں کرتا", "رونا"),
        ("ur", "my baby has a fever", "fever"),
        ("pl", "Moje dziecko nie je", "je"),
        ("en", "nie", "nie"),
        ("xx", "the crying", "crying"),
        ("en", "", ""),
        ("en", "?!", ""),
    ],
)
def test_a_question_asks_about_what_its_small_words_leave(language, question, asked):
    assert asked_about(question, language) == asked


def test_every_language_has_its_small_words():
    assert set(SMALL_WORDS) == {language.code for language in LANGUAGES}
