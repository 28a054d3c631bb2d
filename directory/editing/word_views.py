"""What a listing says in each language: missing, a machine's draft, out of date or checked; and how families see it."""

import logging
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language

from directory import queries as families
from directory.editing import machine, queries
from directory.editing.access import for_editors_of_listing
from directory.editing.operations import check_words, draft_words
from directory.editing.reasons import STATE_NAMES
from directory.editing.saving import fill_in, kept, name_of
from directory.editing.translations import State
from directory.editing.views import shown
from directory.editing.words_steps import WORDS, WordsStep, words_fields
from directory.models import Listing
from directory.moderation.operations import ChangedMeanwhile, newest
from words.text import ENGLISH, Text

logger = logging.getLogger(__name__)
LANGUAGES = dict(settings.LANGUAGES)
TO_CHECK = frozenset({State.MACHINE, State.OUT_OF_DATE})


@for_editors_of_listing
def words_page(request: HttpRequest, listing: Listing) -> HttpResponse:
    words = queries.words_of(listing)
    rows = [(code, words.states[code], STATE_NAMES[words.states[code]]) for code in LANGUAGES]
    return shown(request, listing, "words", rows=rows, source=words.source)


@for_editors_of_listing
def words_in(request: HttpRequest, listing: Listing, code: str) -> HttpResponse:
    if code not in LANGUAGES:
        raise Http404
    if "check" in request.POST:
        return _done(request, listing, code, kept(check_words, request, listing=listing, language=code))
    if "draft" in request.POST:
        return _drafted(request, listing, code)
    filled_in = fill_in(request, listing, WordsStep, code)
    if filled_in is None:
        return redirect(_words_url(listing))
    return _words_form(request, listing, code, **filled_in._asdict())


@for_editors_of_listing
def preview(request: HttpRequest, listing: Listing, code: str) -> HttpResponse:
    """As families would see the newest version in a language, under a line that says so in the editor's own."""
    if code not in LANGUAGES:
        raise Http404
    version, reader = newest(listing), get_language() or ENGLISH
    name = f"name_{code}", f"name_{ENGLISH}"
    if not any(getattr(version, one) for one in name):
        return shown(request, listing, "no_preview", code=code, codes=LANGUAGES)
    context = {"reader": reader, "group": listing.group, "back": _listing_url(listing), "code": code}
    context["previews"] = [(one, reverse("editors:preview", args=_args(listing, one))) for one in LANGUAGES]
    with translation.override(code):
        detail = families.detail(version, code, now=timezone.now())
        if not listing.is_listed:  # its calendar file is nowhere yet
            detail = replace(detail, card=replace(detail.card, key=0))
        context |= {"detail": detail, "listing": detail.card, "shortlist": None}
        return render(request, "directory/editing/preview.html", context)


def _drafted(request: HttpRequest, listing: Listing, code: str) -> HttpResponse:
    states = queries.words_of(listing)
    if not _may_draft(states, code):
        raise Http404
    version = newest(listing)
    source = {name: getattr(version, f"{name}_{states.source}") or "" for name in WORDS}
    try:
        words = machine.drafted(source, states.source, code)
    except Exception:  # a machine far away fails in ways of its own
        logger.exception("No draft in %s", code)
        form, was = WordsStep(version=version, language=code), listing.latest_revision_id
        return _words_form(request, listing, code, form=form, was=was, no_draft=True)
    what = {"listing": listing, "words": words, "language": code}
    return _done(request, listing, code, kept(draft_words, request, **what))


def _may_draft(words: queries.WordStates, code: str) -> bool:
    """Never over a person's words, nor of words that a machine wrote."""
    return words.states[code] is State.MISSING and code != words.source and machine.can_draft(words.source, code)


def _done(request: HttpRequest, listing: Listing, code: str, changed: ChangedMeanwhile | None) -> HttpResponse:
    if changed is None:
        return redirect(_words_url(listing))
    listing.refresh_from_db()
    form = WordsStep(version=newest(listing), language=code)
    by = name_of(changed.by, listing.group)
    return _words_form(request, listing, code, form=form, was=listing.latest_revision_id, changed=changed, by=by)


def _words_form(request: HttpRequest, listing: Listing, code: str, **context: Any) -> HttpResponse:
    words, version = queries.words_of(listing), newest(listing)
    labels = {name: field.label for name, field in words_fields().items()}
    original = [(labels[name], Text(getattr(version, f"{name}_{words.source}") or "", words.source)) for name in WORDS]
    context |= {
        "code": code,
        "state": words.states[code],
        "state_name": STATE_NAMES[words.states[code]],
        "can_draft": _may_draft(words, code),
        "can_check": words.states[code] in TO_CHECK,
        "source": words.source,
        "original": [(label, text) for label, text in original if text.value] if code != words.source else [],
    }
    return shown(request, listing, "words_in", **context)


def _args(listing: Listing, *rest: str) -> list[str]:
    return [listing.group.key, listing.slug, *rest]


def _words_url(listing: Listing) -> str:
    return reverse("editors:words", args=_args(listing))


def _listing_url(listing: Listing) -> str:
    return reverse("editors:listing", args=_args(listing))
