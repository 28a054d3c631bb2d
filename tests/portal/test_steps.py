"""A step that a script sends: it is told where that leads, and nothing is fetched twice."""

import pytest

pytestmark = pytest.mark.django_db


def test_a_script_is_told_where_a_step_leads_and_a_form_is_led_there(client):
    address = "/en/support/"
    led = client.post(address, {"answer": "no", "action": "continue"})
    told = client.post(address, {"answer": "no", "action": "continue"}, headers={"x-step": ""})

    assert led.status_code == 303
    assert (told.status_code, told.headers["X-Leads-To"]) == (204, led.headers["Location"])
    assert (told.content, set(told.cookies)) == (b"", set(led.cookies))


def test_a_change_of_language_hands_the_form_on_first(client):
    answer = client.post("/choose/ur/support/", {"answer": "no", "action": "language"}, headers={"x-step": ""})
    assert (answer.status_code, answer.headers["Location"]) == (307, "/ur/support/")
