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
from triage.journey import OUTCOME, URGENT, Journey
from triage.progress import progress
from triage.words import words


@never_cache
def journey(request: HttpRequest) -> HttpResponse:
    """Every POST leads to a GET, also a refused one: a browser keeps what it posted, and Back would post it again."""
    draft = drafts.load(request)
    try:
        journey = Journey(draft, queries.document(draft.get("version")))
    except queries.NoQuestionnaire:
        return render(request, "triage/numbers_only.html")
    if request.method == "POST":
        return _answered(request, journey)
    return _shown(request, journey)


def _answered(request: HttpRequest, journey: Journey) -> HttpResponse:
    response = HttpResponseRedirect(request.path, status=303)
    action = request.POST.get("action", "")
    if action == "forget":
        drafts.forget(request, response)
        return response
    is_old = drafts.is_old(journey.draft, request.POST)
    if action == "groups" or "postcode" in request.POST:
        journey.draft["near"] = groups_near.kept(request.POST)
    journey.take(request.POST.get("step", ""), action, request.POST.getlist("answer"), is_old=is_old)
    journey.draft["counted"] = _counted(journey)
    drafts.save(request, response, journey.draft)
    return response


def _shown(request: HttpRequest, journey: Journey) -> HttpResponse:
    context = {"notice": journey.notice, "turn": drafts.turn(journey.draft)}
    if question := journey.question:
        context |= {
            "form": _form(question, journey),
            "question": question,
            "progress": progress(journey.document, journey.answers, question),
        }
        return render(request, "triage/question.html", context)
    if journey.step == URGENT:
        return render(request, "triage/urgent.html", {**context, "is_now": journey.is_urgent_now})
    return _outcome(request, journey, context)


def _form(question: Question, journey: Journey) -> AnswerForm:
    """The question with what is ticked or, with its error, what was refused."""
    texts = words(get_language() or "en")[question.id]
    if journey.was_refused:
        return AnswerForm(MultiValueDict({"answer": journey.ticked}), question=question, words=texts)
    return AnswerForm(initial={"answer": journey.ticked}, question=question, words=texts)


def _outcome(request: HttpRequest, journey: Journey, context: dict) -> HttpResponse:
    near, language = journey.draft.get("near", {}), get_language() or "en"
    led_to = outcome_page.context(journey.document, journey.answers, near, language, now=timezone.now())
    return render(request, "triage/outcome.html", {**context, **led_to})


def _counted(journey: Journey) -> list[str]:
    """Count what this journey has come to now, once."""
    draft, ended = journey.draft, None
    if journey.step == OUTCOME:
        near, language = draft.get("near", {}), get_language() or "en"
        ended = outcome_page.counted_as(journey.document, journey.answers, near, language)
    return counting.count(journey.answers, ended, draft.get("counted", ()), today=timezone.localdate())
