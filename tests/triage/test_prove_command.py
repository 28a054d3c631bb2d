"""`manage.py prove_questionnaire`, on the portal as `make run` leaves it."""

import json

from django.conf import settings
from django.core.management import CommandError, call_command

import pytest

from triage.proof import prove
from triage.proof.written import page
from triage.queries import DOCUMENT_PATH, document, world
from triage.words import words

pytestmark = pytest.mark.django_db


def test_the_shipped_questionnaire_holds_and_every_journey_is_counted(capsys):
    call_command("prove_questionnaire")

    told = capsys.readouterr().out
    assert "problem" not in told
    assert "Every journey walked, 78,639,696" in told


def test_one_that_does_not_hold_fails_and_says_what_is_wrong(tmp_path, capsys):
    data = json.loads(DOCUMENT_PATH.read_text(encoding="utf-8"))
    data["content"]["send"]["pages"].append("no-such-page")
    data["rules"].pop(0)
    file = tmp_path / "changed.json"
    file.write_text(json.dumps(data), encoding="utf-8")

    with pytest.raises(CommandError, match="does not hold"):
        call_command("prove_questionnaire", file)

    told = capsys.readouterr().out
    assert "content.send: there is no page 'no-such-page'" in told
    assert "families.drinks_every_evening: agreed: refer; now: self_help" in told


def test_a_file_that_is_no_questionnaire_is_named(tmp_path):
    file = tmp_path / "broken.json"
    file.write_text("{", encoding="utf-8")

    with pytest.raises(CommandError, match=r"broken\.json: malformed"):
        call_command("prove_questionnaire", file)


def test_the_page_for_officers_says_what_the_questionnaire_does():
    """Else: manage.py prove_questionnaire --write-docs."""
    written = (settings.BASE_DIR / "docs" / "questionnaire.md").read_text(encoding="utf-8")

    assert written == page(document(), prove(document(), world(document())), words("en"))
