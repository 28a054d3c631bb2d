"""Where a family is in the questionnaire, as its draft keeps it: what it answered, what it ticked but has not sent, and
the step to show. Every answer is kept with the question that its page named: a page may be an old one."""

from triage.document import Document, Question
from triage.outcome import Answers, InvalidAnswer, check_answer, evaluate, shown_questions, without_hidden

# The step after danger was answered with anything but "no": 999 before any further question.
URGENT = "urgent"
OUTCOME = "outcome"


class Journey:
    """`draft` is the family's whole draft, the referral form's part included; it is changed in place."""

    def __init__(self, draft: dict, document: Document) -> None:
        self.draft = draft
        self.document = document

    @property
    def answers(self) -> Answers:
        """Those that the document still knows."""
        kept = self.draft.get("answers", {})
        return {
            question.id: tuple(kept[question.id])
            for question in self.document.questions
            if set(kept.get(question.id, ())) & set(question.options)
        }

    @property
    def step(self) -> str:
        """The id of the question to show, URGENT or OUTCOME: always one that the answers lead to."""
        step = self.draft.get("step", "")
        return step if self._leads_to(step) else self._first_open()

    @property
    def question(self) -> Question | None:
        return self._named(self.step)

    @property
    def ticked(self) -> list[str]:
        """What the question shows as chosen: what was ticked last, or else the answer."""
        step = self.step
        return self.draft.get("ticked", {}).get(step, list(self.answers.get(step, ())))

    @property
    def was_refused(self) -> bool:
        """Whether the question is shown again because of its error."""
        return self.draft.get("was_refused", False)

    @property
    def notice(self) -> str:
        """What has to be said about the page that was sent: "lost", "passed", "twice", or nothing."""
        return self.draft.get("notice", "")

    @property
    def is_urgent_now(self) -> bool:
        return "now" in self.answers.get(self._first.id, ())

    def take(self, step: str, action: str, ticked: list[str], *, is_old: bool = False) -> None:
        """Take what the page of `step` sent, and go to the step that follows. `is_old`: another was sent since."""
        was_refused = self.was_refused
        self.draft |= {"version": self.document.hash, "notice": "", "was_refused": False}
        question = self._named(step)
        if not self._leads_to(step):
            self._misfit(step, is_answer=action == "continue")
            return
        if question:
            self._tick(question, ticked)
        if action == "language":
            self.draft |= {"step": step, "was_refused": was_refused}
        elif action == "groups":
            self.draft["step"] = step
        elif action == "back":
            self.draft["step"] = self._before(step)
        elif question:
            self._answer(question, ticked, is_old=is_old)
        elif step == URGENT:
            self.draft["step"] = self._after(self._first)

    def _answer(self, question: Question, ticked: list[str], *, is_old: bool) -> None:
        try:
            answer = check_answer(question, ticked)
        except InvalidAnswer:
            self.draft |= {"step": question.id, "was_refused": True}
            return
        if is_old and self.answers.get(question.id, answer) != answer:
            self.draft["notice"] = "twice"
        self.draft["answers"] = without_hidden(self.document, {**self.answers, question.id: answer})
        still_asked = set(self._shown()) - {question.id}
        self.draft["ticked"] = {each: kept for each, kept in self.draft["ticked"].items() if each in still_asked}
        is_urgent = question == self._first and evaluate(self.document, {question.id: answer}).urgent
        self.draft["step"] = URGENT if is_urgent else self._after(question)

    def _tick(self, question: Question, ticked: list[str]) -> None:
        known = [option for option in ticked if option in question.options]
        self.draft["ticked"] = {**self.draft.get("ticked", {}), question.id: known}

    def _misfit(self, step: str, *, is_answer: bool) -> None:
        """The page is of a step that the answers do not lead to: they have expired, or another page changed them."""
        if not self.answers and (self._named(step) or step in (URGENT, OUTCOME)):
            self.draft |= {"notice": "lost", "step": self._first.id}
        elif self._named(step) and is_answer:
            self.draft["notice"] = "passed"

    @property
    def _first(self) -> Question:
        return self.document.questions[0]

    def _named(self, step: str) -> Question | None:
        return next((question for question in self.document.questions if question.id == step), None)

    def _shown(self) -> list[str]:
        return [question.id for question in shown_questions(self.document, self.answers)]

    def _first_open(self) -> str:
        return next((step for step in self._shown() if step not in self.answers), OUTCOME)

    def _leads_to(self, step: str) -> bool:
        if step == URGENT:
            return self._first.id in self.answers
        way = [*self._shown(), OUTCOME]
        return step in way and all(before in self.answers for before in way[: way.index(step)])

    def _after(self, question: Question) -> str:
        way = [*self._shown(), OUTCOME]
        return way[way.index(question.id) + 1]

    def _before(self, step: str) -> str:
        way = [*self._shown(), OUTCOME]
        return way[max(0, way.index(step) - 1)] if step in way else way[0]
