"""R5: the form where something is broken: a family is told plainly, and nothing that it typed is lost."""

from django.db import connection

import pytest

from referrals.models import Referral, Team
from tests.referrals.family import CANARIES, TYPED, read, text_of

pytestmark = pytest.mark.usefixtures("teams")


def test_a_team_without_a_key_does_not_refuse_a_family(family):
    """R7: the front door is there for it."""
    Team.objects.filter(key="north").update(public_key=b"")
    family.fill_in()
    family.send()
    referral = Referral.objects.get()
    assert referral.team.key == "front-door"
    assert read(referral)["route"]["team_key"] == "north"


def test_when_nobody_can_receive_the_page_says_so_and_the_answers_are_kept(family, caplog):
    Team.objects.update(public_key=b"")
    family.fill_in()
    response = family.send()
    assert response.status_code == 503
    assert "999" in text_of(response)
    assert not Referral.objects.exists()
    assert not any(canary in caplog.text for canary in CANARIES.values())
    assert CANARIES["words"] in text_of(family.look())


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the full disk is SQLite's own switch for one")
def test_when_nothing_can_be_stored_no_reference_is_shown_and_a_second_try_sends_the_same_answers(family):
    family.fill_in()
    try:
        connection.cursor().execute("PRAGMA query_only = ON")
        response = family.send()
    finally:
        connection.cursor().execute("PRAGMA query_only = OFF")
    assert response.status_code == 503
    assert "FP-" not in text_of(response)
    assert not Referral.objects.exists()
    family.send()
    assert read(Referral.objects.get())["told"]["story"] == TYPED["story"]
