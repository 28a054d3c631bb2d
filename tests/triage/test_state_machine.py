"""The site beside the pure function: whatever a family does, in any order and in several windows, its page shows what
the answers lead to, nothing that was ticked is lost without a word, and no address tells anything."""

import re
from dataclasses import dataclass

from django.conf import settings as django_settings
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from triage.models import Draft
from triage.outcome import evaluate, shown_questions, without_hidden
from triage.versions.reading import shipped
from triage.words import words

URGENT, OUTCOME = "urgent", "outcome"
FIRST = shipped().questions[0].id
TITLES: dict[str, str] = {}
languages = st.sampled_from(["en", "ur", "pl", "gu"])
windows = st.integers(0, 1)


@dataclass
class Window:
    """What a window of the family's browser shows, until it sends that or loads it again."""

    language: str
    response: HttpResponse

    @property
    def step(self) -> str:
        context = self.response.context
        if "question" in context:
            return context["question"].id
        return OUTCOME if "result" in context else URGENT

    @property
    def ticked(self) -> list[str]:
        return self.response.context["form"]["answer"].value()

    @property
    def notice(self) -> str:
        return self.response.context["notice"]


@st.composite
def choices(draw, step: str) -> tuple[str, ...]:
    """A valid answer to a question."""
    question = shipped().question(step)
    if not question.many:
        return (draw(st.sampled_from(question.options)),)
    together = [option for option in question.options if option not in question.alone]
    several = st.sets(st.sampled_from(together), min_size=1, max_size=4)
    chosen = draw(st.sampled_from(sorted(question.alone)).map(lambda option: {option}) | several)
    return tuple(option for option in question.options if option in chosen)


class Family(RuleBasedStateMachine):
    """`answers`, `ticked` and `step` are what the site should have understood."""

    @initialize(depth=st.integers(0, 6), opened=st.integers(0, 5), data=st.data())
    def begin(self, depth: int, opened: int, data: st.DataObject) -> None:
        """Anywhere on the way, with a second window that was opened somewhere before."""
        Draft.objects.all().delete()
        self.client = Client()
        self.forgotten()
        self.windows = [Window("en", self.client.get("/en/support/")) for _ in range(2)]
        self.last = self.windows[0]
        for number in range(depth):
            if number == opened:
                self.load_again(1)
            self.go_on(0, data)

    def forgotten(self) -> None:
        self.answers: dict[str, tuple[str, ...]] = {}
        self.ticked: dict[str, list[str]] = {}
        self.step = FIRST
        self.notice = ""

    def way(self) -> list[str]:
        return [*(question.id for question in shown_questions(shipped(), self.answers)), OUTCOME]

    def leads_to(self, step: str) -> bool:
        if step == URGENT:
            return FIRST in self.answers
        way = self.way()
        return step in way and all(before in self.answers for before in way[: way.index(step)])

    def send(self, window: Window, action: str, ticked: tuple[str, ...] = (), to: str = "") -> None:
        posted = {
            "step": window.step,
            "turn": window.response.context["turn"],
            "answer": list(ticked),
            "action": action,
        }
        window.response = self.client.post(to or f"/{window.language}/support/", posted, follow=True)
        self.last = window

    def fits(self, window: Window, action: str) -> bool:
        """Whether the page is of a step that the answers lead to; otherwise notes what the family must be told."""
        if self.leads_to(window.step):
            self.notice = ""
            return True
        is_lost = not self.answers
        self.notice = "lost" if is_lost else "passed" if window.step in document_ids() and action == "continue" else ""
        self.step = FIRST if is_lost else self.step
        return False

    def tick(self, window: Window, ticked: tuple[str, ...]) -> None:
        if window.step in document_ids():
            self.ticked[window.step] = list(ticked)

    @rule(which=windows, data=st.data())
    def go_on(self, which: int, data: st.DataObject) -> None:
        window = self.windows[which]
        step = window.step
        ticked = data.draw(choices(step)) if step in document_ids() else ()
        if self.fits(window, "continue"):
            if step == URGENT:
                self.step = self.way()[1]
            elif step != OUTCOME:
                self.answer(window, step, ticked)
        self.send(window, "continue", ticked)

    def answer(self, window: Window, step: str, ticked: tuple[str, ...]) -> None:
        before = self.answers.get(step, ticked)
        is_old = window.response.context["turn"] != self.turn()
        self.notice = "twice" if is_old and before != ticked else ""
        self.answers = without_hidden(shipped(), {**self.answers, step: ticked})
        self.ticked = {each: kept for each, kept in self.ticked.items() if each in self.way() and each != step}
        is_urgent = step == FIRST and evaluate(shipped(), {step: ticked}).urgent
        self.step = URGENT if is_urgent else self.way()[self.way().index(step) + 1]

    def turn(self) -> int:
        return self.client.get("/en/support/").context["turn"]

    @rule(which=windows)
    def choose_nothing(self, which: int) -> None:
        window = self.windows[which]
        step = window.step
        if step not in document_ids():
            return
        if self.fits(window, "continue"):
            self.ticked[step] = []
            self.step = step
        self.send(window, "continue")

    @rule(which=windows, data=st.data())
    def go_back(self, which: int, data: st.DataObject) -> None:
        window = self.windows[which]
        step = window.step
        ticked = data.draw(choices(step)) if step in document_ids() else ()
        if self.fits(window, "back"):
            self.tick(window, ticked)
            way = self.way()
            self.step = way[max(0, way.index(step) - 1)] if step in way else FIRST
        self.send(window, "back", ticked)

    @rule(which=windows, times=st.integers(1, 4), data=st.data())
    def change_an_earlier_answer(self, which: int, times: int, data: st.DataObject) -> None:
        for _ in range(times):
            self.go_back(which, data)
        self.go_on(which, data)

    @rule(which=windows, language=languages, data=st.data())
    def change_language(self, which: int, language: str, data: st.DataObject) -> None:
        window = self.windows[which]
        window.language = language
        if window.step not in document_ids():
            return self.load_again(which)
        ticked = data.draw(choices(window.step))
        if self.fits(window, "language"):
            self.tick(window, ticked)
            self.step = window.step
        return self.send(window, "language", ticked, to=f"/choose/{language}/support/")

    @rule(which=windows)
    def load_again(self, which: int) -> None:
        window = self.windows[which]
        window.response = self.client.get(f"/{window.language}/support/")
        self.last = window

    @rule(which=windows, how=st.sampled_from(["expiry", "link", "script"]), really=st.integers(0, 2))
    def lose_everything(self, which: int, how: str, really: int) -> None:
        """Seldom, so that walks get far. Half an hour passes, or the family leaves and comes again."""
        if really:
            return
        if how == "expiry":
            Draft.objects.update(expires_at=timezone.now())
        else:
            (self.client.post if how == "script" else self.client.get)("/leave/")
            assert not Draft.objects.exists()
            assert not any(cookie.value for name, cookie in self.client.cookies.items() if name != "language")
        self.forgotten()
        self.load_again(which)

    @invariant()
    def the_page_shows_what_the_answers_lead_to(self) -> None:
        assert self.last.step == self.step
        assert self.last.notice == self.notice
        if self.step == OUTCOME:
            assert self.last.response.context["result"] == evaluate(shipped(), self.answers)
        elif self.step != URGENT:
            expected = self.ticked.get(self.step, list(self.answers.get(self.step, ())))
            assert self.last.ticked == expected

    @invariant()
    def neither_the_address_nor_the_title_nor_the_cookie_tells_anything(self) -> None:
        response, language = self.last.response, self.last.language
        text = response.content.decode()
        assert response.request["PATH_INFO"] == f"/{language}/support/"
        assert response.request["QUERY_STRING"] == ""
        assert "no-store" in response["Cache-Control"]
        title = text.partition("<title>")[2].partition("</title>")[0]
        assert TITLES.setdefault(language, title) == title
        cookie = self.client.cookies.get(django_settings.JOURNEY_COOKIE_NAME)
        assert not cookie or not cookie.value or re.fullmatch(r"[0-9a-f]{32}\.[\w-]{43}=", cookie.value)

    @invariant()
    def the_question_is_in_the_readers_language(self) -> None:
        if self.step in document_ids():
            asked = words(self.last.language)[self.step]["question"]
            assert escape(asked) in self.last.response.content.decode()


def document_ids() -> set[str]:
    return {question.id for question in shipped().questions}


@pytest.mark.django_db
def test_whatever_a_family_does_the_site_and_the_pure_function_agree():
    run_state_machine_as_test(Family, settings=settings(max_examples=30, stateful_step_count=15, deadline=None))
