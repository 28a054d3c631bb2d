"""The questionnaire's words in the CMS: every question in every language, and who has the right to change which."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wagtail.admin import messages

from triage.document import Document, DocumentError, parse_document
from triage.versions import operations, reading
from triage.versions.rights import StaffRequest, may_look, may_word, only
from triage.versions.wording_operations import CannotStand, Line, lines, word
from triage.words import ENGLISH, keys

INDEX, QUESTION = "questionnaire-words", "questionnaire-words-question"
LANGUAGES = dict(settings.LANGUAGES)


@dataclass(frozen=True)
class Cell:
    """The words of an id in a language, on the page. `typed` is what was posted and refused, `refusal` why."""

    key: str
    language: str
    line: Line
    may_change: bool
    typed: str = ""
    refusal: str = ""

    @property
    def field(self) -> str:
        return f"{self.language}.{self.key}"

    @property
    def language_name(self) -> str:
        return LANGUAGES[self.language]

    @property
    def shown(self) -> str:
        return self.typed if self.refusal else self.line.text


@only(may_look)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    said = {code: lines(code) for code in LANGUAGES}
    rows = [
        (question, said[ENGLISH].get(f"{question}.question"), [_standing(ids, said[code]) for code in LANGUAGES])
        for question, ids in _ids_by_question().items()
    ]
    return render(request, "triage/cms/words.html", {"rows": rows, "languages": LANGUAGES})


@only(may_look)
def question(request: StaffRequest, question: str) -> HttpResponse:
    """All words of a question; with ?language=, English and that language alone."""
    ids = _ids_by_question().get(question)
    if ids is None:
        raise Http404
    chosen = request.GET.get("language", "")
    languages = [code for code in LANGUAGES if chosen not in LANGUAGES or code in (ENGLISH, chosen)]
    refused = _posted(request, ids) if request.method == "POST" else {}
    if request.method == "POST" and not refused:
        return redirect(request.get_full_path())
    said = {code: lines(code) for code in languages}
    cells = [(key, [_cell(request, key, said[code], code, refused) for code in languages]) for key in ids]
    context = {"question": question, "cells": cells, "languages": LANGUAGES, "chosen": chosen, "refused": refused}
    return render(request, "triage/cms/words_question.html", context)


def _cell(request: StaffRequest, key: str, said: dict[str, Line], code: str, refused: dict[str, str]) -> Cell:
    field = f"{code}.{key}"
    may = may_word(request.user, code)
    return Cell(key, code, said.get(key, Line("")), may, request.POST.get(field, ""), refused.get(field, ""))


def _standing(ids: list[str], said: dict[str, Line]) -> dict[str, int]:
    """How many of these are missing, and how many nobody stands by."""
    found = [said.get(key, Line("")) for key in ids if not key.endswith(".hint")]
    return {
        "missing": sum(not line.text for line in found),
        "unchecked": sum(bool(line.text) and (line.is_out_of_date or not line.on) for line in found),
    }


def _posted(request: StaffRequest, ids: list[str]) -> dict[str, str]:
    """Keeps what was changed or checked; why not, by field."""
    refused, kept = {}, 0
    for code in (code for code in LANGUAGES if may_word(request.user, code)):
        said = lines(code)
        for key in ids:
            field, line = f"{code}.{key}", said.get(key, Line(""))
            text, was = request.POST.get(field), request.POST.get(f"was.{field}")
            if text is None or (text == was and f"checked.{field}" not in request.POST):
                continue
            try:
                if was != line.text:
                    raise CannotStand(f"was changed meanwhile. It is now “{line.text}”")
                word(key=key, language=code, text=text, actor=request.user, now=timezone.now())
                kept += 1
            except CannotStand as error:
                refused[field] = str(error)
    if kept:
        messages.success(request, f"{kept} {'line is' if kept == 1 else 'lines are'} kept, and on families' pages now.")
    if refused:
        messages.error(request, f"{len(refused)} {'line was' if len(refused) == 1 else 'lines were'} not kept.")
    return refused


def _ids_by_question() -> dict[str, list[str]]:
    """Of what is in force and of the working copy; a question's hint comes after it."""
    found: dict[str, dict[str, None]] = {}
    for document in _documents():
        for key in keys(document):
            name = key.partition(".")[0]
            ids = found.setdefault(name, {f"{name}.question": None, f"{name}.hint": None})
            ids.setdefault(key)
    return {name: list(ids) for name, ids in found.items()}


def _documents() -> Iterator[Document]:
    for read in (reading.document, lambda: parse_document(operations.working_copy().text)):
        try:
            yield read()
        except (reading.NoQuestionnaire, DocumentError):
            continue
