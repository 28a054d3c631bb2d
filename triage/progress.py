"""How far a question is along the way, said so that it is never taken back: of exactly, or of at most so many."""

from dataclasses import dataclass

from triage.document import Condition, Document, Question
from triage.outcome import Answers, holds, shown_questions


@dataclass(frozen=True)
class Progress:
    """`number` of `most` questions; `is_certain` where no answer can make them fewer."""

    number: int
    most: int
    is_certain: bool


def progress(document: Document, answers: Answers, question: Question) -> Progress:
    """Only answers before `question` count: this one and those after it may still be changed."""
    at = document.questions.index(question)
    earlier, later = document.questions[:at], document.questions[at + 1 :]
    given = {each.id: answers[each.id] for each in earlier if each.id in answers}
    certain = shown_questions(document, given)
    possible = [question]
    for each in later:
        if all(_could_hold(condition, given, possible) for condition in each.show_if):
            possible.append(each)
    number = len([each for each in earlier if each in certain]) + 1
    return Progress(number, number - 1 + len(possible), is_certain=all(each in certain for each in possible))


def _could_hold(condition: Condition, given: Answers, still_open: list[Question]) -> bool:
    """The answers to come may raise any level."""
    if condition.level_at_least or condition.question in {question.id for question in still_open}:
        return True
    return holds(condition, given)
