"""The questionnaire: one address for every step, so that neither the address bar nor the history tells an answer."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from triage import drafts, groups_near, outcome_page, queries
from triage.counts import counting
from triage.document import Question
from triage.forms import AnswerForm
from triage.outcome import shown_questions, without_hidden
from triage.words import words

# The step after danger was answered with anything but "no": 999 before any further question.
URGENT_STEP = "urgent"
OUTCOME_STEP = "outcome"


@never_cache
def journey(request: HttpRequest) -> HttpResponse:
    """Every POST leads to a GET, also a refused one: a browser keeps what it posted, and Back would post it again."""
    draft = drafts.load(request)
    answers = {question_id: tuple(chosen) for question_id, chosen in draft.get("answers", {}).items()}
    if request.method == "POST":
        return _answered(request, draft, answers)
    return _shown(request, draft, answers)


def _shown(request: HttpRequest, draft: dict, answers: dict) -> HttpResponse:
    step = draft.get("step") or _first_question().id
    if step == URGENT_STEP:
        return render(request, "triage/urgent.html", {"is_now": "now" in answers.get(_first_question().id, ())})
    shown = shown_questions(queries.document(), answers)
    question = next((question for question in shown if question.id == step), None)
    if question is None:
        return _outcome(request, draft, answers)
    context = {
        "form": _form_shown(question, draft, answers),
        "number": shown.index(question) + 1,
        "most": len(queries.document().questions),
        "question": question,
        "is_lost": draft.get("is_lost", False),
    }
    return render(request, "triage/question.html", context)


def _form_shown(question: Question, draft: dict, answers: dict) -> AnswerForm:
    """The question with the answer that is kept or, with its error, the one that was refused."""
    if "refused" in draft:
        return _form(question, data=MultiValueDict({"answer": draft["refused"]}))
    return _form(question, initial={"answer": list(answers.get(question.id, ()))})


def _outcome(request: HttpRequest, draft: dict, answers: dict) -> HttpResponse:
    context = outcome_page.context(answers, draft.get("near", {}), get_language() or "en", now=timezone.now())
    return render(request, "triage/outcome.html", context)


def _answered(request: HttpRequest, draft: dict, answers: dict) -> HttpResponse:
    """Keep the answer to the question that the form names, or go back, and lead to the step that follows."""
    document = queries.document()
    step = request.POST.get("step", "")
    action = request.POST.get("action")
    if action == "forget":
        return _forgotten(request)
    question = next((question for question in document.questions if question.id == step), _first_question())
    if not _follows(step, question, answers):
        return _redirect(request, draft, {}, _first_question().id, is_lost=True)
    if step == OUTCOME_STEP and action == "groups":
        return _redirect(request, draft, answers, step, near=groups_near.kept(request.POST))
    if action == "back":
        return _redirect(request, draft, answers, _step_before(step, answers))
    if step == URGENT_STEP:
        return _redirect(request, draft, answers, document.questions[1].id)
    form = _form(question, data=request.POST)
    if not form.is_valid():
        return _redirect(request, draft, answers, question.id, refused=request.POST.getlist("answer"))
    answers = without_hidden(document, {**answers, question.id: form.cleaned_data["answer"]})
    return _redirect(request, draft, answers, _step_after(question, answers))


def _follows(step: str, question: Question, answers: dict) -> bool:
    """Whether the answers that lead to this step are still there: they may have expired while the page stood open."""
    if step in (URGENT_STEP, OUTCOME_STEP):
        return bool(answers)
    shown = shown_questions(queries.document(), answers)
    return question in shown and all(before.id in answers for before in shown[: shown.index(question)])


def _forgotten(request: HttpRequest) -> HttpResponse:
    response = HttpResponseRedirect(request.path, status=303)
    drafts.forget(request, response)
    return response


def _first_question() -> Question:
    return queries.document().questions[0]


def _step_after(question: Question, answers: dict) -> str:
    document = queries.document()
    if question == _first_question() and queries.result({question.id: answers[question.id]}).urgent:
        return URGENT_STEP
    ids = [shown.id for shown in shown_questions(document, answers)]
    following = ids[ids.index(question.id) + 1 :]
    return following[0] if following else OUTCOME_STEP


def _step_before(step: str, answers: dict) -> str:
    ids = [shown.id for shown in shown_questions(queries.document(), answers)]
    if step == OUTCOME_STEP:
        return ids[-1]
    return ids[max(0, ids.index(step) - 1)] if step in ids else ids[0]


def _form(question: Question, **kwargs) -> AnswerForm:
    return AnswerForm(question=question, words=words(get_language() or "en")[question.id], **kwargs)


def _redirect(request: HttpRequest, draft: dict, answers: dict, step: str, **more) -> HttpResponse:
    response = HttpResponseRedirect(request.path, status=303)
    # What the referral form keeps beside the answers stays, and what a family told to find groups.
    beside = {key: kept for key, kept in draft.items() if key in ("referral", "near", "counted")}
    data = {**beside, **more, "answers": answers, "step": step}
    drafts.save(request, response, {**data, "counted": _counted(data)})
    return response


def _counted(data: dict) -> list[str]:
    """Count what this draft's journey has come to now, once."""
    ended = None
    if data["step"] == OUTCOME_STEP:
        ended = outcome_page.counted_as(data["answers"], data.get("near", {}), get_language() or "en")
    return counting.count(data["answers"], ended, data.get("counted", ()), today=timezone.localdate())
