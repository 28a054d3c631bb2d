from django.http import QueryDict

from referrals.forms import STEPS
from referrals.unsent import CHECK, Unsent


def test_the_key_that_makes_sending_twice_harmless_is_made_once():
    unsent = Unsent({})
    unsent.go_to(CHECK)
    key = unsent.idempotency_key
    unsent.go_to("people")
    unsent.go_to(CHECK)
    assert unsent.idempotency_key == key


def test_a_step_that_a_newer_version_no_longer_has_leads_to_the_first():
    assert Unsent({"referral": {"step": "retired"}}).step == STEPS[0].key


def test_only_the_steps_own_fields_are_kept():
    unsent = Unsent({})
    unsent.keep("people", QueryDict("name=Sam&csrfmiddlewaretoken=abc&step=people"))
    assert unsent.typed == {"people": {"name": ["Sam"]}}


def test_the_questionnaires_answers_stay_in_the_draft():
    draft = {"answers": {"needs": ["send"]}, "document": "abc"}
    Unsent(draft).keep("people", QueryDict("name=Sam"))
    assert draft["answers"] == {"needs": ["send"]}
    assert draft["document"] == "abc"
