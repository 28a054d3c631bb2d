"""Writes about translations: what was published, what a translation was made from, and who read it."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from wagtail.log_actions import log
from wagtail.models import Page, Revision

from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationLog, TranslationSource

from content.article import words_of
from content.models import LibraryPage, Publication, TranslationBasis, TranslationCheck
from content.queries import source_of, translation_state
from content.translation_states import State
from content.unequal_numbers import has_other_numbers
from words.parity import differences

DIGITS = "0123456789"


class SamePersonError(Exception):
    """A translation is checked by somebody who did not write it."""


class OutOfDateError(Exception):
    """A translation is brought up to date before somebody checks it."""


class OtherNumbersError(Exception):
    """A translation with other numbers than its English cannot be right."""


class OtherWordsError(Exception):
    """The words that somebody read are no longer those that are live."""


@transaction.atomic
def record_publication(*, page: LibraryPage, revision: Revision) -> Publication:
    """Note that an English page went live, and tell its translators what to translate anew.

    Translations stay as they are where no word changed, and where its editor called the edit minor, unless it changed a
    number, order or picture.
    """
    first = not Publication.objects.filter(page_id=page.pk).exists()
    source = TranslationSource.objects.get_for_instance_or_none(page)
    before, shape = (_strings(source), _shape(source.as_instance())) if source else ({}, None)
    if source:
        source.update_from_db()
    after = _strings(source) if source else {}
    may_be_minor = not first and shape == _shape(page)
    minor = may_be_minor and (before == after or (page.minor_edit and _same_numbers(before, after)))
    if minor:
        _carry_over(before, after)
    # The next edit is a major one again, whoever makes it.
    type(page).objects.filter(pk=page.pk).update(minor_edit=False)
    return Publication.objects.get_or_create(revision=revision, defaults={"page_id": page.pk, "minor": minor})[0]


@transaction.atomic
def record_basis(*, page: Page, revision: Revision) -> TranslationBasis | None:
    """Note what a revision of a translation was made from: the English as it was last published.

    None where that English was never published.
    """
    publication = Publication.objects.filter(page_id=source_of(page).pk).last()
    if publication is None:
        return None
    basis, _ = TranslationBasis.objects.update_or_create(
        revision=revision, defaults={"publication": publication, "by_machine": _has_machine_words(page)}
    )
    return basis


@transaction.atomic
def share_slug(*, page: LibraryPage) -> None:
    """Give a page and its translations the slug of the English: one address in every language.

    Where another page has that address already, the translation keeps its own, and the English shows in its place.
    """
    slug = source_of(page).slug
    for version in page.get_translations(inclusive=True).filter(alias_of=None).exclude(slug=slug):
        if not version.get_siblings(inclusive=False).filter(slug=slug).exists():
            version.slug = slug
            version.save(update_fields=["slug", "url_path"])


def carry_basis(*, page: Page, revision: Revision) -> None:
    """A translation published past the translation editor was made from what its last words were made from; one that
    went back to words it had before, from what those were made from."""
    if TranslationBasis.objects.filter(revision=revision).exists():
        return
    earlier = page.revisions.filter(pk__lt=revision.pk).values("pk")
    bases = list(TranslationBasis.objects.filter(revision_id__in=earlier).order_by("-revision_id"))
    words = _words_of(revision)
    same_words = (basis for basis in bases if _words_of(basis.revision) == words)
    if basis := next(same_words, bases[0] if bases else None):
        TranslationBasis.objects.create(revision=revision, publication=basis.publication, by_machine=basis.by_machine)


def _words_of(revision: Revision) -> list[str]:
    page = revision.as_object()
    return [page.title, page.summary, page.picture_alt, *words_of(page.body)]


@transaction.atomic
def record_translation_check(*, page: Page, actor: User, now: datetime, read: str = "") -> TranslationCheck:
    """Record that `actor` read the live words against the English as it is now, in the page's history as well.

    `read` is the revision that they were shown, the live one if empty. Raises OtherWordsError where that is no longer
    live, SamePersonError where they wrote some of those words, OutOfDateError where pieces wait to be translated anew,
    OtherNumbersError where the numbers are not those of the English.
    """
    if read not in ("", str(page.live_revision_id)):
        raise OtherWordsError
    if wrote(page, actor):
        raise SamePersonError
    if _waits(page):
        raise OutOfDateError
    if has_other_numbers(page.specific, source_of(page).specific):
        raise OtherNumbersError
    check, _ = TranslationCheck.objects.update_or_create(
        page=page,
        defaults={
            "revision_id": page.live_revision_id,
            "checked_on": timezone.localdate(now),
            "checked_by": actor,
        },
    )
    if publication := Publication.objects.filter(page_id=source_of(page).pk).last():
        TranslationBasis.objects.update_or_create(
            revision_id=page.live_revision_id,
            defaults={"publication": publication},
            create_defaults={"publication": publication, "by_machine": False},
        )
    log(instance=page, action="content.translation_checked", user=actor)
    return check


def _waits(page: Page) -> bool:
    """Whether the translation editor, where this page is translated, holds newer English than the live words."""
    in_editor = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    )
    return in_editor.exists() and translation_state(page) is State.OUT_OF_DATE


def wrote(page: Page, person: User) -> bool:
    """Whether this person wrote words of the live translation: in the translation editor, or in the page's own."""
    if _translations(page).filter(last_translated_by=person).exists():
        return True
    return _revisions_by_hand(page).filter(user=person).exists()


def _revisions_by_hand(page: Page) -> QuerySet[Revision]:
    """What was saved past the translation editor since its last words, up to what is live."""
    until_live = page.revisions.filter(pk__lte=page.live_revision_id or 0)
    logged = TranslationLog.objects.filter(revision__in=until_live).aggregate(last=Max("revision_id"))
    return until_live.filter(pk__gt=logged["last"] or 0)


def _has_machine_words(page: Page) -> bool:
    return _translations(page).filter(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE).exists()


def _translations(page: Page) -> QuerySet[StringTranslation]:
    """The translated strings that the page's words come from."""
    source = TranslationSource.objects.get_for_instance_or_none(source_of(page))
    used = StringSegment.objects.filter(source=source).values_list("string_id", "context_id") if source else []
    strings, contexts = {string for string, _context in used}, {context for _string, context in used}
    return StringTranslation.objects.filter(
        locale_id=page.locale_id, translation_of_id__in=strings, context_id__in=contexts
    )


def _strings(source: TranslationSource) -> dict[tuple[int, int], tuple[int, str]]:
    """Each English string of a source by its place in the page."""
    found: dict[tuple[int, int], tuple[int, str]] = {}
    places: dict[int, int] = {}
    segments = StringSegment.objects.filter(source=source).select_related("string").order_by("order", "pk")
    for segment in segments:
        place = places[segment.context_id] = places.get(segment.context_id, -1) + 1
        found[segment.context_id, place] = (segment.string_id, segment.string.data)
    return found


def _shape(page: LibraryPage) -> Any:
    """What of a page stands in no string: the order of its parts and steps, their pictures, ages and minutes."""
    return page.picture_id, _without_words(page.body.get_prep_value())


def _without_words(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: part if key in ("id", "type") else _without_words(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_without_words(part) for part in value]
    return "" if isinstance(value, str) else value


def _same_numbers(before: dict, after: dict) -> bool:
    return before.keys() == after.keys() and not any(
        differences(before[place][1], after[place][1], DIGITS) for place in before
    )


def _carry_over(before: dict, after: dict) -> None:
    """Give every reworded English string the translations that its old wording had."""
    for place, (old, _words) in before.items():
        new = after[place][0]
        if new == old:
            continue
        for translation in StringTranslation.objects.filter(translation_of_id=old, context_id=place[0]):
            StringTranslation.objects.get_or_create(
                translation_of_id=new,
                context_id=place[0],
                locale=translation.locale,
                defaults={
                    "data": translation.data,
                    "translation_type": translation.translation_type,
                    "tool_name": translation.tool_name,
                    "last_translated_by": translation.last_translated_by,
                },
            )
