from django.conf import settings

import pytest

from triage.queries import document
from triage.words import words


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_question_and_option_has_words_in_every_language(language):
    spoken = words(language)

    for question in document().questions:
        assert spoken[question.id]["question"]
        assert set(spoken[question.id]["options"]) == set(question.options)
        assert all(spoken[question.id]["options"].values())
