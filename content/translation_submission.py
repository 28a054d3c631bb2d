"""A translator says that a translation is ready: its words become a draft, which awaits a checker of that language."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from wagtail.models import WorkflowState

from wagtail_localize.models import Translation

from content.complete_translations import as_translated, check_complete, refused, save_draft


@transaction.atomic
def send_to_be_checked(*, translation: Translation, actor: User) -> WorkflowState:
    """Submit the words as they are now; they replace what was sent before and is not approved yet.

    Raises a ValidationError, in words for the translator, where they could not go live.
    """
    check_complete(translation)
    page = as_translated(translation)
    if page.locked:
        raise ValidationError("Somebody locked this page.")
    if not page.has_workflow:
        raise ValidationError("Nobody is named who checks this language. Ask an administrator.")
    if reason := refused(page):
        raise ValidationError(reason)
    page = save_draft(translation, actor)
    if state := page.current_workflow_state:
        state.cancel(user=actor)
    return page.get_workflow().start(page, actor)
