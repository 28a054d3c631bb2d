"""A translator says that a translation is ready: its words become a draft, which awaits a checker of that language."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from wagtail.models import Page, WorkflowState

from wagtail_localize.models import Translation, TranslationLog

from content.complete_translations import check_complete, refused
from content.operations import record_basis


@transaction.atomic
def send_to_be_checked(*, translation: Translation, actor: User) -> WorkflowState:
    """Submit the words as they are now; they replace what was sent before and is not approved yet.

    Raises a ValidationError, in words for the translator, where they could not go live.
    """
    check_complete(translation)
    page = _save_draft(translation, actor)
    if state := page.current_workflow_state:
        state.cancel(user=actor)
    return page.get_workflow().start(page, actor)


def _save_draft(translation: Translation, actor: User) -> Page:
    """As Translation.save_target(publish=False) does, which saves the words into the row of a live page as well."""
    page = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    if page.locked:
        raise ValidationError("Somebody locked this page.")
    if not page.has_workflow:
        raise ValidationError("Nobody is named who checks this language. Ask an administrator.")
    if reason := refused(page):
        raise ValidationError(reason)
    revision = page.save_revision(user=actor)
    TranslationLog.objects.create(source=translation.source, locale=translation.target_locale, revision=revision)
    record_basis(page=page, revision=revision)
    return page
