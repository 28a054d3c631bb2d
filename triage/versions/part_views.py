"""Changing a part of the working copy: a form, with the proof of all of it beside."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from wagtail.admin import messages

from triage.versions import editing, operations
from triage.versions.editing import LISTS, TABLES, Data
from triage.versions.forms import FamilyForm, FittingForm, PartForm, RuleForm
from triage.versions.operations import ChangedMeanwhile
from triage.versions.proving import proof_of
from triage.versions.question_form import QuestionForm
from triage.versions.rights import StaffRequest, may_propose, only
from triage.versions.showing import problems
from triage.versions.staff_views import COPY
from triage.versions.surroundings import surroundings
from triage.versions.wording_operations import word_anew
from triage.words import ENGLISH, words

PART = "questionnaire-part"
NEW = "new"
FORMS: dict[str, type[PartForm]] = {
    "questions": QuestionForm,
    "rules": RuleForm,
    "families": FamilyForm,
    "content": FittingForm,
    "content_instead": FittingForm,
}
NAMES = {
    "questions": "question",
    "rules": "rule",
    "families": "agreed family",
    "content": "what fits an answer",
    "content_instead": "what is shown in its place",
}


@only(may_propose)
def part(request: StaffRequest, kind: str, key: str) -> HttpResponse:
    """`key` is the part's id, or "new"."""
    copy = operations.working_copy()
    data = editing.read(copy.text)
    old = editing.item(data, kind, key) if kind in FORMS else None
    if kind not in FORMS or (old is None and not _can_begin(data, kind, key)):
        raise Http404
    if request.method == "POST" and ("remove" in request.POST or "up" in request.POST):
        return _arranged(request, kind, key)
    form = FORMS[kind](request.POST or None, old=old or {}, document=data, spoken=words(ENGLISH), around=surroundings())
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(PART, kind, _kept(request, form, kind, key))
        except ChangedMeanwhile as meanwhile:
            form.add_error(
                None, f"{meanwhile} What you see here is yours. Save it again to put it in the place of theirs."
            )
    proof = proof_of(copy.text)
    context = {
        "form": form,
        "kind": kind,
        "key": key,
        "is_new": old is None and kind in LISTS,
        "name": NAMES[kind],
        "title": _title(kind, key),
        "seen": editing.fingerprint(data, kind, key),
        "proof": proof,
        "problems": problems(proof),
        "copy": copy,
    }
    return render(request, "triage/cms/part.html", context, status=200)


def _can_begin(data: Data, kind: str, key: str) -> bool:
    """Whether there may be such a part: a new one of a list, or something to show to those whom an answer names."""
    return key == NEW if kind in LISTS else kind == "content_instead" and key in editing.options(data, "about")


def _title(kind: str, key: str) -> str:
    spoken = words(ENGLISH)
    if kind == "questions":
        return spoken.get(key, {}).get("question") or key
    if kind in TABLES:
        return next((table["options"][key] for table in spoken.values() if key in table["options"]), key)
    return key.replace("_", " ")


def _kept(request: StaffRequest, form: PartForm, kind: str, key: str) -> str:
    """Keeps what the form says, and answers the part's id."""
    now, changed = timezone.now(), form.item()
    if kind in LISTS:
        key = editing.new_id(form.cleaned_data["name"], _taken(form, kind)) if key == NEW else key
        changed = {"id": key, **changed}
    operations.change(
        change=lambda data: editing.with_item(data, kind, key, changed),
        part=(kind, key),
        seen=request.POST.get("seen", ""),
        actor=request.user,
        now=now,
    )
    if isinstance(form, QuestionForm):
        for name, text in form.new_words.items():
            word_anew(key=f"{key}.{name}", text=text, actor=request.user, now=now)
    messages.success(request, "Kept in the working copy.")
    return key


def _taken(form: PartForm, kind: str) -> set[str]:
    return {NEW, *(one["id"] for one in form.document[kind]), *(form.spoken if kind == "questions" else ())}


def _arranged(request: StaffRequest, kind: str, key: str) -> HttpResponse:
    """Takes it out, or moves it one place up."""
    change = editing.without_item if "remove" in request.POST else editing.moved_up
    try:
        operations.change(
            change=lambda data: change(data, kind, key),
            part=(kind, key),
            seen=request.POST.get("seen", ""),
            actor=request.user,
            now=timezone.now(),
        )
        messages.success(request, "Removed." if "remove" in request.POST else "Moved one place up.")
    except ChangedMeanwhile as meanwhile:
        messages.error(request, f"{meanwhile} Nothing was done.")
    return redirect(COPY)
