"""A family with two windows, an old page, or another language half way: nothing is lost without a word."""

from django.conf import settings
from django.test import Client

import pytest

from triage import drafts, queries
from triage.words import words

pytestmark = pytest.mark.django_db
PASSED = "What you chose just now does not fit them any more"
TWICE = "You answered that question in another window too."


class Window:
    """A window of one browser: it sends the page that it last showed."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.page = client.get("/en/support/")

    def send(self, *ticked: str, action: str = "continue", language: str = "en") -> str:
        shown = self.page.context
        step = shown["question"].id if "question" in shown else "outcome"
        posted = {"turn": shown["turn"], "step": step, "answer": ticked, "action": action}
        self.page = self.client.post(f"/{language}/support/", posted, follow=True)
        return self.page.content.decode()

    @property
    def ticked(self) -> list[str]:
        return self.page.context["form"]["answer"].value()


@pytest.fixture
def at_needs(client) -> Window:
    window = Window(client)
    window.send("no")
    window.send("my_child")
    return window


def answers(client) -> dict:
    return drafts.load(client.get("/en/support/").wsgi_request)["answers"]


def test_an_old_window_that_answers_again_is_told_so_and_the_last_answer_counts(client, at_needs):
    other = Window(client)
    other.send("send")

    assert TWICE in at_needs.send("contact")
    assert answers(client)["needs"] == ["contact"]


def test_pressing_continue_twice_is_not_remarked_on(client, at_needs):
    again = Window(client)
    at_needs.send("send")

    assert TWICE not in again.send("send")


def test_an_answer_to_a_question_that_is_asked_no_more_is_not_kept_and_the_family_is_told(client, at_needs):
    at_needs.send("send")
    other = Window(client)
    other.send(action="back")
    other.send("none")

    assert PASSED in at_needs.send("cannot_cope")
    assert "managing" not in answers(client)
    assert answers(client)["needs"] == ["none"]


def test_what_is_ticked_and_not_sent_is_kept_when_the_language_changes(client, at_needs):
    page = at_needs.send("send", "contact", action="language", language="ur")

    assert words("ur")["needs"]["question"] in page
    assert at_needs.ticked == ["send", "contact"]
    assert "needs" not in answers(client)


def test_an_error_is_said_in_the_new_language_too(at_needs):
    at_needs.send()
    page = at_needs.send(action="language", language="pl")

    assert "error-summary" in page
    assert "Choose an answer" not in page


def test_the_button_of_a_language_sends_the_page_on_to_the_same_step(client):
    posted = {"turn": "0", "step": "danger", "answer": "no", "action": "language"}
    sent = client.post("/choose/ur/support/", posted)

    assert (sent.status_code, sent["Location"]) == (307, "/ur/support/")
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "ur"


def test_what_is_ticked_is_kept_when_somebody_goes_back_and_on_again(at_needs):
    at_needs.send("send", action="back")
    at_needs.send("my_child")

    assert at_needs.ticked == ["send"]


def test_a_journey_ends_on_the_version_that_it_began_with(client, at_needs, monkeypatch):
    asked_for = []
    monkeypatch.setattr(
        queries, "document", lambda version=None, found=queries.document: asked_for.append(version) or found()
    )
    at_needs.send("send")

    assert set(asked_for) == {queries.document().hash}


def test_without_any_questionnaire_there_are_numbers_to_call(client, monkeypatch):
    def none(version=None):
        raise queries.NoQuestionnaire

    monkeypatch.setattr(queries, "document", none)

    page = client.get("/en/support/")

    assert page.status_code == 200
    assert 'href="tel:999"' in page.content.decode()
    assert "data-leave=" in page.content.decode()
