"""A translation goes live when it is complete and in its place, or not at all; and it knows what it was made from.

wagtail-localize 1.14.5 fills what is missing with English and puts that live under the other language: "Sync translated
pages" with "publish" ticked does it to every language at once; a page whose parent has no translation gets a copy of
the English parent above it. All its callers catch the ValidationError raised here. Nor does it notice that the English
was published anew. Publishing has many routes (editor, moderator, schedule, command), and the signal is on all of them;
so is the action's own check, which lets no draft with English left in it go live.
"""

from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction

from wagtail.actions.publish_page_revision import PublishPagePermissionError, PublishPageRevisionAction
from wagtail.models import Page, Revision
from wagtail.query import PageQuerySet
from wagtail.signals import page_published

from wagtail_localize.models import Translation, TranslationLog


def refuse_incomplete_translations() -> None:
    save_target = Translation.save_target

    def save_complete_target(self: Translation, user: User | None = None, publish: bool = True) -> None:
        check_complete(self, all_pieces=publish)
        is_live = _is_live(self)
        if is_live and not publish:
            save_draft(self, user)
            return
        # Asked before, as it saves the live row and publishes after the transaction.
        if is_live and (reason := refused(as_translated(self))):
            raise ValidationError(reason)
        save_target(self, user=user, publish=publish)
        _note_basis(self)

    Translation.save_target = save_complete_target


def check_complete(translation: Translation, *, all_pieces: bool = True) -> None:
    """Raise a ValidationError that says, to its translator, what a translation wants before it can go live."""
    total, translated = translation.get_progress()
    if all_pieces and translated < total:
        raise ValidationError(f"{total - translated} of {total} pieces are not translated yet.")
    if not _parent_is_translated(translation):
        raise ValidationError("Translate the page above this one first.")
    if wrong := _pieces_with_other_numbers(translation):
        raise ValidationError(f"{len(wrong)} pieces have other numbers than the English, such as “{wrong[0]}”.")


def save_draft(translation: Translation, user: User | None) -> Page:
    """As Translation.save_target(publish=False) does, which saves the words into the row of a live page as well."""
    from content import operations

    page = as_translated(translation)
    revision = page.save_revision(user=user)
    TranslationLog.objects.create(source=translation.source, locale=translation.target_locale, revision=revision)
    operations.record_basis(page=page, revision=revision)
    return page


def refuse_drafts_with_english() -> None:
    check = PublishPageRevisionAction.check

    def check_words(self: PublishPageRevisionAction, skip_permission_checks: bool = False) -> None:
        check(self, skip_permission_checks)
        if reason := refused(self.object):
            raise PublishPagePermissionError(reason)

    PublishPageRevisionAction.check = check_words


def refused(page: Page) -> str:
    """Why this page may not go live in its language; empty where it may, and for an English page."""
    from content.models import LibraryPage
    from content.queries import SOURCE_LANGUAGE, english_of
    from content.unequal_numbers import has_other_numbers
    from content.untranslated import untranslated

    if not isinstance(page, LibraryPage) or page.locale.language_code == SOURCE_LANGUAGE:
        return ""
    english = english_of(page)
    if english is None:
        return "There is no live English page that this could be a translation of. Write and publish that first."
    if left := untranslated(page):
        return f"{len(left)} pieces are still in English, such as “{left[0]}”."
    return "Its numbers or facts are not those of the English page." if has_other_numbers(page, english) else ""


def offer_only_languages_of_the_parent(form_class: Any) -> None:
    """ "Translate this page" offers the languages that it can be translated into; any other would be refused unsaid."""
    init = form_class.__init__

    def init_with_fewer_languages(self: Any, instance: Any, *args: Any, **kwargs: Any) -> None:
        init(self, instance, *args, **kwargs)
        if isinstance(instance, Page) and not (parent := instance.get_parent()).is_root():
            languages = self.fields["locales"]
            languages.queryset = languages.queryset.filter(pk__in=_versions(parent).values("locale"))

    form_class.__init__ = init_with_fewer_languages


def follow_publications() -> None:
    page_published.connect(_published)


def _published(sender: type[Page], instance: Page, revision: Revision | None = None, **kwargs: Any) -> None:
    from content import operations
    from content.models import LibraryPage
    from content.pictures import make_pictures
    from content.queries import SOURCE_LANGUAGE

    # The revision that an alias is published with is the English page's.
    if not isinstance(instance, LibraryPage) or revision is None or instance.alias_of_id:
        return
    if instance.locale.language_code == SOURCE_LANGUAGE:
        operations.record_publication(page=instance, revision=revision)
    else:
        operations.carry_basis(page=instance, revision=revision)
    operations.share_slug(page=instance)
    # Robust: a picture that cannot be made keeps no page from being published.
    transaction.on_commit(lambda: make_pictures(instance), robust=True)


def _pieces_with_other_numbers(translation: Translation) -> list[str]:
    from content.unequal_numbers import pieces_with_other_numbers

    return pieces_with_other_numbers(translation)


def as_translated(translation: Translation) -> Page:
    """The page, which exists, with the words that the translation has now; not saved."""
    return translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)


def _note_basis(translation: Translation) -> None:
    from content import operations

    page = translation.get_target_instance()
    operations.record_basis(page=page, revision=page.get_latest_revision())


def _is_live(translation: Translation) -> bool:
    try:
        return translation.get_target_instance().live
    except ObjectDoesNotExist:
        return False


def _parent_is_translated(translation: Translation) -> bool:
    """A home page stands under the root, which has no language."""
    parent = translation.source.get_source_instance().get_parent()
    return parent.is_root() or _versions(parent).filter(locale=translation.target_locale).exists()


def _versions(page: Page) -> PageQuerySet:
    return page.get_translations().filter(alias_of=None)
