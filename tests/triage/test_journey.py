"""The questionnaire as a family meets it, through the real site, without JavaScript."""

from django.test import Client
from django.utils.html import escape

import pytest

from triage.models import Draft
from triage.words import words

pytestmark = pytest.mark.django_db
LOST = "Your answers are no longer here."
IN_ORDER = [
    ("danger", "no"),
    ("about", "my_child"),
    ("needs", "send"),
    ("managing", "struggling"),
    ("helping", "school"),
]


def answer(client, question, *options, language="en"):
    return client.post(
        f"/{language}/support/", {"step": question, "answer": options, "action": "continue"}, follow=True
    )


def go_on(client, language="en"):
    return client.post(f"/{language}/support/", {"step": "urgent", "action": "continue"}, follow=True)


def text(response):
    return response.content.decode()


def outcome(needs, *, danger="no", about="my_child", managing=None, helping=None, language="en"):
    client = Client()
    answer(client, "danger", danger, language=language)
    if danger != "no":
        go_on(client, language)
    answer(client, "about", about, language=language)
    page = answer(client, "needs", *needs, language=language)
    for question, option in (("managing", managing), ("helping", helping)):
        if option:
            page = answer(client, question, option, language=language)
    return text(page)


@pytest.mark.parametrize(
    ("given", "says", "urgent"),
    [
        ({"needs": ["none"]}, "Ideas you can try today", False),
        ({"needs": ["none"], "danger": "prefer_not_to_say"}, "Ideas you can try today", True),
        ({"needs": ["baby_care"], "managing": "coping"}, "Ideas for home, and people near you", False),
        ({"needs": ["baby_care"], "managing": "coping", "danger": "prefer_not_to_say"}, "Ideas for home", True),
        ({"needs": ["send"], "managing": "struggling", "helping": "nobody"}, "A family worker can help", False),
        (
            {"needs": ["send"], "managing": "struggling", "helping": "nobody", "danger": "prefer_not_to_say"},
            "A family worker can help",
            True,
        ),
        ({"needs": ["send"], "managing": "cannot_cope", "helping": "nobody"}, "A family worker can help", False),
        ({"needs": ["none"], "danger": "now", "helping": "nobody"}, "A family worker can help", True),
    ],
)
def test_every_outcome_is_reached_and_bars_nobody(given, says, urgent):
    page = outcome(**given)

    assert says in page
    assert ('id="emergency"' in page) == urgent
    assert 'href="/en/support/form/"' in page


@pytest.mark.parametrize("step", range(1, len(IN_ORDER)))
def test_answers_that_expired_while_a_page_stood_open_are_said_to_be_gone(client, step):
    for question, option in IN_ORDER[:step]:
        answer(client, question, option)
    Draft.objects.all().delete()

    page = answer(client, *IN_ORDER[step])

    assert page.status_code == 200
    assert LOST in text(page)
    assert 'value="danger"' in text(page)


@pytest.mark.parametrize("step", ["urgent", "outcome", "", "no-such-step", "needs"])
@pytest.mark.parametrize("action", ["back", "continue", "nonsense"])
def test_no_step_that_a_browser_can_name_breaks_the_page(client, step, action):
    page = client.post("/en/support/", {"step": step, "action": action}, follow=True)

    assert page.status_code == 200


def test_a_family_can_delete_its_answers_and_start_again(client):
    answer(client, "danger", "no")

    page = client.post("/en/support/", {"action": "forget"}, follow=True)

    assert not Draft.objects.exists()
    assert 'value="danger"' in text(page)


def test_nobody_who_did_not_say_so_has_to_claim_to_be_safe(client):
    assert "I am safe" in text(answer(client, "danger", "now"))
    assert "I am safe" not in text(answer(Client(), "danger", "prefer_not_to_say"))


def test_somebody_who_is_hurt_at_home_is_shown_the_number_for_that():
    page = outcome(["domestic_abuse"], managing="coping", helping="nobody")

    assert 'href="tel:08082000247"' in page
    assert "/en/groups/hat-town-dads-evening-chat/" not in page


def test_a_child_alone_is_not_shown_a_library_for_parents():
    page = outcome(["mental_health"], about="young_person", managing="cannot_cope", helping="nobody")

    assert 'href="tel:116123"' in page
    assert "/en/self-help/baby-massage/" not in page.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("language", ["ur", "gu"])
def test_errors_and_questions_are_in_the_readers_language(client, language):
    page = text(answer(client, "danger", language=language))

    assert escape(words(language)["danger"]["question"]) in page
    assert "Choose an answer" not in page


def test_answers_are_never_kept_by_a_browser(client):
    assert "no-store" in answer(client, "danger", "no").headers["Cache-Control"]
