"""The times of a listing: a page for each, added and taken out one by one."""

from itertools import chain
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from directory.editing.access import for_editors_of_listing
from directory.editing.operations import plain, save, save_sessions, version_of
from directory.editing.queries import venues_of
from directory.editing.saving import kept, name_of, was_of
from directory.editing.session_step import SessionStep
from directory.editing.step import columns
from directory.editing.views import shown, step_url
from directory.models import Listing, Session
from directory.moderation.operations import ChangedMeanwhile, newest
from words.text import ENGLISH


@for_editors_of_listing
def sessions_page(request: HttpRequest, listing: Listing) -> HttpResponse:
    return _sessions(request, listing)


@for_editors_of_listing
def session_page(request: HttpRequest, listing: Listing, number: int | None = None) -> HttpResponse:
    """`number` is a session's place among those of the newest version, from 1; None for a new one."""
    sessions = _sessions_of(listing)
    if request.method == "GET":
        session = _at(sessions, number)
        form = _form(listing, session)
        return _form_page(request, listing, form, number)
    was = was_of(request)
    number = _where_it_is_now(listing, was, number)
    form = _form(listing, _at(sessions, number), request.POST)
    if not form.is_valid():
        return _form_page(request, listing, form, number, was=was)
    place = number or len(sessions) + 1
    changed = kept(
        save_sessions,
        request,
        listing=listing,
        sessions=_with(sessions, number, form.values()),
        new_venues={place - 1: form.new_venue} if form.new_venue else {},
    )
    if changed is None:
        return redirect(step_url(listing, "when"))
    return _form_page(request, listing, form, number, changed=changed)


@for_editors_of_listing
def remove_session(request: HttpRequest, listing: Listing, number: int) -> HttpResponse:
    if request.method != "POST":
        session = _at(_sessions_of(listing), number)
        return shown(request, listing, "remove_session", session=session, step="when", was=listing.latest_revision_id)
    was = was_of(request)
    now_at = _where_it_is_now(listing, was, number)
    if now_at is None:
        return redirect(step_url(listing, "when"))
    left = [columns(one) for place, one in enumerate(_sessions_of(listing), 1) if place != now_at]
    changed = kept(save, request, record=listing, values={"sessions": left})
    return redirect(step_url(listing, "when")) if changed is None else _sessions(request, listing, changed)


def _sessions(request: HttpRequest, listing: Listing, changed: ChangedMeanwhile | None = None) -> HttpResponse:
    return shown(
        request, listing, "sessions", sessions=_sessions_of(listing), step="when", **_changed(listing, changed)
    )


def _form_page(
    request: HttpRequest,
    listing: Listing,
    form: SessionStep,
    number: int | None,
    *,
    was: int | None = None,
    changed: ChangedMeanwhile | None = None,
) -> HttpResponse:
    if changed or request.method == "GET":
        listing.refresh_from_db()
        was = listing.latest_revision_id
    context: dict[str, Any] = {
        "form": form,
        "number": number,
        "was": was,
        "sessions": _sessions_of(listing) if changed else (),
    }
    if changed:
        context["typed"] = _session(form)
    return shown(request, listing, "session", step="when", **context, **_changed(listing, changed))


def _changed(listing: Listing, changed: ChangedMeanwhile | None) -> dict[str, Any]:
    return {"changed": changed, "changed_by": name_of(changed.by, listing.group) if changed else ""}


def _form(listing: Listing, session: Session | None, data: Any = None) -> SessionStep:
    language = get_language() or ENGLISH
    venues = venues_of(listing.group)
    return SessionStep(data, version=listing, language=language, session=session, venues=venues)


def _sessions_of(listing: Listing) -> list[Session]:
    return list(newest(listing).sessions.all())


def _at(sessions: list[Session], number: int | None) -> Session | None:
    if number is None:
        return None
    if not 1 <= number <= len(sessions):
        raise Http404
    return sessions[number - 1]


def _where_it_is_now(listing: Listing, was: int | None, number: int | None) -> int | None:
    """The place in the newest version of the session that was at `number` in the version `was`; None for a new one,
    and for one that somebody took out since."""
    if number is None or listing.latest_revision_id == was:
        return number
    version = version_of(listing, was)
    if version is None:
        return None
    wanted = cast(Session, _at(list(version.sessions.all()), number))
    there = list(enumerate(_sessions_of(listing), 1))
    by_number = (place for place, session in there if session.pk and session.pk == wanted.pk)
    by_words = (place for place, session in there if plain(columns(session)) == plain(columns(wanted)))
    return next(chain(by_number, by_words), None)


def _session(form: SessionStep) -> Session:
    """What was typed, as a session that is not stored."""
    return Session(**form.values() | ({"venue": form.new_venue} if form.new_venue else {}))


def _with(sessions: list[Session], number: int | None, values: dict[str, Any]) -> list[dict[str, Any]]:
    changed = [values if place == number else columns(one) for place, one in enumerate(sessions, 1)]
    return changed if number else [*changed, values]
